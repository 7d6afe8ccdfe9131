using Glia.Data;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads a trace out of named arrays (an <c>.npz</c>), and refuses what contradicts itself.</summary>
public static class TraceReader
{
    /// <summary>The trace in a file.</summary>
    /// <exception cref="GliaException">It is no npz file, or the arrays are no trace; one sentence that names the array.</exception>
    public static Trace Read(string path) => Read(Npz.Read(path), Path.GetFileName(path));

    /// <summary>Whether these arrays look like a trace, if perhaps one that lacks something, rather than like a data file.</summary>
    public static bool LooksLikeTrace(IReadOnlyDictionary<string, NdArray> arrays) => new[] { "w1", "w2", "w1_after", "grad_w1" }.Any(arrays.ContainsKey);

    /// <summary>The trace in these arrays.</summary>
    /// <exception cref="GliaException">The arrays are no trace; one sentence that names the array.</exception>
    public static Trace Read(IReadOnlyDictionary<string, NdArray> arrays, string subject)
    {
        var from = new TraceArrays(arrays, subject);
        foreach (string required in new[] { "x", "y", "w1" })
            if (!from.Has(required)) throw from.Wrong($"there is no array {required}; a trace needs x, y and the weights w1, w2, …");
        int count = 1;
        while (from.Has($"w{count + 1}")) count++;
        foreach (string name in arrays.Keys)
            if (name.Length > 1 && name[0] == 'w' && int.TryParse(name[1..], out int number) && (number > count || number < 1))
                throw from.Wrong($"there is {name} but no w{count + 1}; number the weights w1, w2, … without gaps");

        var raw = Enumerable.Range(1, count).Select(number => from.Matrix($"w{number}")!).ToList();
        var x = ReadX(from, raw[0]);
        bool inOut = Chains(from, raw, x.Columns), outIn = Chains(from, [.. raw.Select(matrix => matrix.Transposed())], x.Columns);
        string? layout = from.Text("layout");
        if (!inOut && !outIn && (Chains(from, raw, x.Rows) || Chains(from, [.. raw.Select(matrix => matrix.Transposed())], x.Rows)))
            throw from.Wrong($"x is {x.Rows} x {x.Columns} and the first layer has {x.Rows} inputs, so its samples lie in columns; record x.T, y.T and outputs.T");
        if (layout is not (null or "in_out" or "out_in")) throw from.Wrong($"layout is '{layout}'; write in_out or out_in");
        if (layout == "in_out" ? !inOut : layout == "out_in" ? !outIn : !(inOut || outIn))
            throw from.Wrong($"the shapes do not chain: x has {x.Columns} columns and the weights are {string.Join(", ", raw.Select(one => $"{one.Rows} x {one.Columns}"))}{(layout is null ? "" : $" with layout {layout}")}; record each w with its inputs matching the layer below");
        bool turned = layout is null ? !inOut : layout == "out_in";
        var layers = Enumerable.Range(1, count).Select(number => ReadLayer(from, number, turned, x.Rows)).ToList();

        int outs = layers[^1].Weights.Columns;
        var y = ReadTargets(from, "y", x.Rows, outs);
        var outputs = from.Samples("outputs", x.Rows == 1 ? outs : null);
        if (outputs is not null && (outputs.Rows != x.Rows || outputs.Columns != outs))
            throw from.Wrong($"outputs is {outputs.Rows} x {outputs.Columns} but x has {x.Rows} rows and the last layer {outs} units; record the outputs of this batch");
        var evaluation = EvaluationReader.Read(from, x.Columns, outs, layers, turned);
        var trace = new Trace
        {
            Subject = subject,
            X = x,
            Y = y,
            Layers = layers,
            LayoutOpen = layout is null && inOut && outIn,
            Activations = ReadActivations(from, count),
            NegativeSlope = from.Scalar("negative_slope"),
            Loss = from.Text("loss"),
            Outputs = outputs,
            LossValue = from.Scalar("loss_value"),
            LearningRate = Positive(from, "learning_rate"),
            Optimizer = from.Text("optimizer")?.ToLowerInvariant(),
            Momentum = from.Scalar("momentum"),
            L2 = from.Scalar("l2"),
            ClipNorm = Positive(from, "clip_norm"),
            Evaluation = evaluation,
            LossHistory = from.Vector("loss_history"),
            AccuracyHistory = Fractions(from.Vector("accuracy_history")),
            HistoryPer = from.Text("history_per") ?? "epoch",
            Unused = from.Unused,
        };
        if (trace.Loss is { } loss && LossNames.Canonical(loss) is null) throw from.Wrong($"the loss '{loss}' is not known; write one of {string.Join(", ", OracleLosses.Names)}");
        return trace;
    }

