using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// Losses with their gradients, one pass each. Every method returns the SUM over rows of the row's loss, in double and in a fixed order,
/// and writes scale times the derivative of that sum into <c>gradient</c> (empty: loss only). The caller divides: scale 1/rows is the mean,
/// 1 is the sum. Elementwise losses average over a row's columns, as Keras does. The gradient may be the same memory as the outputs.
/// </summary>
public static partial class Losses
{
    /// <summary>What Keras clips probabilities to: its <c>epsilon()</c>, and 1 minus that.</summary>
    private const float Epsilon = 1e-7f, OneMinusEpsilon = 0.9999999f;

    private static void Check(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, Span<float> gradient)
    {
        RequireLength(outputs.Length, rows * columns, nameof(outputs));
        RequireLength(targets.Length, rows * columns, nameof(targets));
        if (!gradient.IsEmpty) RequireLength(gradient.Length, rows * columns, nameof(gradient));
    }

    private static void Check(ReadOnlySpan<float> outputs, ReadOnlySpan<int> classes, int rows, int columns, Span<float> gradient)
    {
        RequireLength(outputs.Length, rows * columns, nameof(outputs));
        RequireLength(classes.Length, rows, nameof(classes));
        if (!gradient.IsEmpty) RequireLength(gradient.Length, rows * columns, nameof(gradient));
    }

    private static int Class(ReadOnlySpan<int> classes, int row, int columns) => (uint)classes[row] < (uint)columns
        ? classes[row]
        : throw new ArgumentOutOfRangeException(nameof(classes), $"Row {row} has class {classes[row]}; there are {columns} columns.");
}
