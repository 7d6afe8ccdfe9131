using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Every loss of the library in double precision: what the doctor has, and here what it has not.</summary>
internal static class EveryLoss
{
    /// <summary>The loss of this name, with its defaults but for what is said.</summary>
    /// <param name="name">Keras' name.</param>
    /// <param name="fromLogits">Whether the outputs are logits.</param>
    /// <param name="labelSmoothing">Between 0 and 1.</param>
    /// <param name="sum">Whether the rows are added up instead of averaged.</param>
    /// <param name="delta">Where Huber's loss turns from square to absolute.</param>
    public static Loss Named(string name, bool fromLogits = false, double labelSmoothing = 0, bool sum = false, double delta = 1) =>
        name switch
        {
            "categorical_focal_crossentropy" => new OracleFocal(true, fromLogits: fromLogits, labelSmoothing: labelSmoothing) { Sum = sum },
            "binary_focal_crossentropy" => new OracleFocal(false, fromLogits: fromLogits, labelSmoothing: labelSmoothing) { Sum = sum },
            _ => OracleLosses.Named(name, fromLogits, labelSmoothing, sum, delta),
        };
}
