using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>
/// A column of categories: a feature a value, 1 for the one that stands there (<c>OneHotEncoder</c> of scikit-learn, <c>max_categories</c>
/// included);
/// of two values one feature is enough. Upper and lower case are not told apart.
/// </summary>
public sealed class CategoryColumn : InputColumn
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string?[] _values;
    private readonly string[] _parts;

    /// <summary>A column of categories.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="values">Its values in the order of their features; null for one that no training row had, whose feature stays
    /// 0.</param>
    /// <param name="other">Whether a further feature stands for all values that are not among these.</param>
    /// <param name="indicator">Whether a further feature says that the value is missing.</param>
    public CategoryColumn(string name, IReadOnlyList<string?> values, bool other = false, bool indicator = false) : base(name, indicator)
    {
        (_values, Other) = ([.. values], other);
        for (int i = 0; i < _values.Length; i++)
            if (_values[i] is { } value) _numbers.TryAdd(value, i);
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        IsBinary = values.Count == 2 && !other;
        IEnumerable<string> parts = IsBinary
            ? [$"{name}={_values[1]}"]
            : _values.Select((value, i) => $"{name}={value ?? $"value {i + 1}"}");
        _parts = [.. parts, .. other ? [$"{name}=other"] : Array.Empty<string>()];
    }

    /// <summary>Its values in the order of their features; null for one that no training row had.</summary>
    public IReadOnlyList<string?> Values => _values;

    /// <summary>Whether a further feature stands for all values that are not among <see cref="Values"/>.</summary>
    public bool Other { get; }

    /// <summary>Whether there are two values and one feature, 1 for the second of them.</summary>
    public bool IsBinary { get; }

    /// <inheritdoc/>
    public override string Kind => "category";

    /// <inheritdoc/>
    public override bool AreAmounts => false;

    private protected override IReadOnlyList<string> Parts => _parts;

    private protected override FieldState EncodeParts(ReadOnlySpan<char> field, Span<float> parts)
    {
        parts.Clear();
        ReadOnlySpan<char> text = field.Trim();
        // A value that was known by this spelling is no mark, whatever it looks like.
        bool known = _lookup.TryGetValue(text, out int number);
        FieldState state = known || Other ? FieldState.Value : FieldState.Unknown;
        if (!known && MissingMarks.AmongWords(text)) state = FieldState.Missing;
        if (IsBinary) parts[0] = state == FieldState.Value ? number : float.NaN;
        else if (state == FieldState.Value) parts[known ? number : _values.Length] = 1;
        return state;
    }

    internal override bool NeedsTraining(int feature) => !IsBinary && feature < _values.Length;

    internal override bool IsUnseen(int feature) => NeedsTraining(feature) && _values[feature] is null;

    internal override InputColumn Without(ReadOnlySpan<bool> unseen)
    {
        string?[] kept = [.. _values];
        for (int i = 0; i < kept.Length; i++)
            if (NeedsTraining(i) && unseen[i]) kept[i] = null;
        return new CategoryColumn(Name, kept, Other, HasIndicator);
    }

    private protected override void Describe(JsonObject json)
    {
        json["values"] = new JsonArray([.. _values.Select(value => (JsonNode?)value)]);
        json["other"] = Other;
    }

    internal static CategoryColumn Read(string name, bool indicator, ConfigReader reader)
    {
        if (reader.Node("values") is not JsonArray values
            || values.Any(value => value is not null && value.GetValueKind() != JsonValueKind.String))
            throw reader.Wrong("values", "a list of texts");
        return new CategoryColumn(name, [.. values.Select(value => value?.GetValue<string>())], reader.Flag("other", false), indicator);
    }
}
