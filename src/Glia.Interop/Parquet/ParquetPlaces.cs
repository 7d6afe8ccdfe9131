namespace Glia.Interop.Parquet;

/// <summary>Goes through the values of columns without lists, row by row, each by itself.</summary>
/// <param name="data">The values of one group of rows.</param>
/// <param name="fields">What they are of.</param>
internal sealed class ParquetPlaces(ParquetColumnData[] data, ParquetFields[] fields)
{
    private readonly int[] _places = new int[data.Length], _values = new int[data.Length];

    /// <summary>The next value of a column of bytes; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Bytes(int column) => Next(column) is { } index ? data[column].Values.Bytes(index) : null;

    /// <summary>The next value of a column as text; empty where there is none.</summary>
    public string Text(int column) => Next(column) is { } index ? fields[column].Said(data[column].Values.Text(index)).ToString() : "";

    private int? Next(int column)
    {
        int place = _places[column]++;
        return fields[column].IsThere(data[column], place) ? data[column].Indices[_values[column]++] : null;
    }
}
