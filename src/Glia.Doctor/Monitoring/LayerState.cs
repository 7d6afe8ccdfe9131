using Glia.Kernels;
using Glia.Layers;

namespace Glia.Doctor.Monitoring;

/// <summary>What the units of one layer do on the reference rows.</summary>
/// <param name="Dead">
/// Share of units that are zero for every row, where the activation lets them die; else 0. A filter is one unit wherever it looks.
/// </param>
/// <param name="Saturated">Share of units at a flat end of their activation for nearly every row; 0 where it has none.</param>
/// <param name="Spread">
/// How much the layer depends on the input: standard deviation between rows divided by root mean square, over all units.
/// </param>
internal readonly record struct LayerState(double Dead, double Saturated, double Spread)
{
    // convention: a unit that is flat for so many rows learns from too few.
    private const double NearlyEvery = 0.95;

    /// <summary>Reads a layer's outputs.</summary>
    public static LayerState Read(in Tensor outputs, UnitEnds ends, Span<double> sums)
    {
        int units = outputs.Shape.Size, channels = outputs.Shape.Last, rows = outputs.Rows;
        Span<double> means = sums[..units], flat = sums.Slice(units, units);
        sums[..(2 * units)].Clear();
        double squares = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = outputs.Row(row);
            for (int unit = 0; unit < units; unit++)
            {
                double value = values[unit];
                means[unit] += value;
                squares += value * value;
                if (value <= ends.Low || value >= ends.High) flat[unit]++;
            }
        }
        for (int unit = channels; unit < units; unit++) flat[unit % channels] += flat[unit];
        double meanSquares = 0;
        int dead = 0, saturated = 0;
        for (int unit = 0; unit < units; unit++)
        {
            double mean = means[unit] / rows;
            meanSquares += mean * mean;
        }
        double answers = (double)rows * outputs.Shape.Positions;
        foreach (double count in flat[..channels])
        {
            if (ends.Kill && count == answers) dead++;
            if (!ends.Kill && count >= NearlyEvery * answers) saturated++;
        }
        double total = squares / rows;
        return new LayerState((double)dead / channels, (double)saturated / channels,
            total > 0 ? Math.Sqrt(Math.Max(0, total - meanSquares) / total) : 0);
    }
}

/// <summary>The outputs from which on a unit is at an end of its activation: at zero, or where it is flat.</summary>
/// <param name="Low">The lower end; minus infinity where there is none.</param>
/// <param name="High">The upper end; infinity where there is none.</param>
/// <param name="Kill">Whether a unit at its end for every row is dead.</param>
internal readonly record struct UnitEnds(double Low, double High, bool Kill)
{
    /// <summary>The ends of a layer's last function; none without one.</summary>
    public static UnitEnds Of(ActivationFunction? function)
    {
        if (function is { CanDie: true }) return new(0, double.PositiveInfinity, true);
        if (function is not { FlatBeyond: { } flat }) return new(double.NegativeInfinity, double.PositiveInfinity, false);
        float[] ends = [-(float)flat, (float)flat];
        var tensor = new Tensor(ends, 0, new Shape(ends.Length), 1);
        function.Forward(tensor, tensor, Workers.Single);
        return new(ends[0], ends[1], false);
    }
}
