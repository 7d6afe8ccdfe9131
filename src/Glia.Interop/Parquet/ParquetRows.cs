using System.Text;
using Glia.Tables.Text;

namespace Glia.Interop.Parquet;

/// <summary>The rows of a Parquet file as fields of text, group by group.</summary>
internal sealed class ParquetRows : TableRows
{
    private readonly ParquetFile _file;
    private readonly ParquetFields[] _fields;
    private readonly ParquetColumn[] _columns;
    private readonly char[][] _texts;
    private readonly int[] _lengths, _places, _values;
    private ParquetColumnData[] _data = [];
    private int _group = -1, _left;

    /// <param name="file">The file.</param>
    /// <param name="fields">Its columns and what they become.</param>
    public ParquetRows(ParquetFile file, ParquetFields[] fields)
    {
        (_file, _fields) = (file, fields);
        _columns = [.. fields.Select(field => field.Column)];
        Count = fields.Sum(field => field.Width);
        _texts = new char[Count][];
        _lengths = new int[Count];
        Array.Fill(_texts, []);
        (_places, _values) = (new int[fields.Length], new int[fields.Length]);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _texts[field].AsSpan(0, _lengths[field]);

    /// <inheritdoc/>
    public override bool Next()
    {
        while (_left == 0)
        {
            if (++_group >= _file.Groups) return false;
            // The memory of one group is given back before the next is read.
            _data = [];
            _data = _file.Read(_group, _columns);
            _left = _file.RowsOf(_group);
            Array.Clear(_places);
            Array.Clear(_values);
        }
        _left--;
        Line++;
        for (int column = 0, field = 0; column < _fields.Length; field += _fields[column++].Width) Take(column, field);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _data = [];

    private void Take(int column, int field)
    {
        ParquetColumnData data = _data[column];
        ParquetFields fields = _fields[column];
        int start = _places[column], end = start + 1;
        if (fields.Column.Repetition == 0) Put(field, fields, data, column, start);
        else
        {
            while (end < data.Count && data.Repetitions[end] > 0) end++;
            if (fields.IsText) PutList(field, fields, data, column, start, end);
            else
            {
                // A row without a list has one place, which says so.
                for (int i = 0; i < fields.Width; i++)
                    if (i < end - start) Put(field + i, fields, data, column, start + i);
                    else _lengths[field + i] = 0;
            }
        }
        _places[column] = end;
    }

    private void Put(int field, ParquetFields fields, ParquetColumnData data, int column, int place)
    {
        _lengths[field] = 0;
        if (!fields.IsThere(data, place)) return;
        ReadOnlySpan<char> text = Text(fields, data, column);
        if (_texts[field].Length < text.Length) _texts[field] = new char[Math.Max(2 * text.Length, 16)];
        text.CopyTo(_texts[field]);
        _lengths[field] = text.Length;
    }

    private void PutList(int field, ParquetFields fields, ParquetColumnData data, int column, int start, int end)
    {
        var all = new StringBuilder("[");
        for (int place = start; place < end; place++)
        {
            if (place > start) all.Append(", ");
            if (fields.IsThere(data, place)) all.Append(Text(fields, data, column));
        }
        string text = data.Definitions[start] < fields.Column.ElementDefinition ? "" : all.Append(']').ToString();
        (_texts[field], _lengths[field]) = (text.ToCharArray(), text.Length);
    }

    private ReadOnlySpan<char> Text(ParquetFields fields, ParquetColumnData data, int column) =>
        fields.Said(data.Values.Text(data.Indices[_values[column]++]));
}
