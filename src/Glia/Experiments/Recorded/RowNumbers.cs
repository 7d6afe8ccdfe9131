using Glia.Data;

namespace Glia.Experiments.Recorded;

/// <summary>What the rows of a part are called: their numbers in the source, from 0, and their files where they were files.</summary>
/// <param name="Inputs">The rows.</param>
/// <param name="First">The number that row 0 of the source's part has in the whole source: rows are counted from there.</param>
/// <param name="Files">The file of each row of the source; null where rows are no files.</param>
internal sealed record RowNumbers(Features Inputs, int First, IReadOnlyList<string>? Files)
{
    /// <summary>The number of a row.</summary>
    public int Of(int row) => Inputs.SourceRow(row) - First;

    /// <summary>The file of a row; null where rows are no files.</summary>
    public string? FileOf(int row) => Files?[Inputs.SourceRow(row)];
}
