using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LossRises { get; } = new("GLIAS06", Family.Symptom, "loss rises from the start",
        "The loss rises steadily from the first step.",
        Look)
    {
        JudgedBy = () => new LossRises(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>The loss rises beyond chance and at no time was clearly better than at its start.</summary>
internal sealed class LossRises() : RunRule(Faults.LossRises)
{
    private const int LeastPoints = 4;   // of a curve that has a course; convention

    // The share of its start by which it rises, at least, and an absolute rise: what is nearly zero is learned. Convention.
    private const double LeastShare = 0.1, LeastRise = 1e-3;

    // A later stretch that is better by this share says that it fell first. Convention.
    private const double Better = 0.05;

    // Standard errors of the rise; a curve of few points has to rise at each of them. Convention.
    private const double BeyondChance = 6;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Finest is not { IsFinite: true, Loss.Length: >= LeastPoints } curve) return null;
        string measured = curve.ToString();
        if (run.Watched is { Directions: > 0 } watched)
            measured += $" {watched.Directions - watched.Uphill} of {watched.Directions} steps went down the gradient.";
        return Seen(Rises(curve), Training, measured);
    }

    protected override Finding AskedAbout(Finding seen, Curve curve) => seen with { Severity = Severity.Error };

    /// <summary>Whether a finite curve rises.</summary>
    public static bool Rises(Curve curve)
    {
        double size = Math.Abs(curve.Start);
        return curve.End - curve.Start > LeastShare * size + LeastRise && curve.Best > curve.Start - Better * size
            && (curve.FallInErrors < -BeyondChance || Series.RisingShare(curve.Loss) == 1);
    }
}
