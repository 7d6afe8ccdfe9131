using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LossExplodes { get; } = new("GLIAS05", Family.Symptom, "loss explodes",
        "The loss grows far above its best value.",
        Look)
    {
        JudgedBy = () => new LossExplodes(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>The loss ends far above its best value and its first.</summary>
internal sealed class LossExplodes() : RunRule(Faults.LossExplodes)
{
    private const int LeastPoints = 4;   // of a curve that has a course; convention

    // How many times its best and its first value, and by how much at least: below a tenth everything is learned. Convention.
    private const double Times = 2, LeastRise = 0.1;

    public override Judgement? Judge(RunFacts run)
    {
        if (run.Finest is not { IsFinite: true, Loss.Length: >= LeastPoints } curve) return null;
        return Seen(Explodes(curve), Training, curve.ToString());
    }

    /// <summary>Weights as no initializer draws them, that do harm: the curve went up before the recorded step.</summary>
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        foreach (Judgement judged in base.Judge(reading)) yield return judged;
        if (!reading.HasLoss || reading.Overshoot is not null || reading.Largest is not { ThrownBy: not Thrower.None } large) yield break;
        Where where = large.Where with { Phase = Phases.Training };
        string when = reading.Trace.Step is > 0 and var step ? $"after {Words.Count(step, "step")}" : "nobody draws such weights";
        yield return Found(large.ThrownBy == Thrower.WrongSteps
            ? Fault.Note(Grade.Likely, where, $"{large.Evidence}; the wrong steps threw it there",
                "Mend the steps, and start again from fresh weights.", large.Numbers)
            : Fault.Error(Grade.Likely, where, $"{large.Evidence}; {when}: steps that were too large left them",
                "Start again from fresh weights with a lower learning rate.", large.Numbers));
    }

    // A loss that rises from its start is told as that.
    protected override Finding AskedAbout(Finding seen, Curve curve) =>
        LossRises.Rises(curve) ? seen : seen with { Severity = Severity.Error };

    /// <summary>Whether a finite curve explodes.</summary>
    public static bool Explodes(Curve curve) =>
        curve.End > Times * curve.Best && curve.End > Times * curve.First && curve.End - curve.First > LeastRise;
}
