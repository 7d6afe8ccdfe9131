using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>The part of an experiment that says how the network learns. Objects with a <c>class_name</c> are flat and to be read only.</summary>
public sealed record ExperimentTraining
{
    /// <summary>The loss: its <c>class_name</c> and Keras' arguments (<c>from_logits</c>, <c>reduction</c>, <c>label_smoothing</c>, …).</summary>
    public JsonObject Loss { get; init; } = new() { ["class_name"] = "categorical_crossentropy" };

    /// <summary>Whether the loss takes the network's outputs as logits.</summary>
    public bool FromLogits => Loss["from_logits"] is JsonValue value && value.TryGetValue(out bool logits) && logits;

    /// <summary>The optimizer: its <c>class_name</c> and Keras' arguments.</summary>
    public JsonObject Optimizer { get; init; } = new() { ["class_name"] = "Adam" };

    /// <summary>How the learning rate changes: a <c>class_name</c> and its arguments; null: it does not.</summary>
    public JsonObject? Schedule { get; init; }

    /// <summary>Rows in one step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Passes over the training rows; 0 for a network that is never trained.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Steps that make one epoch; null: as many as the training rows give.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Whether the rows come in a new order every epoch.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary><c>epoch</c>: every row once an epoch; <c>random</c>: each row of each batch is drawn from all rows anew.</summary>
    public string Sampling { get; init; } = "epoch";

    /// <summary>The fraction of the training rows, the last ones before any shuffling, that is only looked at.</summary>
    public double ValidationSplit { get; init; }

    /// <summary>When to stop before the last epoch; null: never.</summary>
    public ExperimentEarlyStopping? EarlyStopping { get; init; }

    /// <summary>What is measured each epoch besides the loss, in Keras' names.</summary>
    public IReadOnlyList<JsonObject> Metrics { get; init; } = [new() { ["class_name"] = "accuracy" }];

    /// <summary>The words <see cref="Sampling"/> can be, the default first.</summary>
    internal static readonly string[] Samplings = ["epoch", "random"];
}
