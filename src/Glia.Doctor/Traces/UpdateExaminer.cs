using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;

namespace Glia.Doctor.Traces;

/// <summary>
/// Judges the weights after the step. What a usual optimizer explains is no fault; what none explains is one only if the step fails to
/// lower the loss, and otherwise stays undecided.
/// </summary>
internal static class UpdateExaminer
{
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var steps = ParameterStep.Of(reading);
        if (steps.Count == 0)
        {
            examination.Skipped(Faults.UpdateAdded, "no weights after the step were recorded");
            StepSize.Examine(reading);
            return;
        }
        if (steps.Find(step => !step.AfterIsFinite) is { } broken)
        {
            examination.Report(Faults.NotFinite.Error(Grade.Certain, broken.Where,
                $"{broken.Name}_after is not finite although {broken.Name} is"));
            return;
        }
        FindUnmoved(reading, steps);
        var judged = steps.Where(step => step.CanBeJudged && (!step.IsSmall || FollowsStatedRate(trace, step))).ToList();
        if (judged.Count > 0) FindDirection(reading, judged);
        Penalty(reading, judged);
        if (trace.Momentum is >= 0.99)
            examination.Report(Faults.OptimizerSettings.Warning(Grade.Likely, new Where(null, "momentum", Phases.Update),
                $"a momentum of {Words.Number(trace.Momentum.Value)} lets each gradient act for " +
                $"{Words.Number(1 / Math.Max(1e-9, 1 - trace.Momentum.Value))} steps"));
        StepSize.Examine(reading);
    }

    private static bool FollowsStatedRate(Trace trace, ParameterStep step) =>
        step.Form == UpdateMistakes.Plain && trace.Momentum is null or 0 && IsPlain(trace) && trace.LearningRate is > 0 and var rate
        && new[] { 1, trace.Rows, 1.0 / trace.Rows }.Any(times => Math.Abs((Math.Abs(step.Rate) / (rate * times)) - 1) < 0.01);

    private static bool IsPlain(Trace trace) => trace.Optimizer is null or "sgd" or "gd";

    private static void FindUnmoved(Reading reading, List<ParameterStep> steps)
    {
        var still = steps.Where(step => step.StandsStill(reading.Trace.LearningRate)).ToList();
        if (still.Count == 0)
        {
            reading.Examination.Fine(Faults.ParameterNeverUpdated, "every recorded parameter with a gradient moved");
            return;
        }
        bool all = still.Count == steps.Count(step => step.HasGradient);
        var names = still.Select(step => step.Name).ToList();
        string? harmless = all
            ? null
            : HarmOfSlips.LearnsWith(reading, [.. still.Select(step => Slip.Still(step.Layer, step.Name[0] == 'b'))]);
        string? advice = all
            ? "Call the optimizer's step; if you do, check that the trace holds copies (w.copy()) of the weights before the step " +
                "and not the same array twice."
            : null;
        reading.Examination.Report(Faults.ParameterNeverUpdated.Error(Grade.Strong, still[0].Where,
            $"{Words.List(names)} {(names.Count == 1 ? "is" : "are")} the same to the last bit after the step, " +
            $"although the gradient{(names.Count == 1 ? " is" : "s are")} not zero{(all ? ", and nothing else moved" : "")}{harmless}",
            advice) with
        { Severity = harmless is null ? Severity.Error : Severity.Warning });
    }

    private static void FindDirection(Reading reading, List<ParameterStep> judged)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        bool flipped = reading.GradientFactor < 0, stateful = trace.Momentum is > 0 || !IsPlain(trace);
        double before = reading.SummedLoss(trace.Before), after = reading.SummedLoss(trace.After ?? trace.Before);
        string loss = $"from {Words.Number(before / reading.LossRows)} to {Words.Number(after / reading.LossRows)}";
        var known = judged.Where(step => step.Form is not null).ToList();
        var uphill = known.Where(step => step.Rate < 0 != flipped).ToList();
        // What momentum carries a little uphill while the loss falls is no ascent.
        if (stateful && after < before && uphill.Count > 0) FitsOptimizer(uphill);
        else if (2 * uphill.Count >= known.Count && uphill.Count > 0) Uphill(reading, uphill, flipped, loss);
        else if (uphill.Count > 0)
            examination.Report(Faults.UpdateAdded.Error(Grade.Strong, uphill[0].Where,
                $"{Names(uphill)} move along their gradient, uphill, while the others move against it"));
        else if (known.Count == judged.Count)
        {
            var forms = known.Select(step => step.Form!.Says).Distinct().ToList();
            examination.Fine(Faults.UpdateAdded, $"the update is {Words.List(forms)}, rate {Words.Number(Math.Abs(known[0].Rate))}");
        }
        else Unknown([.. judged.Except(known)]);

        void Unknown(List<ParameterStep> odd)
        {
            string names = Names(odd);
            bool adaptive = trace.Optimizer is null && trace.LearningRate is { } rate && odd.TrueForAll(step => step.Largest <= 5 * rate);
            double along = odd.Sum(step => step.AlongGradient) * (flipped ? -1 : 1);
            if (flipped && after > before && along > 0)
                examination.Report(Faults.LossSignFlipped.Error(Grade.Strong, odd[0].Where,
                    $"the gradients have the opposite sign of the derivative of the loss and {names} follow them: " +
                    $"the loss of the batch rises {loss}"));
            else if (stateful || adaptive) FitsOptimizer(odd);
            // Momentum that nobody mentioned carries a step a little uphill now and then.
            else if (after > before && after <= 1.01 * before)
                examination.Undecided(Faults.UpdateAdded,
                    $"the update of {names} is not w - rate * gradient and lifts the loss a little; momentum would explain it, " +
                    "if there is any: state the optimizer");
            else if (after > before && along > 0)
                examination.Report(Faults.UpdateAdded.Error(Grade.Likely, odd[0].Where,
                    $"{names} move uphill: no usual optimizer explains the step, and the loss of the batch rises {loss}"));
            else if (after > before)
                examination.Report(Faults.WrongGradient.Error(Grade.Likely, odd[0].Where,
                    $"{names}: the step is not w - rate * gradient, and the loss of the batch rises {loss}",
                    "w = w - learning_rate * gradient, with the gradient of the same parameter."));
            else
                examination.Undecided(Faults.UpdateAdded,
                    $"the update of {names} is not w - rate * gradient; it lowers the loss, so an optimizer with state may explain it: " +
                    "not decidable from this trace");
        }

        void FitsOptimizer(List<ParameterStep> some) =>
            examination.Fine(Faults.UpdateAdded,
                $"the update of {Names(some)} fits " +
                $"{(stateful ? $"{trace.Optimizer ?? "momentum"} with state from earlier steps" : "an adaptive optimizer")}; " +
                "its state was not recorded");
    }

    private static string Names(IEnumerable<ParameterStep> steps) => Words.List([.. steps.Select(step => step.Name)]);

    private static void Uphill(Reading reading, List<ParameterStep> uphill, bool flipped, string loss)
    {
        double rate = Math.Abs(uphill[0].Rate);
        string evidence = flipped && uphill[0].Rate > 0
            ? $"the gradients have the opposite sign of the derivative of the loss and are subtracted, so {Names(uphill)} move uphill"
            : $"{Names(uphill)}_after is {uphill[0].Name} plus {Words.Number(rate)} times its gradient: the step goes uphill";
        reading.Examination.Report((flipped ? Faults.LossSignFlipped
            : Faults.UpdateAdded).Error(Grade.Strong, uphill[0].Where, $"{evidence}; the loss of the batch goes {loss}", null,
            ("rate", rate)));
    }

    private static void Penalty(Reading reading, List<ParameterStep> judged)
    {
        var inGradient = reading.Penalties
            .Select((penalty, l) =>
            (Name: $"w{l + 1}", Layer: l + 1, Lambda: penalty.Decay / Math.Abs((reading.GradientFactor ?? 1) * reading.Trace.Rows),
            penalty.Ratio));
        var inStep = judged.Where(step => step.Decay > 0)
            .Select(step => (step.Name, step.Layer, Lambda: step.Decay / Math.Abs(step.Rate), step.Ratio));
        var worst = inGradient.Concat(inStep).Where(one => one.Ratio > 0).OrderByDescending(one => one.Ratio).FirstOrDefault();
        if (worst.Name is null) return;
        string evidence = $"the penalty on {worst.Name} pulls {Words.Number(worst.Ratio)} times as hard as the data " +
            $"(decay {Words.Number(worst.Lambda)})";
        if (worst.Ratio >= 2 && worst.Lambda >= 0.01)
            reading.Examination.Report((worst.Lambda >= 0.05
                ? Faults.OverRegularised.Error(Grade.Strong, Where(worst.Layer, worst.Name), evidence, null, ("ratio", worst.Ratio),
                ("decay", worst.Lambda))
                : Faults.OverRegularised.Warning(Grade.Likely, Where(worst.Layer, worst.Name), evidence, null, ("ratio", worst.Ratio),
                    ("decay", worst.Lambda))));
        else reading.Examination.Fine(Faults.OverRegularised, evidence);
    }

    private static Where Where(int layer, string name) => new(Reading.LayerName(layer), name, Phases.Update);
}
