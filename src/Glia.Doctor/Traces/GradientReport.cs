using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>A mistake found in the gradients of one layer.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="IsBias">Whether the bias' gradient shows it, and not the kernel's.</param>
/// <param name="Fault">Its name.</param>
/// <param name="Sentence">What was seen, to follow the gradient's name and a colon.</param>
/// <param name="Error">How far the gradient is from the derivative of the loss, relatively.</param>
/// <param name="Grade">How sure the reading is.</param>
internal sealed record GradientHit(int Layer, bool IsBias, Fault Fault, string Sentence, double Error, Grade Grade)
{
    /// <summary>The hypothesis that explains the numbers; null where none does.</summary>
    public Slip? Slip { get; init; }

    /// <summary>More about it, in numbers.</summary>
    public string Detail { get; init; } = "";

    public Severity Severity { get; init; } = Severity.Error;

    /// <summary><c>grad_w2</c>.</summary>
    public string Parameter => $"grad_{(IsBias ? "b" : "w")}{Layer}";

    /// <summary>What a hypothesis says, as a sentence.</summary>
    public static string Read(Hypothesis<LayerStep> mistake) => $"the numbers are those one gets when {mistake.Says}";
}

/// <summary>Turns what was found in the gradients into findings, and judges the factor they all share.</summary>
internal static class GradientReport
{
    /// <summary>Reports gradients that have not the shape of their kernels: one number, or one row, moves all weights alike.</summary>
    public static bool Misshapen(Reading reading)
    {
        var layers = reading.Trace.Layers;
        int[] wrong = [.. Enumerable.Range(1, layers.Count).Where(l => layers[l - 1].MisshapenGradient is not null)];
        if (wrong.Length == 0) return false;
        var first = layers[wrong[0] - 1];
        string names = Words.List([.. wrong.Select(l => $"grad_w{l}")]);
        string shape = first.MisshapenGradient == "[]" ? "a single number" : $"of shape {first.MisshapenGradient}";
        reading.Examination.Report(Faults.WrongGradient.Error(Grade.Strong,
            new Where(Reading.LayerName(wrong[0]), $"grad_w{wrong[0]}", Phases.Backward),
            $"{names} {(wrong.Length == 1 ? "is" : "are each")} {shape}, where w{wrong[0]} is {first.Weights.Rows} x " +
            $"{first.Weights.Columns}: its weights do not get a derivative each",
            "Compute the gradient of a kernel as inputs.T @ delta, which has the shape of the kernel, and do not sum or average it."));
        reading.GradientsRight = false;
        return true;
    }

    public static void Write(Reading reading, List<GradientHit> hits, List<int> right)
    {
        reading.Slips.AddRange(hits.Select(hit => hit.Slip).OfType<Slip>());
        var harm = HarmOfSlips.Of(reading, hits);
        hits = [.. hits.Select(harm.Judged)];
        foreach (var same in hits.GroupBy(hit => (hit.Fault, hit.Sentence)))
        {
            var first = same.First();
            var names = same.Select(hit => hit.Parameter).Order(StringComparer.Ordinal).ToList();
            string sentence = $"{Words.List(names)}: {first.Sentence}{first.Detail}; relative distance from the derivative of the loss " +
                $"{string.Join(" and ", same.Select(hit => Words.Number(hit.Error)))}";
            reading.Examination.Report(first.Fault.Error(first.Grade, Place(first), sentence, null,
                ("relative_error", first.Error)) with
            { Severity = first.Severity });
        }
        reading.GradientsRight = hits.TrueForAll(hit => hit.Severity != Severity.Error);
        if (hits.Count == 0)
            reading.Examination.Fine(Faults.WrongGradient,
                $"the gradients of {Words.Count(right.Count, "layer")} are the derivative of the {reading.Loss!.Name} times " +
                $"{Words.Number(reading.GradientFactor ?? 0)}");
        if (reading.GradientFactor is { } factor
            && hits.TrueForAll(hit => hit.Fault != Faults.GradientsAccumulated && (hit.Layer < reading.Trace.Layers.Count || hit.IsBias)))
            JudgeFactor(reading, factor);
    }

    private static Where Place(GradientHit hit) => new(Reading.LayerName(hit.Layer), hit.Parameter, Phases.Backward);

