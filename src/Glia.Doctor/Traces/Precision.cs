using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How exactly the owner computed, and how much of a difference rounding can make.</summary>
internal static class Precision
{
    /// <summary>
    /// Whether weights, outputs or gradients are all float32 numbers: then something between them was computed in float32. Or the loss
    /// is, here.
    /// </summary>
    public static bool LooksSingle(Trace trace)
    {
        if (trace.Loss is { } loss && LossNames.Canonical(loss) is { } known && !LossNames.HasFloat64(known)) return true;
        var suspects = new List<Matrix> { trace.Layers[0].Weights };
        if (trace.Outputs is not null) suspects.Add(trace.Outputs);
        suspects.AddRange(trace.Layers.Select(layer => layer.WeightsGradient).OfType<Matrix>());
        return suspects.Exists(matrix => AllSingle(matrix));
    }

    /// <summary>
    /// The relative error that two right computations of a forward or backward pass may differ by, before what the network amplifies.
    /// </summary>
    public static double Floor(bool single) => single ? 2e-4 : 1e-7;

    private static bool AllSingle(Matrix matrix)
    {
        bool fraction = false;
        foreach (double value in matrix.Values)
        {
            if (double.IsFinite(value) && (float)value != value) return false;
            fraction |= value != Math.Round(value);
        }
        return fraction;
    }
}
