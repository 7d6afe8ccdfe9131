using System.Numerics;

namespace Glia.Doctor.HandWritten;

/// <summary>
/// What the doctor needs from a network somebody wrote by hand. Implement it on your own class by pointing at your own methods; change
/// nothing in them, because what they do is what is examined. Rows are samples.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, whichever your arrays hold.</typeparam>
public interface IHandWrittenNetwork<T> where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>Your weights and gradients as they are now, inputs first. Asked for again whenever they may have changed.</summary>
    IReadOnlyList<HandWrittenLayer> Layers { get; }

    /// <summary>The learning rate of the next update.</summary>
    double LearningRate { get; }

    /// <summary>How many rows your training gives to one step.</summary>
    int BatchSize => 1;

    /// <summary>Keras' name of the activation between the layers.</summary>
    string HiddenActivation => "relu";

    /// <summary>Keras' name of the last activation.</summary>
    string OutputActivation => "softmax";

    /// <summary>Keras' name of the loss that training is meant to lower.</summary>
    string LossName => "categorical_crossentropy";

    /// <summary>Your forward pass as training does it; returns the outputs.</summary>
    /// <param name="x">Inputs, one row a sample.</param>
    T[][] Forward(T[][] x);

    /// <summary>Your backward pass for the batch of the last <see cref="Forward"/>.</summary>
    /// <param name="y">The targets as your training passes them: one-hot rows, or one number a row.</param>
    void Backward(T[][] y);

    /// <summary>Your update. Leave it empty if your backward pass updates as it goes.</summary>
    void Update();

    /// <summary>Your own accuracy routine: a fraction or a percentage.</summary>
    /// <param name="x">Inputs, one row a sample.</param>
    /// <param name="y">Targets, one row a sample.</param>
    double Evaluate(T[][] x, T[][] y);

    /// <summary>Your own loss function, called or not; null if there is none.</summary>
    /// <param name="outputs">What <see cref="Forward"/> gave for the same rows.</param>
    /// <param name="y">Targets, one row a sample.</param>
    double? Loss(T[][] outputs, T[][] y) => null;

    /// <summary>Your own prediction routine, a class per row; null if there is none.</summary>
    /// <param name="x">Inputs, one row a sample.</param>
    int[]? Predict(T[][] x) => null;
}
