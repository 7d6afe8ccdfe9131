using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Settles activations, masks and the form of the output by reproducing the recorded outputs; reports a forward pass that cannot be right.</summary>
internal static class ForwardExaminer
{
    private static readonly OutputForm[] s_forms = [OutputForm.OverBatch, OutputForm.OverEverything, OutputForm.Twice, OutputForm.AfterRelu, OutputForm.Logits];

    private static readonly double[] s_rates = [0.5, 0.2, 0.1, 0.3, 0.25, 0.4, 0.6, 0.05, 0.15, 0.7, 0.75, 0.8, 0.9];

    /// <summary>Understands the forward pass. Reports nothing.</summary>
    public static double Settle(Reading reading)
    {
        var trace = reading.Trace;
        var recorded = trace.Outputs;
        double best = double.PositiveInfinity;
        if (recorded is null || !recorded.Values.All(double.IsFinite))
        {
            Take(reading, ActivationGuess.Default(trace, reading.Targets));
            reading.Run = reading.Forward(trace.Before);
            reading.Outputs = recorded ?? reading.Run.Outputs;
            return best;
        }
        foreach (var activations in ActivationGuess.Candidates(trace, reading.Targets))
            foreach (var masks in MaskForms(trace))
            {
                var run = ForwardRun.Of(trace.X, trace.Before, activations, OutputForm.Proper, masks);
                double error = NumericGradient.RelativeError(run.Outputs.Values, recorded.Values);
                // The default comes first and stays unless another guess is better by far.
                if (best < double.PositiveInfinity && !(error < best * 0.1 && error < 0.01)) continue;
                best = error;
                Take(reading, activations);
                reading.Masks = masks;
                reading.Run = run;
            }
        double tolerance = Tolerance(reading);
        // Where nothing was said of the activations, a softmax over the wrong axis hides which hidden one is meant.
        if (!(best <= tolerance) && trace.Activations.Contains(null))
            foreach (var activations in ActivationGuess.Candidates(trace, reading.Targets).Where(one => one[^1] is SoftmaxActivation))
            {
                var run = ForwardRun.Of(trace.X, trace.Before, activations, OutputForm.Proper, reading.Masks);
                if (!s_forms.Any(form => NumericGradient.RelativeError(ForwardRun.Output(run.Z[^1], activations[^1], form).Values, recorded.Values) <= tolerance)) continue;
                Take(reading, activations);
                reading.Run = run;
                best = NumericGradient.RelativeError(run.Outputs.Values, recorded.Values);
                break;
            }
        if (!(best <= tolerance) && reading.OutputActivation.Name is "softmax" or "sigmoid")
        {
            foreach (var form in s_forms)
            {
                var outputs = ForwardRun.Output(reading.Run.Z[^1], reading.OutputActivation, form);
                double error = NumericGradient.RelativeError(outputs.Values, recorded.Values);
                if (!(error <= tolerance) || error >= best) continue;
                best = error;
                reading.Form = form;
            }
            if (reading.Form != OutputForm.Proper) reading.Run = reading.Forward(trace.Before);
        }
        reading.OutputsReproduced = best <= tolerance;
        // What follows is judged by what the owner's next line of code saw.
        reading.Outputs = reading.OutputsReproduced == true ? reading.Run.Outputs : recorded;
        return best;
    }

    /// <summary>Masks as recorded, then, where they hold only 0 and 1, scaled by 1 / (1 − rate) for the usual rates.</summary>
    public static IEnumerable<IReadOnlyList<Matrix?>> MaskForms(Trace trace)
    {
        Matrix?[] masks = [.. trace.Layers.Select(layer => layer.Mask)];
        yield return masks;
        if (!Array.Exists(masks, mask => mask is not null) || masks.OfType<Matrix>().Any(mask => mask.Values.Any(value => value is not (0 or 1)))) yield break;
        foreach (double rate in s_rates) yield return [.. masks.Select(mask => mask?.Times(1 / (1 - rate)))];
    }

    public static void Take(Reading reading, Activation[] activations) => activations.CopyTo(reading.Activations, 0);

