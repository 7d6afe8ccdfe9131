using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Interop.Files;

namespace Glia.Interop.Parquet;

/// <summary>
/// What pandas and Hugging Face's datasets note of their columns in a Parquet file; a note that cannot be read says nothing.
/// </summary>
internal sealed class ParquetNotes
{
    private ParquetNotes()
    {
    }

    /// <summary>The names of classes, by the column that holds their numbers.</summary>
    public Dictionary<string, string[]> Classes { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that hold image files.</summary>
    public HashSet<string> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>Columns that number the rows.</summary>
    public HashSet<string> RowNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public static ParquetNotes Of(ParquetFile file)
    {
        var notes = new ParquetNotes();
        if (Parsed(file, "huggingface")?["info"]?["features"] is JsonObject features)
        {
            foreach ((string column, JsonNode? feature) in features)
            {
                string? type = TextOf(feature is JsonObject one ? one["_type"] : null);
                if (type == "Image") notes.Images.Add(column);
                if (type == "ClassLabel" && feature!["names"] is JsonArray names)
                    notes.Classes[column] = [.. names.Select(TextOf).Select((name, i) => name ?? i.ToString(CultureInfo.InvariantCulture))];
            }
        }
        if (Parsed(file, "pandas")?["index_columns"] is JsonArray indices)
            foreach (string? index in indices.Select(TextOf))
                if (index is not null) notes.RowNames.Add(index);
        return notes;
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonNode? Parsed(ParquetFile file, string key)
    {
        if (!file.Pairs.TryGetValue(key, out string? text)) return null;
        try
        {
            return BoundedJson.Parse(text, file.Name);
        }
        catch (GliaException)
        {
            return null;
        }
    }
}