    internal static Matrix ReadTargets(TraceArrays from, string name, int rows, int outs)
    {
        var y = from.Samples(name, rows == 1 ? outs : null)!;
        if (y.Rows == rows) return y;
        // One target per sample written as one row [1, n].
        if (y.Rows == 1 && y.Columns == rows) return new Matrix(rows, 1, y.Values);
        throw from.Wrong($"{name} has {y.Rows} rows but {(name == "y" ? "x" : "eval_x")} has {rows}; give every row its target (samples in rows)");
    }

    /// <summary>Accuracies as fractions: a value above 1 can only be a percentage.</summary>
    internal static double[]? Fractions(double[]? accuracies) =>
        accuracies is null ? null : accuracies.Any(value => value > 1) && accuracies.All(value => value <= 100) ? [.. accuracies.Select(value => value / 100)] : accuracies;

    internal static Matrix Turn(Matrix matrix, bool turned) => turned ? matrix.Transposed() : matrix;

    internal static Matrix? Row(TraceArrays from, string name, int units)
    {
        if (from.Loose(name) is not { } row) return null;
        if (row.Values.Length != units) throw from.Wrong($"{name} holds {row.Values.Length} numbers but its layer has {units} units");
        return new Matrix(1, units, row.Values);
    }

    private static Matrix ReadX(TraceArrays from, Matrix first)
    {
        var array = from.Numbers("x")!;
        int? single = array.Rank == 1 && ((int)array.Length == first.Rows || (int)array.Length == first.Columns) ? (int)array.Length : null;
        return from.Samples("x", single)!;
    }

    // Biases decide what the shapes of the kernels leave open.
    private static bool Chains(TraceArrays from, IReadOnlyList<Matrix> kernels, int inputs)
    {
        for (int i = 0; i < kernels.Count; i++)
        {
            if (kernels[i].Rows != inputs) return false;
            inputs = kernels[i].Columns;
            if (from.Loose($"b{i + 1}") is { } bias && bias.Values.Length != inputs) return false;
        }
        return true;
    }

    private static TraceLayer ReadLayer(TraceArrays from, int number, bool turned, int rows)
    {
        var weights = Turn(from.Matrix($"w{number}")!, turned);
        var gradient = from.Matrix($"grad_w{number}");
        if (gradient is not null) gradient = Turn(gradient, turned);
        var after = from.Matrix($"w{number}_after");
        if (after is not null) after = Turn(after, turned);
        foreach (var (other, name) in new[] { (gradient, $"grad_w{number}"), (after, $"w{number}_after") })
            if (other is not null && (other.Rows != weights.Rows || other.Columns != weights.Columns))
                throw from.Wrong($"{name} and w{number} differ in shape; record both in the same layout");
        var mask = from.Samples($"dropout_mask{number}", rows == 1 ? weights.Columns : null);
        if (mask is { Rows: 1 } && rows > 1 && mask.Columns == weights.Columns) mask = mask.Take(new int[rows]);
        if (mask is { Columns: 1 } && weights.Columns == mask.Rows && rows > 1) mask = new Matrix(1, mask.Rows, mask.Values).Take(new int[rows]);
        if (mask is not null && (mask.Rows != rows || mask.Columns != weights.Columns))
            throw from.Wrong($"dropout_mask{number} is {mask.Rows} x {mask.Columns} but the layer gives {rows} x {weights.Columns}; record the mask of this batch");
        return new TraceLayer
        {
            Weights = weights,
            Bias = Row(from, $"b{number}", weights.Columns),
            WeightsGradient = gradient,
            BiasGradient = from.Loose($"grad_b{number}"),
            WeightsAfter = after,
            BiasAfter = Row(from, $"b{number}_after", weights.Columns),
            Mask = mask,
        };
    }

    private static string?[] ReadActivations(TraceArrays from, int count)
    {
        var names = new string?[count];
        if (from.Texts("activations") is { } each)
        {
            if (each.Count != count) throw from.Wrong($"activations names {each.Count} layers but there are {count}");
            for (int i = 0; i < count; i++) names[i] = ActivationName(from, each[i]);
        }
        string? hidden = from.Text("hidden_activation"), output = from.Text("output_activation");
        for (int i = 0; i < count - 1; i++) names[i] ??= ActivationName(from, hidden);
        names[^1] ??= ActivationName(from, output);
        return names;
    }

    private static string? ActivationName(TraceArrays from, string? name)
    {
        if (name is null) return null;
        string keras = name.Trim().ToLowerInvariant() switch { "leakyrelu" or "lrelu" => "leaky_relu", "identity" or "none" or "" or "logits" => "linear", "swish" => "silu", "logistic" => "sigmoid", var other => other };
        return Reference.Activations.Find(keras) is null
            ? throw from.Wrong($"the activation '{name}' is not known; write one of {string.Join(", ", Reference.Activations.Names)}")
            : keras;
    }

    private static double? Positive(TraceArrays from, string name) =>
        from.Scalar(name) is { } value ? value >= 0 && double.IsFinite(value) ? value : throw from.Wrong($"{name} is {value}; record a finite number that is not negative") : null;
}
