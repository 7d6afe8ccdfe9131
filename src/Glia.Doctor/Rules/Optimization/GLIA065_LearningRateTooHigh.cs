using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LearningRateTooHigh { get; } = new("GLIA065", Family.Optimization, "learning rate too high",
        "The steps are so large that they overshoot, kill units or overflow.",
        "Divide the learning rate by ten until the loss falls; glia find-rate shows the curve.",
        Explains: "053 S01 S02 S03 S04 S05 S06 S07 S09 S13 S16 S17 S20 S21 S23 S26 S27")
    {
        JudgedBy = () => new LearningRateTooHigh(),
        Shows = [ExhibitKind.Updates, ExhibitKind.Loss],
    };
}

/// <summary>
/// A recorded step that throws the weights, or a watched run that rises, dies or overflows. Of an experiment trials see it: they make a
/// <see cref="Trials.RateChange"/>.
/// </summary>
internal sealed class LearningRateTooHigh() : Rule(Faults.LearningRateTooHigh)
{
    private const string Restart =
        "Start again from fresh weights with a tenth of the learning rate, and again a tenth until the loss falls.";

    private static readonly Where s_where = new(Parameter: "learning_rate", Phase: Phases.Update);

    // Past a rate times the curvature of 2 each step is longer than the one before (LeCun, Bottou, Orr and Müller 1998). Derived. The
    // curvature of a squared error is 2, of a cross-entropy at most a quarter of the size of the inputs. Derived.
    private const double Unstable = 2, OfSquares = 2, OfEntropy = 0.25;

    public override bool NeedsFinite => false;

    /// <summary>What a shorter step would do.</summary>
    public static string Help(StepEffect step) =>
        $"a step of {Words.Number(step.Shorter.Part)} times the length lowers it to {Words.Number(step.Shorter.Loss)}";

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (!reading.IsFinite)
        {
            if (!reading.Overflows && Overflowing(reading) is { } overflowing) yield return Found(overflowing);
            yield break;
        }
        if (reading.Overshoot is { Summed: false } over)
            yield return Found(Fault.Error(Grade.Strong, s_where, $"{over.Evidence}; the rate {Words.Number(over.Rate)} is too high",
                Restart, over.Numbers));
        if (reading.Step is not { } step) yield break;
        string part = Words.Number(step.Shorter.Part), advice = $"Multiply the learning rate by about {part}.";
        (string, double)[] numbers = [.. step.Numbers, ("rate_times", step.Shorter.Part)];
        if (step.Length == StepLength.Fine)
            yield return Fine($"{step.Change}; the largest update is {Words.Number(step.Ratio)} of its weights");
        else if (step.Length is StepLength.Long)
            yield return Found(Fault.Error(Grade.Strong, s_where, $"{step.Change}, while {Help(step)}", advice, numbers));
        else if (step.Length is StepLength.Swings)
            yield return Found(Fault.Note(Grade.Weak, s_where, $"{step.Change}, while {Help(step)}", null, step.Numbers));
        else if (step.Length is StepLength.Thrown)
            yield return Found(Fault.Error(Grade.Strong, s_where, $"repeated on its own batch the step takes the loss from "
                + $"{Words.Number(step.Before)} to {Words.Number(step.Repeated.Loss)} in {Words.Count(step.Repeated.Steps, "step")}, "
                + $"while steps of {part} times the length lower it", advice, numbers));
    }

    // Along the largest direction of the inputs a linear layer's steps grow from one to the next once rate times curvature passes 2.
    private Finding? Overflowing(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.DataAreFinite || trace.LearningRate is not { } rate || !reading.IsPlainOrMomentum) return null;
        bool squared = LossNames.Canonical(trace.Loss ?? "") == LossNames.Squared || (trace.Loss is null && !reading.Targets.AreClasses);
        double product = rate * (squared ? OfSquares : OfEntropy) * (1 + trace.X.Dot(trace.X) / trace.Rows);
        return product <= Unstable ? null : Fault.Error(Grade.Likely, s_where,
            $"the weights are not finite any more, and the rate {Words.Number(rate)} times the curvature of a linear layer on these "
            + $"inputs is {Words.Number(product)}: past 2 each step is longer than the one before", Restart,
            ("learning_rate", rate), ("rate_times_curvature", product));
    }

    public override Judgement? Watch(RunFacts run)
    {
        if (run.Watched is not { } watched || run.Steps is not { } curve) return null;
        if (watched.NotFinite is { } origin)
            return origin.IsOf(watched) != Fault ? null : Found(Fault.Error(Grade.Strong, origin.Where,
                $"{origin.Sentence(watched)}. The loss was {curve.First:G3} at first and {watched.Loss.Last:G3} before it."));
        if (!run.IsGuessing) return null;
        if (run.DeadLayer is { } layer)
            return Found(Fault.Error(Grade.Likely, new Where(layer, Phase: Phases.Forward),
                $"At step {watched.Steps:N0} every unit of {layer} is zero for all of {watched.ReferenceRows.Rows} rows, " +
                "so nothing reaches the output and no gradient comes back.",
                "Stop; start again with a tenth of the learning rate, he_normal weights and scaled inputs. Dead units do not recover."));
        return UpdateAdded.GoesUp(curve) && !watched.IsUphill
            ? Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Update),
                $"The loss rose from {curve.First:G3} to {curve.End:G3} in {watched.Steps:N0} steps."))
            : null;
    }
}
