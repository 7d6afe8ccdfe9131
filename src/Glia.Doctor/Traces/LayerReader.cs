using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Reads what was recorded about each layer: kernels as [in, out], biases taken out of kernels that hold them.</summary>
internal static class LayerReader
{
    public static List<TraceLayer> Read(TraceArrays from, int count, TraceShapes shapes, Matrix x)
    {
        var layers = new List<TraceLayer>();
        int inputs = x.Columns;
        for (int number = 1; number <= count; number++)
        {
            layers.Add(Layer(from, number, shapes, inputs, x.Rows));
            inputs = layers[^1].Weights.Columns;
        }
        return layers;
    }

    /// <summary>A kernel and the bias that belongs to it, be it an array of its own or a row of the kernel.</summary>
    /// <param name="from">The arrays.</param>
    /// <param name="kernelName">What the kernel is called.</param>
    /// <param name="biasName">What the bias is called.</param>
    /// <param name="shapes">How the arrays lie.</param>
    /// <param name="inputs">How many inputs the layer has.</param>
    /// <param name="rows">How many samples the batch has.</param>
    public static LayerWeights? Weights(TraceArrays from, string kernelName, string biasName, TraceShapes shapes, int inputs, int rows)
    {
        if (from.Matrix(kernelName) is not { } stored) return null;
        var kernel = Turn(stored, shapes.Turned);
        if (shapes.BiasInKernel && kernel.Rows == inputs + 1) return Split(kernel, shapes);
        return new(kernel, Bias(from, biasName, kernel.Columns, rows));
    }

    public static Matrix Turn(Matrix matrix, bool turned) => turned ? matrix.Transposed() : matrix;

    private static TraceLayer Layer(TraceArrays from, int number, TraceShapes shapes, int inputs, int rows)
    {
        string name = $"w{number}";
        var before = Weights(from, name, $"b{number}", shapes, inputs, rows)!.Value;
        var after = Weights(from, $"{name}_after", $"b{number}_after", shapes, inputs, rows);
        if (after is { } later && (later.Kernel.Rows != before.Kernel.Rows || later.Kernel.Columns != before.Kernel.Columns))
            throw Differ(from, $"{name}_after", name);
        var (gradient, biasGradient, misshapen) = Gradients(from, number, shapes, before.Kernel);
        var (bias, biasAfter) = (before.Bias, after?.Bias ?? Bias(from, $"b{number}_after", before.Kernel.Columns, rows));
        // A bias for each sample that is the same in all of them, after the step as well, is one bias.
        if (bias is { Rows: > 1 } && biasAfter is { Rows: > 1 } && HasEqualRows(bias) && HasEqualRows(biasAfter))
            (bias, biasAfter) = (bias.Take([0]), biasAfter.Take([0]));
        return new TraceLayer
        {
            Weights = before.Kernel,
            Bias = bias,
            StartWeights = Start(from, name, number, shapes, inputs, before.Kernel),
            WeightsGradient = gradient,
            BiasGradient = biasGradient,
            MisshapenGradient = misshapen,
            WeightsAfter = after?.Kernel,
            BiasAfter = biasAfter,
            Mask = Mask(from, number, rows, before.Kernel.Columns),
        };
    }

    private static Matrix? Start(TraceArrays from, string name, int number, TraceShapes shapes, int inputs, Matrix before)
    {
        if (Weights(from, $"{name}_start", $"b{number}_start", shapes, inputs, rows: 1) is not { } start) return null;
        return start.Kernel.Rows == before.Rows && start.Kernel.Columns == before.Columns ? start.Kernel
            : throw Differ(from, $"{name}_start", name);
    }

    // A gradient that is one number, or a row, where a matrix belongs is what the program computes: a finding,
    // and no reason to look no further.
    private static (Matrix? Kernel, Matrix? Bias, string? Misshapen) Gradients(TraceArrays from, int number,
        TraceShapes shapes, Matrix kernel)
    {
        string name = $"grad_w{number}";
        var bias = from.Loose($"grad_b{number}");
        if (from.Numbers(name) is not { } array) return (null, bias, null);
        if (array.Rank < 2) return (null, bias, $"[{TraceArrays.Shape(array)}]");
        var gradient = Turn(from.Matrix(name)!, shapes.Turned);
        if (gradient.Rows == kernel.Rows && gradient.Columns == kernel.Columns) return (gradient, bias, null);
        if (shapes.BiasInKernel && gradient.Rows == kernel.Rows + 1 && gradient.Columns == kernel.Columns
            && Split(gradient, shapes) is { Bias: { } own } split)
            return (split.Kernel, own, null);
        if (gradient.Rows == 1 || gradient.Columns == 1) return (null, bias, $"[{TraceArrays.Shape(array)}]");
        throw Differ(from, name, $"w{number}");
    }

    private static GliaException Differ(TraceArrays from, string one, string other) =>
        from.Wrong($"{one} and {other} differ in shape; record both in the same layout");

    private static LayerWeights Split(Matrix kernel, TraceShapes shapes)
    {
        int at = shapes.BiasFirst ? 0 : kernel.Rows - 1;
        return new(kernel.Take([.. Enumerable.Range(0, kernel.Rows).Where(row => row != at)]), kernel.Take([at]));
    }

    // One row for all samples, or, where a program has one for each sample, a row for each.
    private static Matrix? Bias(TraceArrays from, string name, int units, int rows)
    {
        if (from.Loose(name) is not { } bias) return null;
        if (bias.Values.Length == units) return new Matrix(1, units, bias.Values);
        if (bias.Values.Length != (long)rows * units)
            throw from.Wrong($"{name} holds {bias.Values.Length} numbers but its layer has {units} units");
        return bias.Columns == units && bias.Rows == rows ? bias : bias.Transposed();
    }

    private static bool HasEqualRows(Matrix bias) =>
        Enumerable.Range(1, bias.Rows - 1).All(row => bias.Row(row).SequenceEqual(bias.Row(0)));

    private static Matrix? Mask(TraceArrays from, int number, int rows, int units)
    {
        var mask = from.Samples($"dropout_mask{number}", rows == 1 ? units : null);
        if (mask is { Rows: 1 } && rows > 1 && mask.Columns == units) mask = mask.Take(new int[rows]);
        if (mask is { Columns: 1 } && units == mask.Rows && rows > 1) mask = new Matrix(1, mask.Rows, mask.Values).Take(new int[rows]);
        if (mask is not null && (mask.Rows != rows || mask.Columns != units))
            throw from.Wrong($"dropout_mask{number} is {mask.Rows} x {mask.Columns} but the layer gives {rows} x {units}; " +
                "record the mask of this batch");
        return mask;
    }
}
