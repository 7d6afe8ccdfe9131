using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The weights before the step: too large, too small, all alike, or a bias that decides alone. Only where it does harm.</summary>
internal static class WeightsExaminer
{
    public static void Examine(Reading reading)
    {
        if (!reading.Run.Outputs.Values.All(double.IsFinite) || reading.Loss is null) return;
        int before = reading.Examination.Findings.Count;
        Alike(reading);
        Dead(reading);
        if (!Overshoot.Examine(reading))
        {
            Large(reading);
            Small(reading);
            Bias(reading);
            SameOutputs(reading);
        }
        if (reading.Examination.Findings.Count == before)
            reading.Examination.Fine(Faults.WeightsTooLarge,
                $"gains per layer {string.Join(", ", reading.Trace.Layers.Select(layer => Words.Number(Gain(layer.Weights))))}, " +
                $"loss {Words.Number(reading.SummedLoss(reading.Trace.Before) / reading.LossRows)}");
    }

    /// <summary>The share of saturated units among those of the hidden layers that can saturate.</summary>
    public static double SaturatedShare(Reading reading)
    {
        var layers = Enumerable.Range(1, reading.Trace.Layers.Count - 1)
            .Where(l => Edge(reading.Activations[l - 1].Name) is not null).ToList();
        if (layers.Count == 0) return 0;
        return layers.Sum(l => SaturatedShare(reading, l) * reading.Run.Z[l].Columns) / layers.Sum(l => reading.Run.Z[l].Columns);
    }

    /// <summary>
    /// Whether the loss is so many times that of guessing; of values, whether the outputs are beyond all measure of the targets.
    /// </summary>
    public static bool LossIsFarAbovePrior(Reading reading, double times)
    {
        if (reading.Loss is null || reading.Targets.Wide is not { } targets) return false;
        double loss = reading.SummedLoss(reading.Trace.Before) / reading.LossRows;
        bool squared = reading.Loss.Name == LossNames.Squared;
        // Outputs between the two marks are further off than the shares are without being wrong.
        if (reading.Targets.AreClasses || reading.Loss.Name == LossNames.Binary)
            return loss > times * (squared ? 1.5 : 1) * reading.LossOfGuessing;
        // A row or two may have targets near zero by chance.
        return squared && targets.Rows >= 8 && loss > 50 * times * targets.Values.Sum(y => y * y) / targets.Rows;
    }

    /// <summary>
    /// Whether the pass suffers from the size of what it multiplies: confident and wrong, saturated,
    /// or thrown far and no better than guessing.
    /// </summary>
    public static bool IsHarmed(Reading reading) => LossIsFarAbovePrior(reading, 2) || SaturatedShare(reading) > 0.5
        || (reading.Trace.Rows >= 8 && reading.Trace.Layers.Any(layer => IsThrown(layer.Weights)) && LossIsFarAbovePrior(reading, 0.9));

    /// <summary>By how much a kernel multiplies the size of drawn inputs.</summary>
    public static double Gain(Matrix kernel) => Math.Sqrt(kernel.Values.Average(w => w * w) * kernel.Rows);

    private static void Alike(Reading reading)
    {
        var trace = reading.Trace;
        for (int l = 1; l < trace.Layers.Count; l++)
        {
            var layer = trace.Layers[l - 1];
            int units = layer.Weights.Columns;
            if (units < 2 || !Alike(layer.Weights, columns: true) || (layer.Bias is { } bias && !Alike(bias, columns: true))) continue;
            bool gradientsAlike = layer.WeightsGradient is { } gradient
                ? Alike(gradient, columns: true)
                : Alike(trace.Layers[l].Weights, columns: false);
            if (!gradientsAlike) continue;
            double value = layer.Weights.Values.Distinct().Count() == 1 ? layer.Weights.Values[0] : double.NaN;
            reading.Examination.Report(Faults.ConstantWeights.Error(Grade.Strong,
                new Where(Reading.LayerName(l), $"w{l}", Phases.Initialization),
                double.IsNaN(value)
                    ? $"the {units} units of layer {l} have equal weights and equal gradients"
                    : $"every weight of w{l} is {Words.Number(value)}, so its {units} units are one unit and stay one"));
            return;
        }
    }

