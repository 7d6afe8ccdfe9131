using Glia.Doctor.Findings;

namespace Glia.Doctor.Traces;

/// <summary>The inputs and targets of the recorded step, before anything is computed with them.</summary>
internal static class BatchExaminer
{
    public static void Examine(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (!trace.X.Values.All(double.IsFinite) || !reading.Targets.AllFinite) return;
        int before = examination.Findings.Count;
        Labels(reading);
        Scale(reading);
        if (trace.X.Columns == trace.Y.Columns && trace.X.Columns > 1 && trace.X.Values.AsSpan().SequenceEqual(trace.Y.Values))
            examination.Report(Faults.TargetInsideInputs.Note(Grade.Certain, new Where(null, "y", Phases.Data), "y equals x: an autoencoder, if that is meant", "If it is not, pass the labels as targets."));
        if (examination.Findings.Count == before)
            examination.Fine(Faults.LabelsCorrupted, $"{Words.Count(trace.Rows, "row")}, x from {Words.Number(trace.X.Values.Min())} to {Words.Number(trace.X.Values.Max())}, y {trace.Y.Values.Distinct().Count()} distinct");
    }

    private static void Labels(Reading reading)
    {
        var (trace, examination, targets) = (reading.Trace, reading.Examination, reading.Targets);
        var where = new Where(null, "y", Phases.Data);
        int outs = trace.Outs;
        double[] y = trace.Y.Values;
        var evaluated = trace.Evaluation?.Y?.Values;
        if (trace.Y.Columns > 1 && trace.Y.Columns != outs)
        {
            examination.Report(Faults.LabelEncodingMismatch.Error(Grade.Certain, where, $"y has {trace.Y.Columns} columns but the last layer has {outs} units"));
            return;
        }
        if (targets.AreClassNumbers && !targets.InRange)
        {
            if (!targets.Integers && y.All(value => value is >= 0 and <= 1))
                examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where, $"the labels of {outs} classes lie between {Words.Number(y.Min())} and {Words.Number(y.Max())}: they were divided{(Divided(y, 255) ? " by 255" : "")}", null, ("largest", y.Max())));
            else if (targets.Integers && y.Min() == 1 && y.Max() == outs)
                examination.Report(Faults.LabelEncodingMismatch.Error(Grade.Strong, where, $"the labels run from 1 to {outs}, but classes are numbered 0 to {outs - 1}", "Subtract 1 from the labels."));
            else if (targets.Integers && y.Min() >= 0)
                examination.Report(Faults.LabelEncodingMismatch.Error(Grade.Strong, where, $"the largest label is {Words.Number(y.Max())} but there are {outs} outputs", $"Use {Words.Number(y.Max() + 1)} outputs or check the labels."));
            else
                examination.Report(Faults.LabelsCorrupted.Error(Grade.Strong, where, $"the labels from {Words.Number(y.Min())} to {Words.Number(y.Max())} are no class numbers 0 to {outs - 1}"));
            return;
        }
        bool crossEntropy = LossNames.Canonical(trace.Loss ?? "") is LossNames.Categorical or LossNames.Binary;
        if (outs == 1 && targets.Integers && y.Max() > 1 && (crossEntropy || trace.Activations[^1] is "sigmoid" or "softmax"))
            examination.Report(Faults.WrongOutputWidth.Error(Grade.Strong, where with { Layer = Reading.LayerName(trace.Layers.Count) }, $"the labels go up to {Words.Number(y.Max())} but the last layer has one unit"));
        if (outs > 1 && targets.Wide is not null && !targets.Exclusive && crossEntropy && LossNames.Canonical(trace.Loss!) == LossNames.Categorical && trace.Y.Columns == outs)
        {
            double row = trace.Y.Row(0).ToArray().Sum();
            if (Math.Abs(row - 1) > 0.01)
                examination.Report(Faults.LabelEncodingMismatch.Error(Grade.Strong, where, $"y is not one-hot: row 0 sums to {Words.Number(row)}"));
        }
        if (!targets.AreClasses || trace.Rows < 16 || targets.Classes() is not { } classes || classes.Distinct().Count() > 1) return;
        double[] others = evaluated is null ? [] : Targets.Of(trace.Evaluation!.Y!, outs, trace.Y).Classes() is { } known ? [.. known.Select(one => (double)one)] : evaluated;
        int kinds = others.Distinct().Count();
        double share = others.Count(one => one == classes[0]) / (double)Math.Max(1, others.Length);
        // Where nearly every row is of one class, so are whole batches.
        if (kinds > 1 && Math.Pow(share, trace.Rows) > 1e-3) return;
        // Sorted rows may show any class; labels that were divided or cast show class 0.
        if (classes[0] == 0 && (outs > 2 || evaluated is not null))
            examination.Report(Faults.LabelsCorrupted.Error(share == 1 ? Grade.Strong : Grade.Likely, where, $"all {Words.Count(trace.Rows, "label")} are class 0{(kinds > 1 ? $", while the evaluated rows have {kinds} classes" : "")}: a division and a conversion to integers do that, or rows that are sorted by class"));
        else if (kinds > 1)
            examination.Report(Faults.SortedWithoutShuffle.Error(Grade.Likely, where, $"all {trace.Rows} rows of the batch are class {classes[0]}, while the evaluated rows have {kinds} classes"));
        else
            examination.Report(Faults.SortedWithoutShuffle.Warning(Grade.Likely, where, $"all {trace.Rows} rows of the batch are class {classes[0]}"));
    }

    private static void Scale(Reading reading)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var where = new Where(null, "x", Phases.Data);
        double[] x = trace.X.Values;
        double largest = x.Max(Math.Abs), rms = Math.Sqrt(x.Average(value => value * value));
        if (x.Length >= 50 && largest is > 0 and < 0.02 && Divided(x, 65025))
            examination.Report(Faults.InputsScaledTwice.Error(Grade.Strong, where, $"the inputs are multiples of 1 / 255² and at most {Words.Number(largest)}", null, ("largest", largest)));
        if (trace.Evaluation is { } evaluation && evaluation.X.Values.All(double.IsFinite))
        {
            double other = Math.Sqrt(evaluation.X.Values.Average(value => value * value)), ratio = other / Math.Max(rms, 1e-300);
            if (trace.Rows * evaluation.X.Rows > 1 && Math.Max(ratio, 1 / ratio) is > 30 and < 1e6)
                examination.Report(Faults.SplitsScaledDifferently.Error(Grade.Strong, where with { Parameter = "eval_x", Phase = Phases.Evaluation }, $"eval_x is {Words.Number(ratio)} times as large as x (root mean square {Words.Number(other)} against {Words.Number(rms)})", null, ("ratio", ratio)));
        }
        if (trace.Layers[0].Weights.Values.Any(value => !double.IsFinite(value))) return;
        // What matters is what the first layer makes of the inputs, given weights of a usual size.
        var first = trace.Layers[0].Weights;
        double gain = WeightsExaminer.Gain(first);
        // A network that such inputs have killed has weights of any size.
        bool thrown = WeightsExaminer.IsThrown(first) || (gain > 4 && WeightsExaminer.DeadLayers(reading).Any());
        if (rms < 5 || (gain > 4 && rms < gain && !thrown) || gain == 0) return;
        double deviation = Math.Sqrt(reading.Run.Z[1].Values.Average(z => z * z));
        if (deviation < 5) return;
        string evidence = thrown
            ? $"the inputs reach {Words.Number(largest)}, and the steps that such inputs make have thrown w1 to {Words.Number(gain)} times the size of drawn weights"
            : $"the inputs reach {Words.Number(largest)} and drive the first layer to a root mean square of {Words.Number(deviation)}, where about 1 is healthy";
        examination.Report(IsHarmed(reading) ? Faults.InputsNotScaled.Error(Grade.Strong, where, evidence, null, ("largest", largest), ("first_layer", deviation))
            : Faults.InputsNotScaled.Warning(Grade.Likely, where, evidence, null, ("largest", largest), ("first_layer", deviation)));
    }

    private static bool IsHarmed(Reading reading)
    {
        if (reading.Trace.LossHistory is { } history && history.Any(loss => !double.IsFinite(loss))) return true;
        return WeightsExaminer.IsHarmed(reading) || WeightsExaminer.DeadLayers(reading).Any() || (reading.Trace.Layers.Count > 1 && WeightsExaminer.SaturatedShare(reading, 1) > 0.9);
    }

    private static bool Divided(double[] values, double by)
    {
        foreach (double value in values)
            if (Math.Abs(value * by - Math.Round(value * by)) > 1e-3 * Math.Max(1, value)) return false;
        return values.Any(value => value != Math.Round(value));
    }
}
