using System.Text.Json;

namespace Glia.Tables.Json;

/// <summary>
/// A place in the objects of JSON lines: a value, or an object or a list with places in it. The places are found in a first pass over all
/// lines; what holds something else from line to line, or lists of other lengths, is one column with its JSON as text.
/// </summary>
internal sealed class JsonColumn
{
    private readonly Dictionary<string, JsonColumn> _byName = new(StringComparer.Ordinal);
    private readonly List<JsonColumn> _parts = [];
    private Kind _kind;
    private readonly int _index;
    private int _next;

    private enum Kind
    {
        Missing,
        Value,
        Object,
        List,

        // Not the same everywhere.
        Text,
    }

    private JsonColumn(string name, string key = "", int index = 0) => (Name, Key, _index) = (name, key, index);

    /// <summary>The place of a whole line.</summary>
    public static JsonColumn Root() => new("");

    /// <summary>What the column is called: <c>size</c>, <c>address.zip</c>, <c>pixels[0]</c>.</summary>
    public string Name { get; }

    /// <summary>Whether all its values are numbers.</summary>
    public bool AreNumbers { get; private set; } = true;

    /// <summary>
    /// Where the column stands in a row; -1 before <see cref="Columns"/> was asked for, and where there are places in it.
    /// </summary>
    public int Place { get; private set; } = -1;

    private string Key { get; }

    private bool HasParts => _kind is Kind.Object or Kind.List;

    /// <summary>All columns, in the order in which they first appear, numbered.</summary>
    public IReadOnlyList<JsonColumn> Columns()
    {
        var columns = new List<JsonColumn>();
        Collect(columns);
        return columns;
    }

    /// <summary>Takes note of what a value has in it; the reader stands at its first token and is left at its last.</summary>
    public void Learn(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartObject when Becomes(Kind.Object):
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    JsonColumn part = Part(ref reader) ?? Added(reader.GetString()!);
                    reader.Read();
                    part.Learn(ref reader);
                }
                break;
            case JsonTokenType.StartArray when Becomes(Kind.List):
                LearnList(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                AreNumbers = false;
                reader.Skip();
                break;
            default:
                Becomes(Kind.Value);
                AreNumbers &= reader.TokenType == JsonTokenType.Number;
                break;
        }
    }

    /// <summary>Writes a value into a row of fields; what is not written stays missing.</summary>
    /// <param name="reader">It stands at the first token and is left at the last.</param>
    /// <param name="row">A field for each column.</param>
    public void Write(ref Utf8JsonReader reader, string[] row)
    {
        if (!HasParts)
        {
            string text = TextOf(ref reader);
            if (Place >= 0) row[Place] = text;
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                JsonColumn? part = Part(ref reader);
                reader.Read();
                if (part is null) reader.Skip();
                else part.Write(ref reader, row);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                if (i < _parts.Count) _parts[i].Write(ref reader, row);
                else reader.Skip();
        }
    }

    private void LearnList(ref Utf8JsonReader reader)
    {
        bool first = _parts.Count == 0;
        int count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            if (count == _parts.Count)
            {
                // A list of another length: what is learned of it is its end.
                if (!first) _kind = Kind.Text;
                _parts.Add(new JsonColumn($"{Name}[{count}]"));
            }
            _parts[count].Learn(ref reader);
        }
        if (count != _parts.Count || count == 0) _kind = Kind.Text;
        if (_kind == Kind.Text) AreNumbers = false;
    }

    private bool Becomes(Kind kind)
    {
        if (_kind == Kind.Missing) _kind = kind;
        if (_kind == kind) return true;
        _kind = Kind.Text;
        return false;
    }

    // Objects nearly always have their keys in one order, so that the next is tried before all are looked through.
    private JsonColumn? Part(ref Utf8JsonReader reader)
    {
        for (int step = 0; step < 2 && _next + step < _parts.Count; step++)
        {
            JsonColumn likely = _parts[_next + step];
            if (!reader.ValueTextEquals(likely.Key)) continue;
            _next = (_next + step + 1) % _parts.Count;
            return likely;
        }
        if (!_byName.TryGetValue(reader.GetString()!, out JsonColumn? part)) return null;
        _next = (part._index + 1) % _parts.Count;
        return part;
    }

    private JsonColumn Added(string key)
    {
        var part = new JsonColumn(Name.Length == 0 ? key : $"{Name}.{key}", key, _parts.Count);
        _byName[key] = part;
        _parts.Add(part);
        return part;
    }

    private void Collect(List<JsonColumn> columns)
    {
        if (HasParts) foreach (JsonColumn part in _parts) part.Collect(columns);
        else
        {
            Place = columns.Count;
            columns.Add(this);
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return "";
            case JsonTokenType.String:
                return reader.GetString()!;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                using (var document = JsonDocument.ParseValue(ref reader)) return document.RootElement.GetRawText();
            default:
                return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
