using Glia.Data;
using Glia.Doctor.Reference;
using Glia.Files;

namespace Glia.Doctor.Traces;

/// <summary>Reads a trace out of named arrays (an <c>.npz</c>), and refuses what contradicts itself.</summary>
internal static class TraceReader
{
    /// <summary>The trace in a file.</summary>
    /// <exception cref="GliaException">It is no npz file, or the arrays are no trace; one sentence that names the array.</exception>
    public static Trace Read(string path) => Read(Npz.Read(path), Path.GetFileName(path));

    /// <summary>Whether these arrays look like a trace, if perhaps one that lacks something, rather than like a data file.</summary>
    public static bool LooksLikeTrace(IReadOnlyDictionary<string, NdArray> arrays) =>
        new[] { "w1", "w2", "w1_after", "grad_w1" }.Any(arrays.ContainsKey);

    /// <summary>The trace in these arrays.</summary>
    /// <exception cref="GliaException">The arrays are no trace; one sentence that names the array.</exception>
    public static Trace Read(IReadOnlyDictionary<string, NdArray> arrays, string subject)
    {
        var from = new TraceArrays(TraceNames.Canonical(arrays), subject);
        foreach (string required in new[] { "x", "y", "w1" })
            if (!from.Has(required)) throw from.Wrong($"there is no array {required}; a trace needs x, y and the weights w1, w2, …");
        int count = from.CountLayers();
        var raw = Enumerable.Range(1, count).Select(number => from.Matrix($"w{number}")!).ToList();
        var shapes = TraceShapes.Of(from, raw);
        from.SamplesInColumns = shapes.SamplesInColumns;
        var trace = Read(from, count, shapes, raw[0]);
        return shapes.BiasRowOpen ? trace with { BiasFirst = Read(from, count, shapes with { BiasFirst = true }, raw[0]) } : trace;
    }

    private static Trace Read(TraceArrays from, int count, TraceShapes shapes, Matrix first)
    {
        var x = ReadX(from, first);
        var layers = LayerReader.Read(from, count, shapes, x);
        int outs = layers[^1].Weights.Columns;
        var y = ReadTargets(from, "y", x.Rows, outs);
        var outputs = from.Samples("outputs", x.Rows == 1 ? outs : null);
        // Some turn their outputs round at the end of the forward pass.
        if (outputs is not null && outputs.Rows != x.Rows && outputs.Columns == x.Rows) outputs = outputs.Transposed();
        if (outputs is not null && (outputs.Rows != x.Rows || outputs.Columns != outs))
            throw from.Wrong($"outputs is {outputs.Rows} x {outputs.Columns} but x has {x.Rows} rows and the last layer {outs} units; " +
                "record the outputs of this batch");
        var evaluation = EvaluationReader.Read(from, x.Columns, outs, layers, shapes);
        var training = ReadTraining(from, x.Columns, outs);
        var trace = new Trace
        {
            Subject = from.Subject,
            X = x,
            Y = y,
            Layers = layers,
            LayoutOpen = shapes.LayoutOpen,
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
            Sources = TraceSources.Read(from),
            Step = Whole(from, "step", "record how many updates came before this one"),
            Steps = Whole(from, "steps", "record how many updates the program makes in all"),
            StepsAtLeast = Whole(from, "steps_at_least", "record how many updates the program makes at least"),
            TrainX = training?.X,
            TrainY = training?.Y,
            Unused = from.Unused,
        };
        if (trace.Loss is { } loss && LossNames.Canonical(loss) is null)
            throw from.Wrong($"the loss '{loss}' is not known; write one of {LossNames.Known}");
        if (trace.Step > trace.Steps)
            throw from.Wrong($"step is {trace.Step} and steps {trace.Steps}; steps counts all updates of the program, this one included");
        if (trace.StepsAtLeast > trace.Steps)
            throw from.Wrong($"steps is {trace.Steps} and steps_at_least {trace.StepsAtLeast}; record steps alone where it is known");
        return trace;
    }

    private static long? Whole(TraceArrays from, string name, string what) => from.Scalar(name) is not { } count ? null
        : count >= 0 && count == Math.Floor(count) && count < 1e15 ? (long)count
        : throw from.Wrong($"{name} is {count}; {what}, a whole number");

    private static (Matrix X, Matrix Y)? ReadTraining(TraceArrays from, int inputs, int outs)
    {
        if (!from.Has("train_x") && !from.Has("train_y")) return null;
        if (!from.Has("train_x") || !from.Has("train_y"))
            throw from.Wrong("there is one of train_x and train_y but not the other; record both or neither");
        var x = from.Samples("train_x", null)!;
        if (x.Columns != inputs)
            throw from.Wrong($"train_x has {x.Columns} columns but x has {inputs}; record the rows as the network sees them");
        return (x, ReadTargets(from, "train_y", x.Rows, outs));
    }

    internal static Matrix ReadTargets(TraceArrays from, string name, int rows, int outs)
    {
        var y = from.Samples(name, rows == 1 ? outs : null)!;
        if (y.Rows == rows) return y;
        // One target per sample written as one row [1, n].
        if (y.Rows == 1 && y.Columns == rows) return new Matrix(rows, 1, y.Values);
        throw from.Wrong($"{name} has {y.Rows} rows but {name[..^1]}x has {rows}; give every row its target (samples in rows)");
    }

    /// <summary>Accuracies as fractions: a value above 1 can only be a percentage.</summary>
    internal static double[]? Fractions(double[]? accuracies)
    {
        if (accuracies is null) return null;
        bool percentages = accuracies.Any(value => value > 1) && accuracies.All(value => value <= 100);
        return percentages ? [.. accuracies.Select(value => value / 100)] : accuracies;
    }

    private static Matrix ReadX(TraceArrays from, Matrix first)
    {
        var array = from.Numbers("x")!;
        int? single = array.Rank == 1 && ((int)array.Length == first.Rows || (int)array.Length == first.Columns) ? (int)array.Length : null;
        return from.Samples("x", single)!;
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
        string keras = name.Trim().ToLowerInvariant() switch
        {
            "leakyrelu" or "lrelu" => "leaky_relu",
            "identity" or "none" or "" or "logits" => "linear",
            "swish" => "silu",
            "logistic" => "sigmoid",
            var other => other,
        };
        return Reference.Activations.Find(keras) is null
            ? throw from.Wrong($"the activation '{name}' is not known; write one of {string.Join(", ", Reference.Activations.Names)}")
            : keras;
    }

    private static double? Positive(TraceArrays from, string name)
    {
        if (from.Scalar(name) is not { } value) return null;
        if (value >= 0 && double.IsFinite(value)) return value;
        throw from.Wrong($"{name} is {value}; record a finite number that is not negative");
    }
}
