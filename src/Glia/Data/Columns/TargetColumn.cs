using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>One column to learn.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Format">How its numbers are written; null where its fields are texts, the names of classes.</param>
/// <param name="Words">Two words that stand for 0 and 1, such as no and yes, where a column among several targets has them; else
/// null.</param>
public sealed record TargetColumn(string Name, NumberFormat? Format, IReadOnlyList<string>? Words = null)
{
    /// <summary>Whether its fields are the names of classes.</summary>
    public bool AreClasses => Format is null && Words is null;

    /// <summary>The number in a field; NaN where it is missing or none.</summary>
    /// <param name="field">The field as the table wrote it.</param>
    /// <param name="value">What it is as a number: itself, or the number of its class.</param>
    public FieldState Read(ReadOnlySpan<char> field, out float value)
    {
        value = float.NaN;
        if (Words is { } words)
        {
            ReadOnlySpan<char> text = field.Trim();
            if (MissingMarks.AmongWords(text)) return FieldState.Missing;
            for (int i = 0; i < words.Count; i++)
                if (text.Equals(words[i], StringComparison.OrdinalIgnoreCase)) value = i;
            return float.IsNaN(value) ? FieldState.Wrong : FieldState.Value;
        }
        if (MissingMarks.AmongNumbers(field)) return FieldState.Missing;
        if (!Format!.TryRead(field, out double number)) return FieldState.Wrong;
        if (!float.IsFinite((float)number)) return FieldState.Missing;
        value = (float)number;
        return FieldState.Value;
    }

    /// <summary>The column as a model file has it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["kind"] = AreClasses ? "class" : "number" };
        if (Words is not null) json["words"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]);
        if (Format is not null) json["decimal"] = Format.Decimal.ToString();
        if (Format?.Unit is not null) json["unit"] = Format.Unit;
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static TargetColumn FromJson(JsonObject json)
    {
        var reader = new ConfigReader(json, "a target column of the model");
        string name = reader.Text("name"), kind = reader.Text("kind");
        if (kind is not ("class" or "number")) throw reader.Wrong("kind", "class or number");
        string[]? words = null;
        if (reader.Has("words"))
        {
            if (reader.Node("words") is not JsonArray { Count: 2 } pair
                || pair.Any(word => word is not JsonValue value || !value.TryGetValue(out string? _)))
                throw reader.Wrong("words", "two texts");
            words = [.. pair.Select(word => word!.GetValue<string>())];
        }
        var target = new TargetColumn(name, kind == "class" || words is not null ? null : NumberColumn.ReadFormat(reader), words);
        reader.Done();
        return target;
    }
}
