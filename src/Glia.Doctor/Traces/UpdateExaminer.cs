using Glia.Doctor.Findings;

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
            examination.Report(Faults.NotFinite.Error(Grade.Certain, broken.Where, $"{broken.Name}_after is not finite although {broken.Name} is"));
            return;
        }
        FindUnmoved(reading, steps);
        var judged = steps.Where(step => step.CanBeJudged && (!step.IsSmall || FollowsStatedRate(trace, step))).ToList();
        if (judged.Count > 0) FindDirection(reading, judged);
        Penalty(reading, judged);
        if (trace.Momentum is >= 0.99)
            examination.Report(Faults.OptimizerSettings.Warning(Grade.Likely, new Where(null, "momentum", Phases.Update), $"a momentum of {Words.Number(trace.Momentum.Value)} lets each gradient act for {Words.Number(1 / Math.Max(1e-9, 1 - trace.Momentum.Value))} steps"));
        StepSize.Examine(reading);
    }

    private static bool FollowsStatedRate(Trace trace, ParameterStep step) => step.IsPlain && trace.Momentum is null or 0 && trace.Optimizer is null or "sgd" or "gd" && trace.LearningRate is > 0 and var rate
        && new[] { 1, trace.Rows, 1.0 / trace.Rows }.Any(times => Math.Abs(Math.Abs(step.Rate) / (rate * times) - 1) < 0.01);

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
        reading.Examination.Report(Faults.ParameterNeverUpdated.Error(Grade.Strong, still[0].Where,
            $"{Words.List(names)} {(names.Count == 1 ? "is" : "are")} the same to the last bit after the step, although the gradient{(names.Count == 1 ? " is" : "s are")} not zero{(all ? ", and nothing else moved" : "")}",
            all ? "Call the optimizer's step; if you do, check that the trace holds copies (w.copy()) of the weights before the step and not the same array twice." : null));
    }

    private static void FindDirection(Reading reading, List<ParameterStep> judged)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        bool gradientFlipped = reading.GradientFactor < 0;
        bool stateful = trace.Momentum is > 0 || trace.Optimizer is not (null or "sgd" or "gd");
        double before = reading.SummedLoss(trace.Before), after = reading.SummedLoss(trace.After ?? trace.Before);
        var plain = judged.Where(step => step.IsPlain || step.IsDecayed || step.IsClippedByValue || step.IsSigned).ToList();
        var uphill = plain.Where(step => step.Rate < 0 != gradientFlipped).ToList();
        // What momentum carries a little uphill while the loss falls is no ascent.
        if (stateful && after < before && uphill.Count > 0)
        {
            FitsOptimizer(uphill);
            return;
        }
        if (plain.Count == judged.Count && uphill.Count == 0)
        {
            string how = plain.TrueForAll(step => step.IsPlain) ? "w - rate * gradient" : plain.TrueForAll(step => step.IsSigned) ? "the first step of an adaptive optimizer" : "gradient descent with decay, clipping or adaptive steps";
            examination.Fine(Faults.UpdateAdded, $"the update is {how}, rate {Words.Number(Math.Abs(plain[0].Rate))}");
            return;
        }
        if (uphill.Count > 0 && 2 * uphill.Count >= plain.Count)
        {
            Report(reading, uphill, gradientFlipped ? Faults.LossSignFlipped : Faults.UpdateAdded, plain[0].Rate > 0 && gradientFlipped);
            return;
        }
        if (uphill.Count > 0)
        {
            examination.Report(Faults.UpdateAdded.Error(Grade.Strong, uphill[0].Where, $"{Words.List([.. uphill.Select(step => step.Name)])} move along their gradient, uphill, while the others move against it"));
            return;
        }
        var odd = judged.Except(plain).ToList();
        bool adaptive = trace.Optimizer is null && trace.LearningRate is { } rate && odd.TrueForAll(step => step.Largest <= 5 * rate);
        string names = Words.List([.. odd.Select(step => step.Name)]);
        if (gradientFlipped && after > before && odd.Sum(step => step.AlongGradient) < 0)
        {
            examination.Report(Faults.LossSignFlipped.Error(Grade.Strong, odd[0].Where, $"the gradients have the opposite sign of the derivative of the loss and {names} follow them: the loss of the batch rises from {Words.Number(before / reading.LossRows)} to {Words.Number(after / reading.LossRows)}"));
            return;
        }
        if (stateful || adaptive)
        {
            FitsOptimizer(odd);
            return;
        }
        double along = odd.Sum(step => step.AlongGradient) * (gradientFlipped ? -1 : 1);
        // Momentum that nobody mentioned carries a step a little uphill now and then.
        if (after > before && after <= 1.01 * before)
            examination.Undecided(Faults.UpdateAdded, $"the update of {names} is not w - rate * gradient and lifts the loss a little; momentum would explain it, if there is any: state the optimizer");
        else if (after > before && along > 0)
            examination.Report(Faults.UpdateAdded.Error(Grade.Likely, odd[0].Where, $"{names} move uphill: no usual optimizer explains the step, and the loss of the batch rises from {Words.Number(before / reading.LossRows)} to {Words.Number(after / reading.LossRows)}"));
        else if (after > before)
            examination.Report(Faults.WrongGradient.Error(Grade.Likely, odd[0].Where, $"{names}: the step is not w - rate * gradient, and the loss of the batch rises from {Words.Number(before / reading.LossRows)} to {Words.Number(after / reading.LossRows)}", "w = w - learning_rate * gradient, with the gradient of the same parameter."));
        else
            examination.Undecided(Faults.UpdateAdded, $"the update of {names} is not w - rate * gradient; it lowers the loss, so an optimizer with state may explain it: not decidable from this trace");

        void FitsOptimizer(List<ParameterStep> some) =>
            examination.Fine(Faults.UpdateAdded, $"the update of {Words.List([.. some.Select(step => step.Name)])} fits {(stateful ? $"{trace.Optimizer ?? "momentum"} with state from earlier steps" : "an adaptive optimizer")}; its state was not recorded");
    }

    private static void Report(Reading reading, List<ParameterStep> uphill, Fault fault, bool gradientIsWrong)
    {
        string names = Words.List([.. uphill.Select(step => step.Name)]);
        double rate = Math.Abs(uphill[0].Rate);
        string loss = $"; the loss of the batch goes from {Words.Number(reading.SummedLoss(reading.Trace.Before) / reading.LossRows)} to {Words.Number(reading.SummedLoss(reading.Trace.After ?? reading.Trace.Before) / reading.LossRows)}";
        reading.Examination.Report(fault.Error(Grade.Strong, uphill[0].Where, gradientIsWrong
            ? $"the gradients have the opposite sign of the derivative of the loss and are subtracted, so {names} move uphill{loss}"
            : $"{names}_after is {uphill[0].Name} plus {Words.Number(rate)} times its gradient: the step goes uphill{loss}", null, ("rate", rate)));
    }

    private static void Penalty(Reading reading, List<ParameterStep> judged)
    {
        var inGradient = reading.Penalties.Select((penalty, l) => (Name: $"w{l + 1}", Layer: l + 1, Lambda: penalty.Decay / Math.Abs((reading.GradientFactor ?? 1) * reading.Trace.Rows), penalty.Ratio));
        var inStep = judged.Where(step => step.IsDecayed).Select(step => (step.Name, step.Layer, Lambda: step.Decay / Math.Abs(step.Rate), step.Ratio));
        var worst = inGradient.Concat(inStep).Where(one => one.Ratio > 0).OrderByDescending(one => one.Ratio).FirstOrDefault();
        if (worst.Name is null) return;
        string evidence = $"the penalty on {worst.Name} pulls {Words.Number(worst.Ratio)} times as hard as the data (decay {Words.Number(worst.Lambda)})";
        if (worst.Ratio >= 2 && worst.Lambda >= 0.01)
            reading.Examination.Report((worst.Lambda >= 0.05 ? Faults.OverRegularised.Error(Grade.Strong, Where(worst.Layer, worst.Name), evidence, null, ("ratio", worst.Ratio), ("decay", worst.Lambda))
                : Faults.OverRegularised.Warning(Grade.Likely, Where(worst.Layer, worst.Name), evidence, null, ("ratio", worst.Ratio), ("decay", worst.Lambda))));
        else reading.Examination.Fine(Faults.OverRegularised, evidence);
    }

    private static Where Where(int layer, string name) => new(Reading.LayerName(layer), name, Phases.Update);
}