    private static void JudgeFactor(Reading reading, double factor)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var where = new Where(null, null, Phases.Backward);
        if (reading.Downhill && trace.After is null)
        {
            examination.Report(Faults.LossSignFlipped.Warning(Grade.Likely, where,
                $"every gradient has the opposite sign of the derivative of the {reading.Loss!.Name}: {Words.Number(-factor)} times it",
                "Make sure that they are added to the weights and not subtracted.", ("factor", -factor)));
            examination.Undecided(Faults.LossSignFlipped,
                "no weights after the step were recorded, so the sign of the update is not known");
        }
        double size = Math.Abs(factor);
        int rows = trace.Rows, outs = trace.Outs;
        if (Clipped(trace))
        {
            examination.Fine(Faults.WrongReduction, "the gradients are clipped to one norm");
            return;
        }
        double? stated = reading.Factor is { } of && !Near(size, of) ? size / of : null;
        string usual = Divisors.Match(size, rows, outs) is { } match ? $", {match.Name}" : "";
        string sentence = stated is { } times ? $"every gradient is {Divisors.Name(times, rows, outs)} times the derivative of loss_value"
            : $"the gradients are {Words.Number(factor)} times those of the summed loss{usual}";
        bool crossEntropy = reading.Loss!.IsCrossEntropy;
        var (parts, loss) = (Explain(size, rows, outs), reading.Factor is { } known ? Explain(known, rows, outs) : null);
        if (parts is { Rows: -2 })
            Slow($"{sentence}: they are divided by the batch size {rows} twice");
        else if (crossEntropy && parts is { Rows: -1, Outs: -1 } && loss is { Rows: -1, Outs: 0 })
            Slow($"{sentence}: they are divided by the number of outputs as well");
        else if (parts is { Rows: 0 } && loss is { Rows: -1 } && stated is { } ratio && rows > 1)
        {
            if (reading.Rate is { } rate) sentence += $"; the rate {Words.Number(rate)} acts like {Words.Number(rate * ratio)}";
            if (reading.IgnoresScale)
                examination.Report(Faults.WrongReduction.Note(Grade.Strong, where, sentence,
                    "Harmless: the optimizer divides by the size of the gradient.", ("ratio", ratio)));
            else if (HarmOfSlips.LearnsWithFactor(reading, ratio) is { } seen) examination.Report(Faults.WrongReduction.Note(Grade.Strong,
                where, sentence + seen, "Harmless at this rate. Whoever divides by the batch size must multiply the rate by it.",
                ("ratio", ratio)));
            else if (StepEffect.IsTooLong(reading, ratio)
                || (reading.GradientsRight == true
                && reading.IsHarmed)) examination.Report(Faults.WrongReduction.Error(Grade.Strong, where, sentence, null,
                ("ratio", ratio)));
            else examination.Report(Faults.WrongReduction.Warning(Grade.Strong, where, sentence, null, ("ratio", ratio)));
        }
        else if (stated is { } unusual && parts is null)
            examination.Report(Faults.WrongReduction.Warning(Grade.Weak, where, sentence,
                "Find the factor in the backward pass; the learning rate hides it.", ("ratio", unusual)));
        else if (stated is { } harmless)
            examination.Report(Faults.WrongReduction.Note(Grade.Strong, where, sentence, "Harmless: it only rescales the learning rate.",
                ("ratio", harmless)));
        else examination.Fine(Faults.WrongReduction, sentence);

        // A divisor too many is a smaller rate, and does harm only where the rate does not make up for it.
        void Slow(string evidence)
        {
            bool harm = !reading.IgnoresScale && (reading.Rate * size * rows < 0.02 || StepEffect.IsSlow(reading));
            examination.Report(harm ? Faults.WrongReduction.Error(Grade.Strong, where, evidence, null, ("factor", size))
                : Faults.WrongReduction.Warning(Grade.Likely, where, evidence, null, ("factor", size)));
        }
    }

    private static bool Near(double a, double b) => Math.Abs(a / b - 1) < 2e-3;

    // A factor of the summed loss as rows^r · outs^o · 2^t: the usual readings first, a batch size too many last.
    private static (int Rows, int Outs)? Explain(double factor, int rows, int outs)
    {
        foreach (int r in new[] { -1, 0, -2 })
            foreach (int o in new[] { 0, -1 })
                foreach (int twos in new[] { 0, -1, 1 })
                    if ((r == 0 || rows > 1) && (o == 0 || outs > 1)
                        && Near(factor, Math.Pow(rows, r) * Math.Pow(outs, o) * Math.Pow(2, twos)))
                        return (r, o);
        return rows == 1 && Near(factor, 1) ? (-1, 0) : null;
    }

    private static bool Clipped(Trace trace)
    {
        var gradients = trace.Layers.SelectMany(layer => new[] { layer.WeightsGradient, layer.BiasGradient }).OfType<Matrix>();
        double norm = Math.Sqrt(gradients.Sum(one => one.Dot(one)));
        if (trace.ClipNorm is { } clip) return Near(norm, clip);
        // Nobody's gradient has a norm of one digit, or of quarters, to five digits by itself.
        return new[] { Words.Rounded(norm, 1), Words.Rounded(4 * norm, 1) / 4 }.Any(round => Math.Abs((norm / round) - 1) < 1e-5);
    }
}