    /// <summary>Says what is wrong with the forward pass, if anything is.</summary>
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (FindNotFinite(reading)) return;
        string guessed = trace.Activations.Any(name => name is null) ? $" (activations guessed: {string.Join(", ", reading.Activations.Select(one => one.Name))})" : "";
        if (trace.Outputs is null)
        {
            examination.Skipped(Faults.SoftmaxWrongAxis, "no outputs were recorded" + guessed);
            return;
        }
        double error = NumericGradient.RelativeError(reading.Run.Outputs.Values, trace.Outputs.Values);
        var where = new Where(Reading.LayerName(trace.Layers.Count), "outputs", Phases.Forward);
        switch (reading.Form)
        {
            case OutputForm.OverBatch or OutputForm.OverEverything:
                examination.Report(WrongAxis(reading, where));
                return;
            case OutputForm.Twice:
                examination.Report(Faults.DoubleSoftmax.Error(Grade.Strong, where,
                    $"outputs is softmax(softmax(z)): the largest of {Words.Number(trace.Outputs.Values.Max())} cannot exceed {Words.Number(Math.E / (Math.E + trace.Outs - 1))} for {trace.Outs} classes", null,
                    ("largest", trace.Outputs.Values.Max())));
                return;
            case OutputForm.AfterRelu:
                examination.Report(Faults.ReluOnOutput.Error(Grade.Strong, where,
                    $"outputs is softmax(relu(z)): {reading.Run.Z[^1].Values.Count(z => z < 0)} of {reading.Run.Z[^1].Values.Length} logits are negative and were set to zero"));
                return;
            case OutputForm.Logits:
                examination.Fine(Faults.SoftmaxWrongAxis, $"outputs holds the values before the {reading.OutputActivation.Name}; reproduced to {Words.Number(error)}");
                return;
        }
        if (reading.OutputsReproduced == true)
            examination.Fine(Faults.SoftmaxWrongAxis, $"outputs reproduced to a relative {Words.Number(error)}" + guessed);
        else
            ForwardMismatch.Read(reading, where, error);
    }

    private static double Tolerance(Reading reading)
    {
        double floor = Precision.Floor(reading.Single);
        if (!reading.Single) return floor;
        var rounded = reading.Forward(reading.Trace.Before, single: true);
        double noise = NumericGradient.RelativeError(reading.Run.Outputs.Values, rounded.Outputs.Values);
        return double.IsFinite(noise) ? Math.Max(floor, 20 * noise) : floor;
    }

    private static Finding WrongAxis(Reading reading, Where where)
    {
        var outputs = reading.Trace.Outputs!;
        double row = outputs.Row(0).ToArray().Sum();
        bool overBatch = reading.Form == OutputForm.OverBatch;
        return Faults.SoftmaxWrongAxis.Error(Grade.Strong, where,
            overBatch
                ? $"outputs is the softmax over the {Words.Count(outputs.Rows, "row")} of the batch: row 0 sums to {Words.Number(row)} and every column sums to 1"
                : $"outputs is one softmax over all {Words.Count(outputs.Values.Length, "number")}: row 0 sums to {Words.Number(row)} and the whole array to 1",
            null, ("row_sum", row));
    }

    private static bool FindNotFinite(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (!reading.DataAreFinite) return true;
        for (int l = 0; l < trace.Layers.Count; l++)
        {
            var layer = trace.Layers[l];
            bool kernel = Bad(layer.Weights, out int at, out int column);
            if (!kernel && !(layer.Bias is { } bias && Bad(bias, out at, out column))) continue;
            string name = $"{(kernel ? "w" : "b")}{l + 1}";
            if (Overflowing(reading) is { } overflowing) examination.Report(overflowing);
            examination.Report(Faults.NotFinite.Error(Grade.Certain, new Where(Reading.LayerName(l + 1), name, Phases.Forward), $"{name} is not finite at [{at}, {column}] before the step: an earlier step broke it",
                "Start again from fresh weights with a lower learning rate, and stop at the first loss that is not finite."));
            return true;
        }
        if (trace.Outputs is not null && Bad(trace.Outputs, out int row, out _) && reading.Run.Outputs.Values.All(double.IsFinite))
        {
            double largest = reading.Run.Z[^1].Values.Max(Math.Abs);
            if (reading.Single && largest > float.MaxValue)
            {
                examination.Report(Faults.NotFinite.Error(Grade.Certain, new Where(Reading.LayerName(trace.Layers.Count), "outputs", Phases.Forward), $"outputs is not finite in row {row}: the pre-activations reach {Words.Number(largest)}, more than float32 holds, because earlier steps were far too large",
                    "Start again from fresh weights with a lower learning rate."));
                return true;
            }
            examination.Report(Faults.UnsafeLogarithm.Error(Grade.Strong, new Where(Reading.LayerName(trace.Layers.Count), "outputs", Phases.Forward),
                $"outputs is not finite in row {row} although every pre-activation is (the largest is {Words.Number(largest)}): exp overflows", "Subtract the largest logit of the row before exp.", ("largest_logit", largest)));
            return true;
        }
        return false;
    }

    // Along the largest direction of the inputs a linear layer's steps grow from one to the next once rate times curvature passes 2.
    private static Finding? Overflowing(Reading reading)
    {
        var trace = reading.Trace;
        if (trace.LearningRate is not { } rate || trace.Optimizer is not (null or "sgd" or "gd" or "momentum")) return null;
        bool squared = LossNames.Canonical(trace.Loss ?? "") == LossNames.Squared || (trace.Loss is null && !reading.Targets.AreClasses);
        double product = rate * (squared ? 2 : 0.25) * (1 + (trace.X.Values.Sum(value => value * value) / trace.Rows));
        return product <= 2 ? null : Faults.LearningRateTooHigh.Error(Grade.Likely, new Where(null, "learning_rate", Phases.Update),
            $"the weights are not finite any more, and the rate {Words.Number(rate)} times the curvature of a linear layer on these inputs is {Words.Number(product)}: past 2 each step is longer than the one before",
            "Start again from fresh weights with a tenth of the learning rate, and again a tenth until the loss falls.", ("learning_rate", rate), ("rate_times_curvature", product));
    }

    private static bool Bad(Matrix matrix, out int row, out int column)
    {
        int at = Array.FindIndex(matrix.Values, value => !double.IsFinite(value));
        (row, column) = at < 0 ? (-1, -1) : (at / matrix.Columns, at % matrix.Columns);
        return at >= 0;
    }
}
