using Glia.Tables.Text;

namespace Glia.Tables.Json;

/// <summary>The rows of JSON lines, a field for each column that a first pass found.</summary>
internal sealed class JsonRows : TableRows
{
    private readonly TextReader _text;
    private readonly JsonLineReader _lines;
    private readonly JsonColumn _root;
    private readonly string[] _row;

    /// <param name="text">The text; closed with the rows.</param>
    /// <param name="root">What a first pass found in the lines.</param>
    /// <param name="columns">How many columns these are.</param>
    /// <param name="name">What messages call the text.</param>
    public JsonRows(TextReader text, JsonColumn root, int columns, string name)
    {
        (_text, _lines, _root, _row) = (text, new JsonLineReader(text, name), root, new string[columns]);
        Count = columns;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _row[field];

    /// <inheritdoc/>
    public override bool Next()
    {
        if (!_lines.Next()) return false;
        Line = _lines.Line;
        Array.Fill(_row, "");
        _lines.Write(_root, _row);
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => _text.Dispose();
}
