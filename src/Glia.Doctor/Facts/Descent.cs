namespace Glia.Doctor.Facts;

/// <summary>What a small step down the gradient takes off the loss, as a share of what the slope promises: 1 if both agree.</summary>
/// <param name="Ratio">Of a small step.</param>
/// <param name="Shorter">Of a shorter one, where the small step raises the loss.</param>
internal sealed record Descent(double Ratio, double? Shorter)
{
    // convention: lengths of the steps beside that of the weights.
    private const double Small = 1e-3, Smaller = 3e-4;

    // convention: less than a third of the slope the wrong way round can be a bend.
    private const double Clearly = -0.3;

    /// <summary>Takes the steps; null where the slope is too small to be measured.</summary>
    public static Descent? Of(FirstPass pass)
    {
        if (!double.IsFinite(pass.Start.Loss)) return null;
        double ratio = pass.Descend(Small);
        if (!double.IsFinite(ratio)) return null;
        // Steep weights bend the slope within a step; a sign that is wrong stays wrong in a shorter one.
        return new Descent(ratio, ratio < Clearly ? pass.Descend(Smaller) : null);
    }

    /// <summary>Whether the way down the gradient leads up.</summary>
    public bool LeadsUp => Shorter < Clearly;
}
