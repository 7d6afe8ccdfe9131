using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Settles the loss and its divisor by reproducing the recorded value; reads one that is wrong by mistakes.</summary>
internal static class LossExaminer
{
    // Up to which relative distance a recorded gradient is a multiple of another. Convention.
    private const double Exact = 0.01;

    // A rest that is so many times another's is no rounding, unless both are next to nothing. Convention.
    private const double Clearly = 10, Nothing = 1e-9;

    /// <summary>Chooses the loss. Reports nothing.</summary>
    public static void Settle(Reading reading)
    {
        var (trace, targets) = (reading.Trace, reading.Targets);
        if (targets.Wide is null || !targets.AllFinite) return;
        if (trace.Loss is { } stated)
        {
            reading.Loss = new LossForm(LossNames.Canonical(stated)!);
            reading.Factor = Factor(reading, reading.Loss);
            TakeTrained(reading);
            return;
        }
        var guesses = Guesses(reading).Select(name => new LossForm(name)).ToList();
        foreach (var form in guesses)
        {
            if (Factor(reading, form) is not { } factor) continue;
            (reading.Loss, reading.Factor) = (form, factor);
            TakeTrained(reading);
            return;
        }
        reading.Loss = Trained(reading, guesses);
    }

    // No loss was recorded, or none that is usual: the one whose derivative the last layer's gradient is. Where it is none's, a known
    // mistake in that of a loss is likelier than an unusual loss, and the most usual loss likelier than the one that happens to be nearest.
    private static LossForm Trained(Reading reading, List<LossForm> guesses)
    {
        // One row fits the derivative of any loss, but only that of the right one with a usual factor.
        // Near an answer of one half several have nearly the same derivative: the one that leaves no rest is meant.
        var trained = guesses.Select(form => (Form: form, Off: Distance(form), Fits: IsTrained(reading)))
            .Where(one => one.Fits && one.Off < Exact).ToList();
        if (trained.Count > 0) return trained.Find(one => one.Off <= Math.Max(Nothing, Clearly * trained.Min(other => other.Off))).Form;
        var nearest = guesses.MinBy(Distance)!;
        if (Distance(nearest) < Exact || reading.Trace.Layers[^1] is { WeightsGradient: null, BiasGradient: null }) return nearest;
        return guesses.Find(form =>
        {
            reading.Loss = form;
            return GradientExaminer.MistakenBy(reading) is not null;
        }) ?? guesses[0];

        double Distance(LossForm form)
        {
            reading.Loss = form;
            return GradientExaminer.Distance(reading, lastLayerOnly: true);
        }
    }

    // What is trained is the loss whose derivative the gradients are. At a sigmoid or softmax p - y is that of cross-entropy,
    // whatever is printed.
    private static void TakeTrained(Reading reading)
    {
        var printed = reading.Loss!;
        string? natural = reading.OutputActivation.Name switch
        {
            "sigmoid" => LossNames.Binary,
            "softmax" => LossNames.Categorical,
            _ => null
        };
        if (natural is null || natural == printed.Name || reading.Form != OutputForm.Proper
            || !AreProbabilities(reading.Targets.Wide!, natural))
            return;
        // Near an answer of one half the two have nearly the same derivative: the one that leaves no rest in any layer is meant.
        double rest = IsTrained(reading) ? GradientExaminer.Distance(reading) : double.PositiveInfinity;
        reading.Loss = new LossForm(natural);
        if (!IsTrained(reading) || GradientExaminer.Distance(reading) >= rest)
        {
            reading.Loss = printed;
            return;
        }
        reading.Printed = (printed, reading.Factor);
        reading.Factor = null;
    }

    // Whether the last layer's gradient is the derivative of the loss times something usual: any factor at all fits a single number.
    private static bool IsTrained(Reading reading) =>
        GradientExaminer.OfLastLayer(reading) is { Error: < Exact } last
            && Divisors.Match(Math.Abs(last.Factor), reading.Trace.Rows, reading.Trace.Outs, 2e-3) is not null;

    private static bool AreProbabilities(Matrix targets, string loss) =>
        targets.Values.All(value => value is >= 0 and <= 1)
            && (loss == LossNames.Binary
            || Enumerable.Range(0, targets.Rows).All(row => Math.Abs(targets.Row(row).ToArray().Sum() - 1) < 1e-6));

