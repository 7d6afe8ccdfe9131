using Glia.Experiments;

namespace Glia.Programs.Frameworks;

/// <summary>A call that is a layer, or an activation, of the network.</summary>
/// <param name="Layer">The layer in Keras' words.</param>
/// <param name="Call">The call.</param>
/// <param name="Input">The tensor it was given.</param>
/// <param name="Output">The tensor it gave.</param>
internal sealed record TorchLayer(ExperimentLayer Layer, TorchOperation Call, int Input, int Output)
{
    /// <summary>Its weights; null if it has none.</summary>
    public int? Kernel { get; init; }

    /// <summary>Whether they are stored [in, out], as in a product written by hand.</summary>
    public bool IsInOut { get; init; }

    /// <summary>Its biases; null if it has none.</summary>
    public int? Bias { get; init; }

    /// <summary>The slopes of a function that learns them; null if it has none.</summary>
    public int? Slopes { get; init; }

    /// <summary>Channels, height and width that a flattening before it laid out; null if none did.</summary>
    public int[]? LaidOut { get; init; }

    /// <summary>Whether it answers in training by chance or by the batch, as dropout and batch normalization do.</summary>
    public bool IsOfTraining => Layer.ClassName is "Dropout" or "BatchNormalization" || IsOverRows;

    /// <summary>Whether it is a softmax over the rows of the batch.</summary>
    public bool IsOverRows { get; init; }

    /// <summary>Whether no gradient goes back through what comes right after it.</summary>
    public bool IsCutAbove { get; set; }
}
