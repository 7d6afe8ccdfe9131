using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LossConstant { get; } = new("GLIAS03", Family.Symptom, "loss constant",
        "The loss does not move.",
        Look)
    {
        JudgedBy = () => new LossConstant(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>The loss stays where it is, but for the noise of the batches.</summary>
internal sealed class LossConstant() : RunRule(Faults.LossConstant)
{
    // A curve of four points can be judged at all, one of ten by its noise. Convention.
    private const int LeastPoints = 4, LeastForNoise = 10;

    // Shares of the first loss: all values within the first do not move; noisy ones that end within the second of their start neither,
    // unless they fell by three standard errors. Convention.
    private const double Still = 0.002, Little = 0.02, BeyondChance = 3;

    // Where nearly all answers are right there is nothing left to fall. Convention.
    private const double Learned = 0.9;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Finest is not { IsFinite: true, Loss.Length: >= LeastPoints } curve) return null;
        double size = Math.Abs(curve.First), moved = curve.Loss.Max() - curve.Loss.Min();
        bool noise = curve.Loss.Length >= LeastForNoise && Math.Abs(curve.FallInErrors) < BeyondChance
            && Math.Abs(curve.Start - curve.End) < Little * Math.Abs(curve.Start);
        bool learned = curve.Accuracy is [.., > Learned];
        return (moved == 0 || noise || moved < Still * size) && !learned
            ? Found(Fault.Note(Grade.Strong, Training, curve.ToString(), null, ("moved", moved)))
            : Fine(curve.ToString());
    }

    // A loss that moves a little may be at its end.
    protected override Finding AskedAbout(Finding seen, Curve curve) => seen.Numbers["moved"] > 0
        ? seen with { Severity = Severity.Warning, Grade = Grade.Likely } : seen with { Severity = Severity.Error };
}