    private static bool Alike(Matrix matrix, bool columns)
    {
        double tolerance = 1e-5 * matrix.Values.Max(Math.Abs);
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++)
            {
                double first = columns ? matrix[i, 0] : matrix[0, j];
                if (Math.Abs(matrix[i, j] - first) > tolerance) return false;
            }
        return true;
    }

    // What is said of the start is said of the first weights, where they are known.
    private static Matrix Drawn(TraceLayer layer) => layer.StartWeights ?? layer.Weights;

    private static void Large(Reading reading)
    {
        var trace = reading.Trace;
        int worst = Enumerable.Range(0, trace.Layers.Count).MaxBy(l => Gain(Drawn(trace.Layers[l])));
        var kernel = Drawn(trace.Layers[worst]);
        double gain = Gain(kernel), deviation = gain / Math.Sqrt(kernel.Rows);
        if (gain < 5) return;
        double loss = reading.SummedLoss(trace.Before) / reading.LossRows, saturated = SaturatedShare(reading);
        double logits = Math.Sqrt(reading.Run.Z[^1].Values.Average(z => z * z));
        string evidence = $"w{worst + 1} has a standard deviation of {Words.Number(deviation)} over {kernel.Rows} inputs, " +
            $"{Words.Number(deviation / Math.Sqrt(2.0 / kernel.Rows))} times that of he_normal; ";
        var where = new Where(Reading.LayerName(worst + 1), $"w{worst + 1}", Phases.Initialization);
        (string, double)[] numbers = [("standard_deviation", deviation), ("gain", gain), ("loss", loss), ("logits", logits)];
        bool harmed = IsHarmed(reading);
        if (harmed && Thrown(reading, kernel))
            reading.Examination.Report(Faults.LossExplodes.Note(Grade.Likely, where with { Phase = Phases.Training },
                evidence + "the wrong steps threw it there", "Mend the steps, and start again from fresh weights.", numbers));
        else if (harmed && (IsThrown(kernel) || (trace.Step > 0 && trace.Layers[worst].StartWeights is null)))
            reading.Examination.Report(Faults.LossExplodes.Error(Grade.Likely, where with { Phase = Phases.Training },
                evidence + $"{(trace.Step > 0 ? $"after {Words.Count(trace.Step.Value, "step")}" : "nobody draws such weights")}: " +
                "steps that were too large left them",
                "Start again from fresh weights with a lower learning rate.", numbers));
        else if (harmed)
            reading.Examination.Report(Faults.WeightsTooLarge.Error(Grade.Strong, where, evidence + (saturated > 0.5
                ? $"{Words.Percent(saturated)} of the hidden units are saturated"
                : $"the last pre-activations have a root mean square of {Words.Number(logits)} and the loss is {Words.Number(loss)}, " +
                    $"where guessing gives {Words.Number(reading.LossOfGuessing)}"), null, numbers));
        else if (reading.Targets.AreClasses && logits > 50 && trace.Rows < 16)
            // One row that happens to be right hides the loss; logits in the hundreds do not.
            reading.Examination.Report(Faults.WeightsTooLarge.Error(Grade.Strong, where,
                evidence + $"the last pre-activations have a root mean square of {Words.Number(logits)}, where about 1 is healthy",
                null, numbers));
        // Trained weights grow; only of the first step it can be said that they were drawn so.
        else if (trace.Step == 0 || trace.Layers[worst].StartWeights is not null)
            reading.Examination.Report(Faults.WeightsTooLarge.Warning(Grade.Weak, where,
                evidence + "no harm was seen in this batch", null, numbers));
    }

    // Steps uphill, of summed size or through a wrong softmax throw weights far away; what was drawn large is large alike in every layer.
    private static bool Thrown(Reading reading, Matrix kernel)
    {
        bool wrong = reading.Examination.Findings.Any(finding => finding.Severity == Severity.Error
            && finding.Fault.Family is Family.Backpropagation or Family.Loss);
        if (wrong && IsThrown(kernel)) return true;
        Fault[] throwing = [Faults.UpdateAdded, Faults.LossSignFlipped, Faults.SoftmaxWrongAxis, Faults.WrongReduction,
            Faults.GradientsAccumulated];
        if (!throwing.Any(fault => reading.Examination.Has(fault, Severity.Error))) return false;
        double[] deviations = [.. reading.Trace.Layers.Select(layer => Gain(layer.Weights) / Math.Sqrt(layer.Weights.Rows))];
        return deviations.Length < 2 || deviations.Max() > 1.2 * deviations.Min();
    }

    /// <summary>Whether steps made the weights what they are: they are large in one direction, or larger than anybody draws them.</summary>
    public static bool IsThrown(Matrix kernel) => Gain(kernel) > 500 || (Gain(kernel) > 4 && GrewInTraining(kernel));

    // Drawn numbers have no preferred direction; weights that exploded are nearly of rank one. The largest singular value by power
    // iteration is compared with (√rows + √columns)² σ², what it is for drawn numbers (Marchenko and Pastur 1967).
    private static bool GrewInTraining(Matrix kernel)
    {
        if (Math.Min(kernel.Rows, kernel.Columns) < 16) return false;
        var direction = new Matrix(kernel.Columns, 1).Map(_ => 1);
        double largest = 0;
        for (int round = 0; round < 12; round++)
        {
            var next = kernel.Transposed().Times(kernel.Times(direction));
            double norm = Math.Sqrt(next.Values.Sum(v => v * v));
            if (norm == 0) return false;
            largest = norm / Math.Sqrt(direction.Values.Sum(v => v * v));
            direction = next.Times(1 / norm);
        }
        double variance = kernel.Values.Average(w => w * w);
        double drawn = Math.Pow(Math.Sqrt(kernel.Rows) + Math.Sqrt(kernel.Columns), 2) * variance;
        return largest > 4 * drawn;
    }

    private static void Small(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.Layers.Count < 3 || OfSeveralRows(reading) is not { } run) return;
        double start = Spread(run.A[0]), end = Spread(run.A[trace.Layers.Count - 1]), fading = end / Math.Max(start, 1e-300);
        if (fading >= 1e-3 || start == 0 || trace.Layers.Take(trace.Layers.Count - 1).Any(layer => layer.Weights.Values.All(w => w == 0)))
            return;
        double smallest = trace.Layers.Min(layer => Gain(layer.Weights));
        if (smallest > 0.5) return;
        var where = new Where("layer 1", "w1", Phases.Initialization);
        string evidence = $"what varies between the rows shrinks to {Words.Number(fading)} of itself on the way through " +
            $"{trace.Layers.Count - 1} hidden layers " +
            $"(gains {string.Join(", ", trace.Layers.Select(layer => Words.Number(Gain(layer.Weights))))})";
        // An optimizer that divides by the size of the gradient gets out of there.
        bool stuck = reading.Targets.AreClasses && !GradientReport.IgnoresScale(trace) && !StepSize.Progresses(trace)
            && LossIsFarAbovePrior(reading, 0.98);
        reading.Examination.Report(fading < 1e-4 || stuck
            ? Faults.WeightsTooSmall.Error(Grade.Strong, where, evidence, null, ("fading", fading))
            : Faults.WeightsTooSmall.Warning(Grade.Likely, where, evidence, null, ("fading", fading)));
    }

    // A single row does not vary; the evaluated rows do.
    private static ForwardRun? OfSeveralRows(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.Rows > 1) return reading.Run;
        return trace.Evaluation is { } evaluation && evaluation.X.Rows > 1 && evaluation.X.Values.All(double.IsFinite)
            ? ForwardRun.Of(evaluation.X, trace.Before, reading.Activations)
            : null;
    }

    // A network that answers nearly the same to every row, whatever its gradients are, is not in order.
    private static void SameOutputs(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (trace.Rows < 4 || reading.Targets.Wide is not { } targets || Spread(trace.X) == 0
            || examination.Findings.Any(finding => finding.Severity == Severity.Error))
            return;
        double outputs = Spread(reading.Run.Outputs), wanted = Spread(targets);
        // A last layer that starts at zero gives one output to all, and learns.
        if (wanted == 0 || outputs >= 1e-3 * wanted || trace.Layers[^1].Weights.Values.All(w => w == 0)
            || !LossIsFarAbovePrior(reading, 0.98))
            return;
        string evidence = $"the outputs of the {trace.Rows} rows differ by {Words.Number(outputs)}, " +
            $"where the targets differ by {Words.Number(wanted)} " +
            $"(gains per layer {string.Join(", ", trace.Layers.Select(layer => Words.Number(Gain(layer.Weights))))})";
        bool small = trace.Layers.Min(layer => Gain(layer.Weights)) < 0.5 && !GradientReport.IgnoresScale(trace);
        // The gradient of each layer is a product with the weights of the others, so that all steps are short where all weights are small.
        if (small && StepSize.Largest(reading) is < StepSize.Hopeless and var step)
            examination.Report(Faults.WeightsTooSmall.Error(Grade.Strong, new Where("layer 1", "w1", Phases.Initialization),
                $"{evidence}, and a step changes no kernel by more than {Words.Number(step)} of its size", null, ("outputs", outputs),
                ("update_ratio", step)));
        else
            examination.Undecided(Faults.IgnoresInput, $"{evidence}: it answers the same whatever the input, " +
                "and nothing recorded shows why; record a step of a later epoch as well");
    }

    private static double Spread(Matrix activations)
    {
        double sum = 0;
        for (int j = 0; j < activations.Columns; j++)
        {
            double mean = 0;
            for (int i = 0; i < activations.Rows; i++) mean += activations[i, j] / activations.Rows;
            for (int i = 0; i < activations.Rows; i++) sum += (activations[i, j] - mean) * (activations[i, j] - mean);
        }
        return Math.Sqrt(sum / activations.Values.Length);
    }

    private static void Bias(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.Layers[^1].Bias is not { } bias || trace.Outs < 2 || trace.Rows < 4 || !reading.Targets.Exclusive
            || !LossIsFarAbovePrior(reading, 1.5))
            return;
        double[] sorted = [.. bias.Values.Order()];
        double ahead = sorted[^1] - sorted[^2];
        int winner = bias.ArgMax(0);
        if (ahead < 4 || Enumerable.Range(0, trace.Rows).Any(row => reading.Run.Z[^1].ArgMax(row) != winner)) return;
        reading.Examination.Report(Faults.OddBias.Error(Grade.Strong,
            new Where(Reading.LayerName(trace.Layers.Count), $"b{trace.Layers.Count}", Phases.Initialization),
            $"the last bias of class {winner} is {Words.Number(sorted[^1])}, {Words.Number(ahead)} above the next: " +
            $"every row is class {winner}", null, ("ahead", ahead)));
    }

    private static void Dead(Reading reading)
    {
        var trace = reading.Trace;
        foreach (var (l, rows) in DeadLayers(reading))
        {
            int units = trace.Layers[l - 1].Weights.Columns;
            bool last = l == trace.Layers.Count;
            var fault = last ? Faults.ReluOnOutput : units <= 3 ? Faults.NarrowBottleneck : Faults.DeadRelu;
            var where = new Where(Reading.LayerName(l), null, Phases.Forward);
            string evidence = $"all {units} relu units of layer {l} are zero for all {rows} rows, " +
                $"so nothing {(last ? "" : "below ")}can learn";
            string? advice = last ? null : "Start again with he_normal weights and a lower learning rate, or use leaky_relu.";
            reading.Examination.Report(rows >= 32
                ? fault.Error(Grade.Strong, where, evidence, advice, ("dead", units))
                : fault.Warning(Grade.Likely, where, evidence, advice, ("dead", units)));
        }
    }

    /// <summary>The layers whose relu units are all zero for every row that is known, and how many rows those are.</summary>
    public static IEnumerable<(int Layer, int Rows)> DeadLayers(Reading reading)
    {
        var trace = reading.Trace;
        // The batch may be a single row; the evaluated rows show as well which units are alive.
        var runs = new List<ForwardRun> { reading.Run };
        if (trace.Evaluation is { } evaluation && evaluation.X.Values.All(double.IsFinite))
            runs.Add(ForwardRun.Of(evaluation.X, trace.Before, reading.Activations));
        int rows = runs.Sum(run => run.Outputs.Rows);
        if (rows < 8) yield break;
        for (int l = 1; l <= trace.Layers.Count; l++)
            if (reading.Activations[l - 1].Name == "relu" && runs.TrueForAll(run => Array.TrueForAll(run.Z[l].Values, z => z <= 0)))
                yield return (l, rows);
    }

    /// <summary>The share of saturated units of one hidden sigmoid or tanh layer.</summary>
    public static double SaturatedShare(Reading reading, int layer)
    {
        if (Edge(reading.Activations[layer - 1].Name) is not { } edge) return 0;
        return (double)reading.Run.Z[layer].Values.Count(z => Math.Abs(z) > edge) / reading.Run.Z[layer].Values.Length;
    }

    // Past this pre-activation next to no gradient comes through; null where there is no such end.
    private static double? Edge(string activation) =>
        activation switch { "sigmoid" => 6, "tanh" or "hard_sigmoid" => 3, "softsign" => 50, _ => null };
}
