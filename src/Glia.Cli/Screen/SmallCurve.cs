namespace Glia.Cli.Screen;

/// <summary>Draws a curve in one line of block characters.</summary>
internal static class SmallCurve
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The curve; values that are no numbers are crosses.</summary>
    /// <param name="values">The curve.</param>
    /// <param name="low">What the lowest block stands for.</param>
    /// <param name="high">What the highest block stands for.</param>
    /// <param name="width">How many characters to use at most.</param>
    public static string Draw(IReadOnlyList<double> values, double low, double high, int width)
    {
        int count = Math.Min(width, values.Count);
        return string.Create(count, (values, low, high), static (line, curve) =>
        {
            for (int i = 0; i < line.Length; i++)
            {
                double value = curve.values[(int)((long)i * curve.values.Count / line.Length)];
                double place = curve.high > curve.low ? (value - curve.low) / (curve.high - curve.low) : 0;
                line[i] = double.IsFinite(value) ? Blocks[(int)Math.Clamp(place * Blocks.Length, 0, Blocks.Length - 1)] : '×';
            }
        });
    }
}
