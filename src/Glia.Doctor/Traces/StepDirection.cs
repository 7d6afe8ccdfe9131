using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;

namespace Glia.Doctor.Traces;

/// <summary>
/// Which way the recorded step goes. What a usual optimizer explains is no fault; what none explains is one only if the step fails to
/// lower the loss, and otherwise stays undecided.
/// </summary>
/// <param name="Fault">What is wrong; null where nothing is, or where it is not decided.</param>
/// <param name="Says">What was seen.</param>
/// <param name="At">A parameter that shows it.</param>
internal sealed record StepDirection(Fault? Fault, string Says, Where At)
{
    // A loss that rises by so little is what momentum does now and then; a step of an adaptive optimizer moves no weight by more than so
    // many rates; a rate that is stated is met as nearly as this. Convention.
    private const double Little = 0.01, MostRates = 5, Near = 0.01;

    public Grade Grade { get; init; } = Grade.Strong;

    public bool IsDecided { get; init; } = true;

    public double? Rate { get; init; }

    /// <summary>Reads the steps of a trace; null where none can be judged.</summary>
    public static StepDirection? Of(Reading reading)
    {
        if (!reading.HasLoss || reading.Steps.Any(step => !step.AfterIsFinite)) return null;
        ParameterStep[] judged = [.. reading.Steps.Where(step => IsJudged(reading, step))];
        if (judged.Length == 0) return null;
        var trace = reading.Trace;
        bool flipped = reading.GradientFactor < 0, stateful = trace.Momentum is > 0 || !reading.IsPlain;
        double before = reading.StartLoss, after = reading.MeanLoss(trace.After ?? trace.Before);
        string loss = $"from {Words.Number(before)} to {Words.Number(after)}";
        ParameterStep[] known = [.. judged.Where(step => step.Form is not null)];
        ParameterStep[] uphill = [.. known.Where(step => step.Rate < 0 != flipped)];
        // What momentum carries a little uphill while the loss falls is no ascent.
        if (stateful && after < before && uphill.Length > 0) return Fits(uphill);
        if (uphill.Length > 0)
            return 2 * uphill.Length >= known.Length ? Uphill(uphill, flipped, loss) : new(Faults.UpdateAdded,
                $"{Names(uphill)} move along their gradient, uphill, while the others move against it", uphill[0].Where);
        if (known.Length == judged.Length)
            return new(null, $"the update is {Words.List([.. known.Select(step => step.Form!.Says).Distinct()])}, " +
                $"rate {Words.Number(Math.Abs(known[0].Rate))}", known[0].Where);

        ParameterStep[] odd = [.. judged.Except(known)];
        string names = Names(odd);
        Where at = odd[0].Where;
        double along = odd.Sum(step => step.AlongGradient) * (flipped ? -1 : 1);
        if (flipped && after > before && along > 0)
            return new(Faults.LossSignFlipped, $"the gradients have the opposite sign of the derivative of the loss and {names} follow " +
                $"them: the loss of the batch rises {loss}", at);
        bool adaptive = trace is { Optimizer: null, LearningRate: { } rate }
            && Array.TrueForAll(odd, step => step.Largest <= MostRates * rate);
        if (stateful || adaptive) return Fits(odd);
        // Momentum that nobody mentioned carries a step a little uphill now and then.
        if (after > before && after <= (1 + Little) * before)
            return new(null, $"the update of {names} is not w - rate * gradient and lifts the loss a little; momentum would explain it, " +
                "if there is any: state the optimizer", at)
            {
                IsDecided = false,
            };
        if (after > before)
            return new(along > 0 ? Faults.UpdateAdded : Faults.WrongGradient, along > 0
                ? $"{names} move uphill: no usual optimizer explains the step, and the loss of the batch rises {loss}"
                : $"{names}: the step is not w - rate * gradient, and the loss of the batch rises {loss}", at)
            {
                Grade = Grade.Likely,
            };
        return new(null, $"the update of {names} is not w - rate * gradient; it lowers the loss, so an optimizer with state may explain " +
            "it: not decidable from this trace", at)
        {
            IsDecided = false,
        };

        StepDirection Fits(ParameterStep[] some) => new(null, $"the update of {Names(some)} fits " +
            $"{(stateful ? $"{trace.Optimizer ?? "momentum"} with state from earlier steps" : "an adaptive optimizer")}; " +
            "its state was not recorded", some[0].Where);
    }

    /// <summary>Whether the change of a parameter shows which way it goes.</summary>
    public static bool IsJudged(Reading reading, ParameterStep step)
    {
        if (!step.CanBeJudged || !step.IsSmall) return step.CanBeJudged;
        var trace = reading.Trace;
        return step.Form == UpdateMistakes.Plain && trace.Momentum is null or 0 && reading.IsPlain && reading.Rate is { } rate
            && new[] { 1, trace.Rows, 1.0 / trace.Rows }.Any(times => Math.Abs((Math.Abs(step.Rate) / (rate * times)) - 1) < Near);
    }

    private static string Names(ParameterStep[] steps) => Words.List([.. steps.Select(step => step.Name)]);

    private static StepDirection Uphill(ParameterStep[] uphill, bool flipped, string loss)
    {
        double rate = Math.Abs(uphill[0].Rate);
        string evidence = flipped && uphill[0].Rate > 0
            ? "the step goes along the derivative of the loss and not against it, as gradients of the opposite sign make it, or " +
                $"gradients that are added: {Names(uphill)} move uphill"
            : $"{Names(uphill)}_after is {uphill[0].Name} plus {Words.Number(rate)} times its gradient: the step goes uphill";
        return new(flipped ? Faults.LossSignFlipped : Faults.UpdateAdded, $"{evidence}; the loss of the batch goes {loss}", uphill[0].Where)
        {
            Rate = rate,
        };
    }
}
