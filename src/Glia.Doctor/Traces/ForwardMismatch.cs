using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads outputs that the stated network does not give.</summary>
internal static class ForwardMismatch
{
    public static void Read(Reading reading, Where where, double error)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        var recorded = trace.Outputs!;
        double tolerance = Math.Max(10 * Precision.Floor(reading.Single), 1e-6);
        bool Same(Matrix outputs) => NumericGradient.RelativeError(outputs.Values, recorded.Values) <= tolerance;

        if (trace.After is { } after && Same(reading.Forward(after).Outputs))
        {
            // Outputs noted down after the step are a matter of taste; losses and gradients belong to the pass before it.
            examination.Fine(Faults.CacheOverwritten, "outputs are those of the weights after the step");
            reading.OutputsReproduced = true;
            reading.Outputs = reading.Run.Outputs;
            return;
        }
        if (StaleRows(reading, recorded, tolerance) is { } stale)
        {
            examination.Report(stale);
            return;
        }
        if (reading.Masks.Any(mask => mask is not null) && Same(ForwardRun.Of(trace.X, trace.Before, reading.Activations, reading.Form).Outputs))
        {
            reading.Masks = new Matrix?[trace.Layers.Count];
            reading.Run = reading.Forward(trace.Before);
            reading.OutputsReproduced = true;
            reading.Outputs = reading.Run.Outputs;
            examination.Fine(Faults.MisplacedDropout, "the recorded outputs are those without the recorded masks");
            return;
        }
        foreach (var (weights, name) in WithoutABias(trace))
            if (Same(reading.Forward(weights).Outputs))
            {
                examination.Report(Faults.MissingBias.Warning(Grade.Strong, where with { Parameter = name }, $"outputs is what the network gives without {name}: the bias is kept but never added", "Add the bias to the product of its layer."));
                return;
            }
        if (AnotherActivation(reading, Same) is { } other)
        {
            ForwardExaminer.Take(reading, other.Activations);
            reading.Run = reading.Forward(trace.Before);
            reading.OutputsReproduced = true;
            reading.Outputs = reading.Run.Outputs;
            string evidence = $"outputs is what {other.Used} gives in the {other.Place}, not {other.Stated} as stated";
            if (other.Used == "linear" && other.Place == "hidden layers" && trace.Layers.Count > 1)
                examination.Report(Faults.NoHiddenNonlinearity.Error(Grade.Strong, where, evidence));
            else if (other.Used == "relu" && other.Place == "last layer")
                examination.Report(Faults.ReluOnOutput.Error(Grade.Strong, where, evidence));
            else
                examination.Report(Faults.WrongActivationDerivative.Note(Grade.Likely, where, evidence, "State the activation that the code uses, or use the one that is stated."));
            return;
        }
        bool far = !(error <= 0.01);
        examination.Report(Faults.WrongGradient.Error(far ? Grade.Likely : Grade.Weak, where,
            $"outputs differs from what these weights give by a relative {Words.Number(error)}: the forward pass does something else than stated", "Print the activations of one sample layer by layer and compare them with x @ w + b.", ("relative_error", error))
            with
        { Severity = far ? Severity.Error : Severity.Warning });
    }

    private static Finding? StaleRows(Reading reading, Matrix recorded, double tolerance)
    {
        if (recorded.Rows < 2) return null;
        var run = reading.Run.Outputs;
        var where = new Where(Reading.LayerName(reading.Trace.Layers.Count), "outputs", Phases.Forward);
        bool identical = Enumerable.Range(1, recorded.Rows - 1).All(row => recorded.Row(row).SequenceEqual(recorded.Row(0)));
        if (identical)
        {
            int of = Enumerable.Range(0, run.Rows).FirstOrDefault(row => NumericGradient.RelativeError(run.Row(row), recorded.Row(0)) <= tolerance, -1);
            return Faults.CacheOverwritten.Error(Grade.Strong, where, $"all {recorded.Rows} rows of outputs are identical{(of < 0 ? "" : $", the output of row {of}")}: one array holds the result of every sample");
        }
        foreach (int shift in new[] { 1, -1 })
        {
            var rolled = run.Take([.. Enumerable.Range(0, run.Rows).Select(row => (row - shift + run.Rows) % run.Rows)]);
            int equal = Enumerable.Range(0, run.Rows).Count(row => NumericGradient.RelativeError(rolled.Row(row), recorded.Row(row)) <= tolerance);
            if (equal >= run.Rows - 1)
                return Faults.CacheOverwritten.Error(Grade.Strong, where, $"row i of outputs is the output of row i {(shift > 0 ? "- 1" : "+ 1")} for {equal} of {run.Rows} rows");
        }
        return null;
    }

    private static IEnumerable<(LayerWeights[] Weights, string Name)> WithoutABias(Trace trace)
    {
        for (int l = 0; l < trace.Layers.Count; l++)
            if (trace.Layers[l].Bias is not null)
                yield return ([.. trace.Before.Select((one, index) => index == l ? one with { Bias = null } : one)], $"b{l + 1}");
        yield return ([.. trace.Before.Select(one => one with { Bias = null })], "the biases");
    }

    private static (Activation[] Activations, string Used, string Stated, string Place)? AnotherActivation(Reading reading, Func<Matrix, bool> same)
    {
        var trace = reading.Trace;
        int last = trace.Layers.Count - 1;
        // All hidden layers at once, the last layer, then each hidden layer alone.
        var places = new List<(string Place, Func<int, bool> Covers)> { ("hidden layers", layer => layer < last), ("last layer", layer => layer == last) };
        for (int l = 0; l < last && last > 1; l++)
        {
            int only = l;
            places.Add(($"hidden layer {l + 1}", layer => layer == only));
        }
        foreach (var (place, covers) in places)
            foreach (string name in Reference.Activations.Names)
            {
                if (last == 0 && place != "last layer") continue;
                Activation[] tried = [.. reading.Activations.Select((one, layer) => covers(layer) ? Reference.Activations.Named(name, trace.NegativeSlope ?? 0.01) : one)];
                if (same(ForwardRun.Of(trace.X, trace.Before, tried, OutputForm.Proper, reading.Masks).Outputs))
                    return (tried, name, reading.Activations[Enumerable.Range(0, last + 1).First(covers)].Name, place);
            }
        return null;
    }
}
