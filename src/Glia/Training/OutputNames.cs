using System.Globalization;

namespace Glia.Training;

/// <summary>What the answers of a network are called, from the names of the classes it learned.</summary>
internal static class OutputNames
{
    /// <summary>How many classes an output tells apart: one number is a yes or a no.</summary>
    public static int Classes(Shape output) => Math.Max(2, output.Last);

    /// <summary>A name for every class the output can answer; outputs that no class of the data has are called by their number.</summary>
    /// <param name="names">The names of the classes of the data, from class 0.</param>
    /// <param name="output">What the network gives for a sample.</param>
    /// <returns>The names; null where there are more of them than the output can answer, so that its numbers are no classes.</returns>
    public static string[]? Of(IReadOnlyList<string> names, Shape output)
    {
        int classes = Classes(output);
        if (names.Count > classes) return null;
        return [.. names, .. Enumerable.Range(names.Count, classes - names.Count)
            .Select(number => number.ToString(CultureInfo.InvariantCulture))];
    }
}
