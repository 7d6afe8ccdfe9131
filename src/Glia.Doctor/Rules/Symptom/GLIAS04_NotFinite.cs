using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault NotFinite { get; } = new("GLIAS04", Family.Symptom, "NaN or infinity",
        "A number is no longer finite.",
        Look);
}

/// <summary>A loss that is NaN or infinite.</summary>
internal sealed class NotFinite() : CurveRule(Faults.NotFinite)
{
    public override Judgement? Judge(Curve curve)
    {
        if (curve.Loss.Length == 0) return null;
        int bad = Array.FindIndex(curve.Loss, loss => !double.IsFinite(loss));
        return bad < 0 ? Fine("Every loss is finite.")
            : Found(Fault.Note(Grade.Certain, Training, $"The loss of {curve.Per} {bad + 1} is NaN or infinite."));
    }
}
