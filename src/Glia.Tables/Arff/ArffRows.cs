using System.Globalization;
using Glia.Tables.Text;

namespace Glia.Tables.Arff;

/// <summary>The rows of an ARFF file, dense or sparse: a sparse row leaves out zeros, and of a nominal column the first value.</summary>
internal sealed class ArffRows : TableRows
{
    private readonly TextReader _reader;
    private readonly IReadOnlyList<ArffAttribute> _attributes;
    private readonly HashSet<string>?[] _values;
    private readonly string[] _row;
    private readonly string _name;
    private int _next;

    /// <param name="reader">The text after the declarations; closed with the rows.</param>
    /// <param name="attributes">The declared columns.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="firstLine">The number of the line that the text begins with.</param>
    public ArffRows(TextReader reader, IReadOnlyList<ArffAttribute> attributes, string name, int firstLine)
    {
        (_reader, _attributes, _name, _next) = (reader, attributes, name, firstLine);
        _values = [.. attributes.Select(attribute => attribute.Values?.ToHashSet())];
        _row = new string[attributes.Count];
        Count = _row.Length;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int field] => _row[field];

    /// <inheritdoc/>
    public override bool Next()
    {
        while (_reader.ReadLine() is { } line)
        {
            Line = _next++;
            var tokens = new ArffTokens(line, _name, (int)Line);
            if (tokens.AtEnd) continue;
            Read(tokens);
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();

    private void Read(ArffTokens tokens)
    {
        if (tokens.Accept('{')) ReadSparse(tokens);
        else ReadDense(tokens);
        for (int column = 0; column < _row.Length; column++)
            if (_values[column] is { } values && _row[column] != "?" && !values.Contains(_row[column]))
                throw tokens.Broken($"'{_row[column]}' is not among the values declared for {_attributes[column].Name}");
    }

    private void ReadDense(ArffTokens tokens)
    {
        for (int column = 0; column < _row.Length; column++)
        {
            if (column > 0 && !tokens.Accept(',')) throw tokens.Broken($"there are {column} values where {_row.Length} are declared");
            _row[column] = tokens.Value();
        }
        if (!tokens.AtEnd) throw tokens.Broken($"there are more values than the {_row.Length} that are declared");
    }

    private void ReadSparse(ArffTokens tokens)
    {
        for (int column = 0; column < _row.Length; column++)
            _row[column] = _attributes[column].Values is { Count: > 0 } values ? values[0] : "0";
        while (!tokens.Accept('}'))
        {
            string index = tokens.Word();
            // Sparse rows count columns from 0.
            if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int column) || column >= _row.Length)
                throw tokens.Broken($"'{index}' is no column number from 0 to {_row.Length - 1}");
            _row[column] = tokens.Value();
            tokens.Accept(',');
        }
    }
}
