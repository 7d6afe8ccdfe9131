using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The weights that the evaluation starts with, beside those that training left.</summary>
/// <param name="Distance">How far apart they are, as a part of the trained ones.</param>
/// <param name="Cosine">Of the angle between them.</param>
internal sealed record OtherWeights(double Distance, double Cosine)
{
    // What rounding leaves, and what some more steps do not do to the direction of all weights. Convention.
    private const double Rounding = 1e-6, Related = 0.7;

    public bool AreSame => Distance < Rounding;

    public bool AreOther => !AreSame && Cosine < Related;

    /// <summary>Compares; null where the evaluation has no weights of its own.</summary>
    public static OtherWeights? Of(Reading reading)
    {
        if (reading.Evaluation?.Weights is not { } used) return null;
        Matrix own = All(used), trained = All(reading.Trace.After ?? reading.Trace.Before);
        return new(own.Zip(trained, (u, t) => u - t).Norm / Math.Max(trained.Norm, double.Epsilon),
            own.Dot(trained) / Math.Max(own.Norm * trained.Norm, double.Epsilon));
    }

    private static Matrix All(IReadOnlyList<LayerWeights> weights)
    {
        double[] all = [.. weights.SelectMany(one => one.Kernel.Values)];
        return new(1, all.Length, all);
    }
}
