using Glia.Data.Columns;

namespace Glia.Tables;

/// <summary>Counts the fields of a column that are no values of its kind, and keeps the first of them.</summary>
internal sealed class FieldSlips(string spoken, string kind, string place)
{
    private long _filled, _wrong, _unknown, _firstWrong;
    private string _wrongText = "";
    private readonly HashSet<string> _unknownValues = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A sentence's part where most fields are of another kind; else null.</summary>
    public string? Fault => 2 * _wrong > _filled
        ? $"{spoken} should hold {Plural}, and {_wrongText} in {place} {_firstWrong} is none ({Said.Number(_wrong)} of " +
            $"{Said.Count(_filled, "field")})"
        : null;

    /// <summary>What was made of the fields that are no values; null where all are.</summary>
    public string? Note =>
        _wrong > 0 ? $"{spoken}: {Said.Count(_wrong, "field is", "fields are")} no {kind} and {(_wrong == 1 ? "counts" : "count")} as " +
            $"missing (first: {_wrongText} in {place} {_firstWrong})"
        : _unknown > 0 ? $"{spoken}: {Said.Count(_unknown, "field has", "fields have")} values that the training data do not have, " +
            $"read as none of theirs ({Said.List([.. _unknownValues], 4)})"
        : null;

    private string Plural => kind == "category" ? "categories" : kind + "s";

    /// <summary>Takes what became of a field.</summary>
    public void Add(FieldState state, ReadOnlySpan<char> field, long line)
    {
        if (state == FieldState.Missing) return;
        _filled++;
        if (state == FieldState.Wrong && _wrong++ == 0) (_firstWrong, _wrongText) = (line, Said.Field(field.Trim()));
        if (state != FieldState.Unknown) return;
        _unknown++;
        if (_unknownValues.Count < 20) _unknownValues.Add(Said.Field(field.Trim()));
    }
}
