using Glia.Doctor.Reference;

namespace Glia.Programs.Reading;

/// <summary>What becomes of some rows from layer to layer, read from the numbers.</summary>
/// <param name="X">The inputs of the first layer.</param>
/// <param name="Activations">The function of each layer but the last.</param>
/// <param name="Slope">The slope below zero of leaky ones.</param>
/// <param name="BiasRows">Of each layer, the row of its weights that holds biases; null if none does.</param>
/// <param name="Steepness">Of each layer but the last, of how many times the pre-activations its function is.</param>
/// <param name="Masks">What the outputs of each layer but the last were multiplied with by dropout.</param>
internal sealed record LayerChain(Matrix X, IReadOnlyList<string> Activations, double? Slope, IReadOnlyList<BiasRow?> BiasRows,
    IReadOnlyList<double> Steepness, IReadOnlyList<Matrix?> Masks)
{
    /// <summary>Reads the layers of a pass.</summary>
    /// <exception cref="NotUnderstood">A layer gets something that no known function makes of what the layer before gives.</exception>
    public static LayerChain Read(Graph graph, Pass pass)
    {
        List<string> activations = [];
        List<BiasRow?> biasRows = [null];
        List<double> steepness = [];
        List<Matrix?> masks = [];
        double? slope = null;
        var before = new Lying(graph, pass.Layers[0].Product);
        Matrix x = pass.Layers[0].Inputs(before);
        for (int i = 1; i < pass.Layers.Count; i++)
        {
            var lying = new Lying(graph, pass.Layers[i].Product);
            Matrix sums = pass.Layers[i - 1].Sums(before), data = pass.Layers[i].Inputs(lying);
            (data, BiasRow? biases) = WithoutOnes(data, sums.Columns);
            var (name, found, steep, mask) = Function(sums, data, graph.Between(pass.Layers[i - 1].Sum, pass.Layers[i].Product.Data))
                ?? throw Unread.Function(graph, i, pass.Layers[i - 1].Sum, pass.Layers[i].Product.Data, sums.Columns, data.Columns);
            activations.Add(name);
            steepness.Add(steep);
            masks.Add(mask);
            biasRows.Add(biases);
            slope ??= found;
            before = lying;
        }
        return new LayerChain(x, activations, slope, biasRows, steepness, masks);
    }

    // [a, 1] times a kernel with a row more is a layer with biases; [a, -1] one with thresholds.
    private static (Matrix Data, BiasRow? Biases) WithoutOnes(Matrix data, int units)
    {
        if (data.Columns != units + 1) return (data, null);
        foreach (bool last in (ReadOnlySpan<bool>)[true, false])
        {
            int at = last ? units : 0;
            double constant = data[0, at];
            if (Math.Abs(constant) == 1 && Enumerable.Range(0, data.Rows).All(row => data[row, at] == constant))
                return (data.TakeColumns([.. Enumerable.Range(0, data.Columns).Where(column => column != at)]),
                    new BiasRow(last, constant < 0));
        }
        return (data, null);
    }

    private static (string Name, double? Slope, double Steepness, Matrix? Mask)? Function(Matrix sums, Matrix outputs,
        IReadOnlyCollection<string> operations)
    {
        if (ActivationReader.Read(sums, outputs, operations) is { } plain) return (plain.Name, plain.Slope, 1, null);
        if (ActivationReader.Steep(sums, outputs, []) is { } steep) return (steep.Name, null, steep.Steepness, null);
        foreach (string name in (ReadOnlySpan<string>)["relu", "sigmoid", "tanh", "linear"])
            if (Dropped(Glia.Doctor.Reference.Activations.Named(name).Forward(sums), outputs) is { } mask) return (name, null, 1, mask);
        return null;
    }

    // Some outputs are zero and all others have grown by one factor.
    private static Matrix? Dropped(Matrix whole, Matrix outputs)
    {
        if (whole.Rows != outputs.Rows || whole.Columns != outputs.Columns) return null;
        double factor = double.NaN;
        for (int i = 0; i < whole.Values.Length && double.IsNaN(factor); i++)
            if (whole.Values[i] != 0 && outputs.Values[i] != 0) factor = outputs.Values[i] / whole.Values[i];
        if (!(factor > 0)) return null;
        Matrix mask = whole.Zip(outputs, (full, kept) => full != 0 && kept == 0 ? 0 : factor);
        return ActivationReader.Agrees(whole.Zip(mask, (full, kept) => full * kept), outputs) ? mask : null;
    }
}
