using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Settles the loss and its divisor by reproducing the recorded value; reports a loss that is not what it should be.</summary>
internal static class LossExaminer
{
    // 0 is log-sum-exp, −1 the bare logarithm; the others are where people clip.
    private static readonly double[] s_epsilons = [0, -1, 1e-7, 1e-15, 1e-12, 1e-10, 1e-8, 1e-9, 1e-16, 1e-6, 1e-5];

    // Hypotheses that compare every row with every row are given up beyond this many rows.
    private const int MostPairs = 2000;

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
        // No loss was recorded, or none that is usual: the one whose derivative the last layer's gradient is.
        reading.Loss = guesses.MinBy(form =>
        {
            reading.Loss = form;
            return GradientExaminer.Distance(reading, lastLayerOnly: true);
        });
    }

    // What is trained is the loss whose derivative the gradients are. At a sigmoid or softmax p - y is that of cross-entropy, whatever is printed.
    private static void TakeTrained(Reading reading)
    {
        var printed = reading.Loss!;
        string? natural = reading.OutputActivation.Name switch { "sigmoid" => LossNames.Binary, "softmax" => LossNames.Categorical, _ => null };
        if (natural is null || natural == printed.Name || reading.Form != OutputForm.Proper || !AreProbabilities(reading.Targets.Wide!, natural)) return;
        bool own = IsTrained(reading);
        reading.Loss = new LossForm(natural);
        if (own || !IsTrained(reading))
        {
            reading.Loss = printed;
            return;
        }
        reading.Printed = (printed, reading.Factor);
        reading.Factor = null;
    }

    // Whether the last layer's gradient is the derivative of the loss times something usual: any factor at all fits a single number.
    private static bool IsTrained(Reading reading) =>
        GradientExaminer.OfLastLayer(reading) is { Error: < 0.01 } last && Divisors.Match(Math.Abs(last.Factor), reading.Trace.Rows, reading.Trace.Outs, 2e-3) is not null;

    private static bool AreProbabilities(Matrix targets, string loss) =>
        targets.Values.All(value => value is >= 0 and <= 1) && (loss == LossNames.Binary || Enumerable.Range(0, targets.Rows).All(row => Math.Abs(targets.Row(row).ToArray().Sum() - 1) < 1e-6));

    /// <summary>Says what is wrong with the recorded loss, if anything is.</summary>
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var where = new Where(null, "loss_value", Phases.Loss);
        if (reading.Loss is not { } loss || trace.LossValue is not { } value)
        {
            examination.Skipped(Faults.WrongReduction, reading.Loss is null ? "the targets fit no loss" : "no loss_value was recorded");
            return;
        }
        var (rows, outs) = (trace.Rows, trace.Outs);
        if (reading.Printed is { } printed)
        {
            examination.Fine(Faults.WrongReduction, $"loss_value {Words.Number(value)} is a {printed.Form.Name} that is only shown: the gradients are p - y, those of the {loss.Name}, which is what is trained");
            return;
        }
        if (reading.Factor is { } factor)
        {
            string name = Divisors.Match(factor, rows, outs) is { } usual ? usual.Name : Words.Number(factor);
            examination.Fine(Faults.WrongReduction, $"loss_value {Words.Number(value)} is {name} of the {loss.Name}");
            return;
        }
        double sum = loss.Sum(reading.Run.Z[^1], reading.Outputs, reading.OutputActivation, reading.Targets.Wide!, Plain(reading, loss));
        if (!double.IsFinite(value))
        {
            if (double.IsFinite(sum))
                examination.Report(Faults.UnsafeLogarithm.Error(Grade.Strong, where, $"loss_value is {value} although inputs, weights and pre-activations are finite and the loss is {Words.Number(sum / rows)}: it takes the logarithm of a zero",
                    null, ("loss", sum / rows)));
            return;
        }
        if (Otherwise(reading, value) is { } finding) examination.Report(finding with { Where = where });
        else
            examination.Report(Faults.WrongReduction.Note(Grade.Weak, where, $"loss_value {Words.Number(value)} is no usual form of the {loss.Name}, whose mean over the rows is {Words.Number(sum / rows)}",
                "Compare the formula of the loss with the definition; the gradients are judged without it.", ("loss_value", value), ("mean", sum / rows)));
    }

    /// <summary>The factor with which the recorded value is this loss, or null.</summary>
    public static double? Factor(Reading reading, LossForm loss)
    {
        if (reading.Trace.LossValue is not { } value || !double.IsFinite(value)) return null;
        var candidates = new List<(Matrix Z, Matrix Outputs)> { (reading.Run.Z[^1], reading.Outputs) };
        if (reading.Trace.After is { } after && reading.Forward(after) is var later) candidates.Add((later.Z[^1], later.Outputs));
        foreach (var (z, outputs) in candidates)
            foreach (double epsilon in s_epsilons)
            {
                if (epsilon == 0 && reading.Form is not (OutputForm.Proper or OutputForm.Logits)) continue;
                double sum = loss.Sum(z, outputs, reading.OutputActivation, reading.Targets.Wide!, epsilon);
                foreach (double penalty in Penalties(reading.Trace))
                {
                    if (sum == 0 && Math.Abs(value - penalty) < 1e-6) return null;
                    if (Divisors.Match((value - penalty) / sum, reading.Trace.Rows, reading.Trace.Outs, Tolerance(reading)) is { } match) return match.Factor;
                }
            }
        return null;
    }

    // Eight divisors times eleven ways to clip leave room for chance, so the match is as close as the owner's numbers allow.
    private static double Tolerance(Reading reading) => reading.Single ? 3e-4 : 1e-5;

    private static double Plain(Reading reading, LossForm loss) =>
        loss.Name is LossNames.Categorical or LossNames.Binary && reading.Form is OutputForm.Proper or OutputForm.Logits ? 0 : 1e-12;

    private static IEnumerable<string> Guesses(Reading reading)
    {
        bool linear = reading.OutputActivation.Name == "linear" || reading.Form == OutputForm.Logits;
        if (reading.OutputActivation.Name == "softmax" || (linear && reading.Targets.Exclusive)) yield return LossNames.Categorical;
        if (reading.OutputActivation.Name == "sigmoid" && reading.Targets.Wide!.Values.All(value => value is >= 0 and <= 1)) yield return LossNames.Binary;
        yield return LossNames.Squared;
        yield return LossNames.Absolute;
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

    private static Finding? Otherwise(Reading reading, double value)
    {
        var (trace, z, o, t) = (reading.Trace, reading.Run.Z[^1], reading.Outputs, reading.Targets.Wide!);
        var (rows, outs, loss) = (trace.Rows, trace.Outs, reading.Loss!);
        bool Usual(double sum) => sum != 0 && Divisors.Match(value / sum, rows, outs, Tolerance(reading)) is not null;
        if (outs == 1 && rows is > 1 and <= MostPairs && Broadcast(loss, reading) is { } broadcast && (Near(value, broadcast) || Near(value, broadcast / rows) || Near(value, broadcast / rows / rows)))
            return Faults.BroadcastInLoss.Error(Grade.Strong, Where.Everywhere, $"loss_value {Words.Number(value)} compares each of the {rows} outputs with each of the {rows} targets: [{rows}, 1] and [{rows}] broadcast to [{rows}, {rows}]", null, ("loss_value", value));
        foreach (double epsilon in s_epsilons)
        {
            double own = loss.Sum(z, o, reading.OutputActivation, t, epsilon);
            if (Usual(-own)) return Faults.LossSignFlipped.Warning(Grade.Likely, Where.Everywhere, $"loss_value {Words.Number(value)} is the negative of the {loss.Name}", "Flip the sign of the loss; where its derivative is taken too, training maximises it.", ("loss_value", value));
            if (epsilon == 0 || loss.Name == LossNames.Binary || outs < 2 || loss.Name != LossNames.Categorical) continue;
            double products = rows <= MostPairs ? Products(o, t, epsilon) : double.NaN;
            double binary = new LossForm(LossNames.Binary).Sum(z, o, reading.OutputActivation, t, epsilon);
            if (Usual(binary) || Near(value, products) || Near(value, products / rows))
                return Faults.BinaryLossForClasses.Warning(Grade.Strong, Where.Everywhere, $"loss_value {Words.Number(value)} is the binary formula y log p + (1 - y) log(1 - p) over {outs} classes that exclude each other; the cross-entropy is {Words.Number(loss.Sum(z, o, reading.OutputActivation, t, 1e-12) / rows)}", null, ("loss_value", value));
            if (reading.OutputActivation.Name == "linear" && Usual(Literal(o, t, Math.Max(epsilon, 1e-300))))
                return Faults.LossOnRawLogits.Error(Grade.Strong, Where.Everywhere, $"loss_value {Words.Number(value)} takes the logarithm of raw outputs that reach from {Words.Number(o.Values.Min())} to {Words.Number(o.Values.Max())}", null, ("loss_value", value));
        }
        if (reading.Targets.AreClasses && loss.Name != LossNames.Squared && Usual(new LossForm(LossNames.Squared).Sum(z, o, reading.OutputActivation, t, 0)))
            return Faults.RegressionLossForClasses.Warning(Grade.Strong, Where.Everywhere, $"loss_value {Words.Number(value)} is a squared error, not the {loss.Name} that is stated", null, ("loss_value", value));
        return null;
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 5e-4 * Math.Abs(b);

    private static double? Broadcast(LossForm loss, Reading reading)
    {
        var (o, t) = (reading.Outputs, reading.Targets.Wide!);
        double sum = 0;
        for (int shift = 0; shift < t.Rows; shift++)
            sum += loss.Sum(reading.Run.Z[^1], o, reading.OutputActivation, t.Take([.. Enumerable.Range(0, t.Rows).Select(row => (row + shift) % t.Rows)]), 1e-12);
        return sum;
    }

    // The formula with matrix products instead of elementwise ones: every row of targets meets every row of outputs.
    private static double Products(Matrix o, Matrix t, double epsilon)
    {
        double sum = 0;
        for (int i = 0; i < t.Rows; i++)
            for (int k = 0; k < o.Rows; k++)
                for (int j = 0; j < o.Columns; j++)
                {
                    double p = epsilon > 0 ? Math.Clamp(o[k, j], epsilon, 1 - epsilon) : o[k, j];
                    sum -= (t[i, j] == 0 ? 0 : t[i, j] * Math.Log(p)) + (t[i, j] == 1 ? 0 : (1 - t[i, j]) * Math.Log(1 - p));
                }
        return sum;
    }

    private static double Literal(Matrix o, Matrix t, double epsilon)
    {
        double sum = 0;
        for (int i = 0; i < o.Values.Length; i++)
            if (t.Values[i] != 0) sum -= t.Values[i] * Math.Log(Math.Clamp(o.Values[i], epsilon, 1 - Math.Min(epsilon, 1e-16)));
        return sum;
    }
}
