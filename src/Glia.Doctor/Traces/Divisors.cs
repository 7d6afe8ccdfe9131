namespace Glia.Doctor.Traces;

/// <summary>What people multiply a summed loss with.</summary>
internal static class Divisors
{
    /// <summary>
    /// The usual factors for a batch of <paramref name="rows"/> and <paramref name="outs"/> outputs, the most usual first.
    /// </summary>
    public static IEnumerable<(double Factor, string Name)> Usual(int rows, int outs)
    {
        yield return (1.0 / rows, "the mean over the rows");
        yield return (1.0 / ((double)rows * outs), "the mean over all elements");
        yield return (1, "the sum");
        yield return (0.5 / rows, "half the mean over the rows");
        yield return (0.5, "half the sum");
        yield return (0.5 / ((double)rows * outs), "half the mean over all elements");
        yield return (1.0 / outs, "the sum over the rows of the mean over the columns");
        yield return (0.5 / outs, "half the sum over the rows of the mean over the columns");
    }

    /// <summary>The usual factor next to a ratio, if one is within the tolerance.</summary>
    public static (double Factor, string Name)? Match(double ratio, int rows, int outs, double tolerance = 5e-4)
    {
        foreach (var usual in Usual(rows, outs))
            if (Math.Abs(ratio / usual.Factor - 1) <= tolerance) return usual;
        return null;
    }

    /// <summary>Whether two factors between gradients are the same up to what rounding leaves of them.</summary>
    public static bool Are(double factor, double value) => Math.Abs((factor / value) - 1) < 1e-3;

    /// <summary>What a factor between two gradients is in terms of rows and classes: <c>the batch size 64</c>.</summary>
    public static string Name(double factor, int rows, int outs)
    {
        bool Is(double value) => Are(factor, value);
        return rows > 1 && Is(rows) ? $"the batch size {rows}"
            : rows > 1 && Is(1.0 / rows) ? $"1 / the batch size {rows}"
            : outs > 1 && Is(outs) ? $"the number of outputs {outs}"
            : outs > 1 && Is(1.0 / outs) ? $"1 / the number of outputs {outs}"
            : Words.Number(factor);
    }
}
