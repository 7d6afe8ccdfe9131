using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;
using Mistake = Glia.Doctor.Mistakes.Hypothesis<Glia.Doctor.Traces.Reading>;

namespace Glia.Doctor.Mistakes;

/// <summary>What gives other outputs than the stated network does. Each predicts the recorded outputs.</summary>
internal static class ForwardMistakes
{
    /// <summary>What stands where softmax or sigmoid should be; the pass is then understood with it.</summary>
    public static IEnumerable<(OutputForm Form, Mistake Mistake)> OfOutput(Reading reading)
    {
        int rows = reading.Trace.Rows, outs = reading.Trace.Outs;
        Mistake Of(OutputForm form, Fault? fault, string says) =>
            new(fault, says, one => ForwardRun.Output(one.Run.Z[^1], one.OutputActivation, form)) { Allowed = Freedoms.None };

        yield return (OutputForm.OverBatch,
            Of(OutputForm.OverBatch, Faults.SoftmaxWrongAxis,
            $"the softmax is taken over the {Words.Count(rows, "row")} of the batch, so that every column and no row sums to 1"));
        yield return (OutputForm.OverEverything,
            Of(OutputForm.OverEverything, Faults.SoftmaxWrongAxis,
            $"one softmax is taken over all {Words.Count(rows * outs, "number")}, so that the whole array and no row sums to 1"));
        yield return (OutputForm.Twice,
            Of(OutputForm.Twice, Faults.DoubleSoftmax,
            $"softmax is applied twice, softmax(softmax(z)), at most {Words.Number(Math.E / (Math.E + outs - 1))} for {outs} classes"));
        yield return (OutputForm.AfterRelu,
            Of(OutputForm.AfterRelu, Faults.ReluOnOutput,
            "relu stands before the softmax, softmax(relu(z)), and sets the negative logits to zero"));
        yield return (OutputForm.Logits,
            Of(OutputForm.Logits, null, $"the values before the {reading.OutputActivation.Name} are recorded"));
    }

    /// <summary>Everything else, the harmless first.</summary>
    public static IEnumerable<Mistake> Of(Reading reading)
    {
        var trace = reading.Trace;
        // Outputs noted down after the step are a matter of taste; losses and gradients belong to the pass before it.
        yield return Exactly(null, "they are those of the weights after the step", one => one.Trace.After is { } after
            ? one.Forward(after).Outputs : null) with
        { Take = _ => { } };
        if (trace.Rows > 1)
        {
            yield return Exactly(Faults.CacheOverwritten, "all rows are identical: one array holds the result of every sample",
                one => one.Trace.Outputs!.RowForAll(0));
            // Of the row at the end nothing is said: what stands there comes from elsewhere.
            yield return Exactly(Faults.CacheOverwritten, "row i is the output of row i - 1",
                one => Joined(one.Trace.Outputs!.Take([0]), one.Run.Outputs.Take([.. Enumerable.Range(0, trace.Rows - 1)])));
            yield return Exactly(Faults.CacheOverwritten, "row i is the output of row i + 1",
                one => Joined(one.Run.Outputs.Take([.. Enumerable.Range(1, trace.Rows - 1)]), one.Trace.Outputs!.Take([trace.Rows - 1])));
        }
        if (reading.Masks.Any(mask => mask is not null))
            yield return Exactly(null, "they are those without the recorded masks",
                one => ForwardRun.Of(one.Trace.X, one.Trace.Before, one.Activations, one.Form).Outputs) with
            {
                Take = one => one.Take(one.Activations, new Matrix?[trace.Layers.Count]),
            };
        for (int l = 0; l <= trace.Layers.Count; l++)
        {
            int without = l;
            bool all = l == trace.Layers.Count;
            if (!all && trace.Layers[l].Bias is null) continue;
            yield return Exactly(Faults.MissingBias, $"{(all ? "the biases are" : $"b{l + 1} is")} kept but never added",
                one => one.Forward(WithoutBias(one.Trace, without)).Outputs) with
            {
                Severity = Severity.Warning,
                Advice = "Add the bias to the product of its layer.",
            };
        }
        foreach (var mistake in OtherActivations(reading)) yield return mistake;
    }

    private static Mistake Exactly(Fault? fault, string says, Func<Reading, Matrix?> predict) =>
        new(fault, says, predict) { Allowed = Freedoms.None };

    private static Matrix Joined(Matrix above, Matrix below) =>
        new(above.Rows + below.Rows, above.Columns, [.. above.Values, .. below.Values]);

    private static LayerWeights[] WithoutBias(Trace trace, int layer) =>
        [.. trace.Before.Select((one, index) => index == layer || layer == trace.Layers.Count ? one with { Bias = null } : one)];

    // All hidden layers at once, the last layer, then each hidden layer alone.
    private static IEnumerable<Mistake> OtherActivations(Reading reading)
    {
        int last = reading.Trace.Layers.Count - 1;
        var places = new List<(string Name, int[] Layers)>();
        if (last > 0) places.Add(("hidden layers", [.. Enumerable.Range(0, last)]));
        places.Add(("last layer", [last]));
        if (last > 1) places.AddRange(Enumerable.Range(0, last).Select(layer => ($"hidden layer {layer + 1}", new[] { layer })));
        foreach (var (place, layers) in places)
            foreach (string name in Activations.Names)
            {
                var (fault, severity) = (Faults.WrongActivationDerivative, Severity.Note);
                if (name == "linear" && layers[0] < last && layers.Length == last)
                    (fault, severity) = (Faults.NoHiddenNonlinearity, Severity.Error);
                if (name == "relu" && layers[0] == last) (fault, severity) = (Faults.ReluOnOutput, Severity.Error);
                Activation[] tried = [.. reading.Activations
                    .Select((one, layer) => layers.Contains(layer) ? Activations.Named(name, reading.Trace.NegativeSlope ?? 0.01) : one)];
                yield return Exactly(fault, $"{name} is used in the {place}, not {reading.Activations[layers[0]].Name} as stated",
                    one => ForwardRun.Of(one.Trace.X, one.Trace.Before, tried, OutputForm.Proper, one.Masks).Outputs) with
                {
                    Severity = severity,
                    Advice = severity == Severity.Note ? "State the activation that the code uses, or use the one that is stated." : null,
                    Take = one => one.Take(tried, one.Masks),
                };
            }
    }
}
