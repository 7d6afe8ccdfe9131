using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LossExplodes { get; } = new("GLIAS05", Family.Symptom, "loss explodes",
        "The loss grows far above its best value.",
        Look);
}

/// <summary>The loss ends far above its best value and its first.</summary>
internal sealed class LossExplodes() : CurveRule(Faults.LossExplodes)
{
    private const int LeastPoints = 4;   // of a curve that has a course; convention

    // How many times its best and its first value, and by how much at least: below a tenth everything is learned. Convention.
    private const double Times = 2, LeastRise = 0.1;

    public override Judgement? Judge(Curve curve)
    {
        if (!curve.IsFinite || curve.Loss.Length < LeastPoints) return null;
        return Explodes(curve) ? Found(Fault.Note(Grade.Strong, Training, curve.ToString())) : Fine(curve.ToString());
    }

    /// <summary>Whether a finite curve explodes.</summary>
    public static bool Explodes(Curve curve) =>
        curve.End > Times * curve.Best && curve.End > Times * curve.First && curve.End - curve.First > LeastRise;
}
