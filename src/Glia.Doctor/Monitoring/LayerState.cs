namespace Glia.Doctor.Monitoring;

/// <summary>What the units of one layer do on the reference rows.</summary>
/// <param name="Dead">Share of relu units that are zero for every row; 0 for other activations.</param>
/// <param name="Saturated">Share of sigmoid or tanh units at a flat end for at least 95 % of the rows; 0 for other activations.</param>
/// <param name="Spread">
/// How much the layer depends on the input: standard deviation between rows divided by root mean square, over all units.
/// </param>
internal readonly record struct LayerState(double Dead, double Saturated, double Spread)
{
    /// <summary>Reads a layer's outputs.</summary>
    /// <param name="outputs">One row a sample.</param>
    /// <param name="activation">Keras' name of what made them.</param>
    /// <param name="sums">Scratch of twice the row's size.</param>
    public static LayerState Read(in Tensor outputs, string activation, Span<double> sums)
    {
        int units = outputs.Shape.Size, rows = outputs.Rows;
        Span<double> means = sums[..units], flat = sums.Slice(units, units);
        sums[..(2 * units)].Clear();
        bool relu = activation == "relu";
        (double low, double high) = activation switch
        {
            "sigmoid" or "hard_sigmoid" => (0.007, 0.993),   // |z| of about 5
            "tanh" or "softsign" => (-0.995, 0.995),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        double squares = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = outputs.Row(row);
            for (int unit = 0; unit < units; unit++)
            {
                double value = values[unit];
                means[unit] += value;
                squares += value * value;
                if (relu ? value == 0 : value < low || value > high) flat[unit]++;
            }
        }
        double meanSquares = 0;
        int dead = 0, saturated = 0;
        for (int unit = 0; unit < units; unit++)
        {
            double mean = means[unit] / rows;
            meanSquares += mean * mean;
            if (relu && flat[unit] == rows) dead++;
            if (!relu && flat[unit] >= 0.95 * rows) saturated++;
        }
        double total = squares / rows;
        return new LayerState((double)dead / units, (double)saturated / units,
            total > 0 ? Math.Sqrt(Math.Max(0, total - meanSquares) / total) : 0);
    }
}
