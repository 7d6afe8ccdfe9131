using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads the recorded evaluation of a trace.</summary>
internal static class EvaluationReader
{
    public static RecordedEvaluation? Read(TraceArrays from, int inputs, int outs, IReadOnlyList<TraceLayer> layers, TraceShapes shapes)
    {
        var x = ReadRows(from, inputs);
        if (x is null)
        {
            foreach (string orphan in new[] { "eval_y", "eval_predictions", "eval_outputs" })
                if (from.Has(orphan)) throw from.Wrong($"there is {orphan} but no eval_x; record the evaluated rows too");
            return null;
        }
        double? written = from.Scalar("reported_accuracy");
        // More than 1 is a percentage or a wrong divisor; less than 0 is nothing that can be judged.
        if (written is { } number && !(number >= 0 && double.IsFinite(number)))
            throw from.Wrong($"reported_accuracy is {number}, which no accuracy can be; " +
                $"record the number your routine reports, from 0 to 1 or in per cent");
        return new RecordedEvaluation
        {
            X = x,
            OfTraining = OfTraining(from),
            Y = from.Has("eval_y") ? TraceReader.ReadTargets(from, "eval_y", x.Rows, outs) : null,
            Predictions = ReadPredictions(from, x.Rows, outs),
            Outputs = ReadOutputs(from, x.Rows, outs),
            ReportedAccuracy = written is { } accuracy ? TraceReader.Fractions([accuracy])![0] : null,
            ReportedAsWritten = written,
            Weights = ReadWeights(from, layers, shapes, ""),
            WeightsAfter = ReadWeights(from, layers, shapes, "_after"),
        };
    }

    private static bool OfTraining(TraceArrays from) => from.Text("eval_rows") switch
    {
        "training" => true,
        "test" or null => false,
        var other => throw from.Wrong($"eval_rows is '{other}'; write training or test"),
    };

    private static Matrix? ReadRows(TraceArrays from, int inputs)
    {
        if (from.Numbers("eval_x") is not { } array) return null;
        var x = from.Samples("eval_x", array.Rank == 1 && array.Length == inputs ? inputs : null)!;
        return x.Columns == inputs
            ? x
            : throw from.Wrong($"eval_x has {x.Columns} columns but x has {inputs}; evaluate rows of the same width");
    }

    // A wrong length is evidence (an argmax over the wrong axis, the answers to the training batch), so it is kept.
    private static double[]? ReadPredictions(TraceArrays from, int rows, int outs)
    {
        if (from.Numbers("eval_predictions") is not { } array) return null;
        double[] values = array.ToDoubles();
        if (array.Rank == 2 && array.Shape[1] > 1 && array.Shape[0] == rows && array.Shape[1] == outs)
        {
            var oneHot = new Matrix(rows, outs, values);
            return [.. Enumerable.Range(0, rows).Select(row => (double)oneHot.ArgMax(row))];
        }
        // The sign of one output is class 0 or 1.
        return outs == 1 && values.Contains(-1) && values.All(value => value is -1 or 1)
            ? [.. values.Select(value => (value + 1) / 2)]
            : values;
    }

    private static Matrix? ReadOutputs(TraceArrays from, int rows, int outs)
    {
        if (from.Samples("eval_outputs", rows == 1 ? outs : null) is not { } outputs) return null;
        return outputs.Columns == outs
            ? outputs
            : throw from.Wrong($"eval_outputs has {outputs.Columns} columns but the last layer has {outs} units");
    }

    private static List<LayerWeights>? ReadWeights(TraceArrays from, IReadOnlyList<TraceLayer> layers, TraceShapes shapes, string suffix)
    {
        if (!from.Has($"eval_w1{suffix}")) return null;
        var all = new List<LayerWeights>();
        for (int number = 1; number <= layers.Count; number++)
        {
            var layer = layers[number - 1];
            var weights = LayerReader.Weights(from, $"eval_w{number}{suffix}", $"eval_b{number}{suffix}", shapes,
                layer.Weights.Rows, rows: 1)
                ?? throw from.Wrong($"there is eval_w1{suffix} but no eval_w{number}{suffix}; record the weights of every layer");
            if (weights.Kernel.Rows != layer.Weights.Rows || weights.Kernel.Columns != layer.Weights.Columns)
                throw from.Wrong($"eval_w{number}{suffix} and w{number} differ in shape; record the same network");
            all.Add(weights with { Bias = weights.Bias ?? layer.BiasAfter ?? layer.Bias });
        }
        return all;
    }
}