    /// <summary>Reads the recorded value: as it should be, or by the mistake that gives it.</summary>
    public static Judgement Examine(Reading reading)
    {
        var trace = reading.Trace;
        if (reading.Loss is not { } loss || trace.LossValue is not { } value)
            return Judgement.Skipped(Faults.WrongReduction,
                reading.Loss is null ? "the targets fit no loss" : "no loss_value was recorded");
        string shown = $"loss_value {Words.Number(value)} is";
        if (reading.Printed is { } printed)
            return Judgement.Fine(Faults.WrongReduction, $"{shown} a {printed.Form.Name} that is only shown: the gradients are p - y, " +
                $"those of the {loss.Name}, which is what is trained");
        if (reading.Factor is { } factor)
        {
            string name = Divisors.Match(factor, trace.Rows, trace.Outs) is { } usual ? usual.Name : Words.Number(factor);
            return Judgement.Fine(Faults.WrongReduction, $"{shown} {name} of the {loss.Name}");
        }
        double mean = reading.LossOfOutputs;
        if (!double.IsFinite(value))
            return Judgement.Skipped(Faults.WrongReduction, $"{shown} no number");
        string right = $"{loss.Name}, whose mean over the rows is {Words.Number(mean)}";
        return Judgement.Found(Mistaken(reading, value) is var (mistake, grade)
            ? mistake.Fault!.Error(grade, Where, $"{shown} what one gets when {mistake.Says}, and not the {right}", mistake.Advice,
                ("loss_value", value), ("mean", mean)) with
            { Severity = mistake.Severity }
            : Faults.WrongReduction.Note(Grade.Weak, Where, $"{shown} no usual form of the {right}",
                "Compare the formula of the loss with the definition; the gradients are judged without it.", ("loss_value", value),
                ("mean", mean)));
    }

    private static Where Where { get; } = new(null, "loss_value", Phases.Loss);

    // One number fits some hypothesis by chance more often than a gradient does.
    private static (Hypothesis<LossPass> Mistake, Grade Grade)? Mistaken(Reading reading, double value)
    {
        var record = new Explain([value], Tolerance(reading));
        Hypothesis<LossPass>[] mistakes = [.. LossMistakes.Of(reading)];
        LossPass[] passes = [.. LossPass.Of(reading, reading.Loss!, reading.Run.Z[^1], reading.Outputs)];
        foreach (var mistake in mistakes)
            foreach (var pass in passes)
                if (mistake.Predict(pass) is { } predicted && Match(reading, record.Multiple(predicted)) is not null)
                    return (mistake, record.GradeOf(mistakes.Length * passes.Length * Divisors.Usual(reading.Trace.Rows,
                        reading.Trace.Outs).Count(), Freedoms.None));
        return null;
    }

    private static double? Match(Reading reading, double multiple) =>
        Divisors.Match(multiple, reading.Trace.Rows, reading.Trace.Outs, Tolerance(reading))?.Factor;

    /// <summary>The factor with which the recorded value is this loss, or null.</summary>
    public static double? Factor(Reading reading, LossForm loss)
    {
        if (reading.Trace.LossValue is not { } value || !double.IsFinite(value)) return null;
        var candidates = new List<(Matrix Z, Matrix Outputs)> { (reading.Run.Z[^1], reading.Outputs) };
        if (reading.Trace.After is { } after && reading.Forward(after) is var later) candidates.Add((later.Z[^1], later.Outputs));
        foreach (var pass in candidates.SelectMany(one => LossPass.Of(reading, loss, one.Z, one.Outputs)))
        {
            double sum = pass.Sum(loss);
            foreach (double penalty in Penalties(reading.Trace))
            {
                if (sum == 0 && Math.Abs(value - penalty) < 1e-6) return null;
                if (Match(reading, (value - penalty) / sum) is { } factor) return factor;
            }
        }
        return null;
    }

    // The divisors and the ways to cut leave room for chance, so the match is as close as the owner's numbers allow.
    private static double Tolerance(Reading reading) => reading.Single ? 3e-4 : 1e-5;

    private static IEnumerable<string> Guesses(Reading reading)
    {
        bool linear = reading.OutputActivation.Name == "linear" || reading.Form == OutputForm.Logits;
        if (reading.OutputActivation.Name == "softmax" || (linear && reading.Targets.Exclusive)) yield return LossNames.Categorical;
        if (reading.OutputActivation.Name == "sigmoid" && reading.Targets.Wide!.Values.All(value => value is >= 0 and <= 1))
            yield return LossNames.Binary;
        yield return LossNames.Squared;
        yield return LossNames.Absolute;
        if (linear && reading.Targets.AreSigns) yield return LossNames.Hinge;
        if (linear && reading.Targets.Exclusive) yield return LossNames.MultiMargin;
        yield return "huber";
        yield return "log_cosh";
    }

    private static IEnumerable<double> Penalties(Trace trace)
    {
        yield return 0;
        if (trace.L2 is not ({ } lambda and > 0)) yield break;
        double kernels = trace.Layers.Sum(layer => layer.Weights.Values.Sum(w => w * w));
        double all = kernels + trace.Layers.Sum(layer => layer.Bias?.Values.Sum(b => b * b) ?? 0);
        foreach (double squares in new[] { kernels, all })
            foreach (double scale in new[] { 1, 0.5, 1.0 / trace.Rows, 0.5 / trace.Rows }) yield return lambda * scale * squares;
    }
}
