using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>A column of numbers: one feature, NaN where it is missing or infinite.</summary>
public sealed class NumberColumn : InputColumn
{
    private readonly string[] _parts;

    /// <summary>A column of numbers.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="format">How the numbers are written.</param>
    /// <param name="indicator">Whether a further feature says that the value is missing.</param>
    public NumberColumn(string name, NumberFormat format, bool indicator = false) : base(name, indicator) =>
        (Format, _parts) = (format, [name]);

    /// <summary>How the numbers are written.</summary>
    public NumberFormat Format { get; }

    /// <inheritdoc/>
    public override string Kind => "number";

    /// <inheritdoc/>
    public override bool AreAmounts => true;

    private protected override IReadOnlyList<string> Parts => _parts;

    private protected override FieldState EncodeParts(ReadOnlySpan<char> field, Span<float> parts)
    {
        parts[0] = float.NaN;
        if (MissingMarks.AmongNumbers(field)) return FieldState.Missing;
        if (!Format.TryRead(field, out double value)) return FieldState.Wrong;
        if (!float.IsFinite((float)value)) return FieldState.Missing;
        parts[0] = (float)value;
        return FieldState.Value;
    }

    private protected override void Describe(JsonObject json)
    {
        json["decimal"] = Format.Decimal.ToString();
        if (Format.Unit is not null) json["unit"] = Format.Unit;
    }

    internal static NumberColumn Read(string name, bool indicator, ConfigReader reader) => new(name, ReadFormat(reader), indicator);

    internal static NumberFormat ReadFormat(ConfigReader reader)
    {
        if (reader.Text("decimal", ".") is not ("." or ",")) throw reader.Wrong("decimal", "a point or a comma");
        return new NumberFormat(reader.Text("decimal", ".")[0], reader.Has("unit") ? reader.Text("unit") : null);
    }
}
