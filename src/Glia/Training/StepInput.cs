namespace Glia.Training;

/// <summary>Refuses what no step can be made of.</summary>
internal static class StepInput
{
    /// <summary>The rate as it is; null for the optimizer's own.</summary>
    /// <exception cref="GliaException">It is NaN or infinite.</exception>
    public static double? Finite(double? rate) => rate is { } given && !double.IsFinite(given)
        ? throw new GliaException($"The learning rate is {(double.IsNaN(given) ? "NaN" : "infinite")}; give a number.") : rate;

    /// <summary>That there are rows, and all of them are of the data.</summary>
    /// <exception cref="GliaException">There is none, or one that the data do not have.</exception>
    public static void RequireRows(ReadOnlySpan<int> rows, int count)
    {
        if (rows.IsEmpty) throw new GliaException("The step has no rows; give at least one.");
        foreach (int row in rows)
            if ((uint)row >= (uint)count)
                throw new GliaException($"There is no row {row}; the data have {count:N0} rows, from 0 to {count - 1}.");
    }
}
