using System.Text.Json;
using Glia.Files;

namespace Glia.Programs.Frameworks;

/// <summary>What a library that trains networks was asked to do.</summary>
/// <param name="Said">The record, as the recorder wrote it.</param>
/// <param name="Contents">The arrays that it names by number.</param>
internal sealed record LibraryRecord(JsonElement Said, IReadOnlyDictionary<int, NdArray> Contents)
{
    /// <summary>The library: <c>sklearn</c>.</summary>
    public string Library => Text("library")!;

    /// <summary>A text of it; null if there is none.</summary>
    public string? Text(string name) =>
        Said.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>A number of it; null if there is none.</summary>
    public double? Number(string name) => NumberOf(Said, name);

    /// <summary>Whether it says that something is so.</summary>
    public bool Flag(string name) => Said.TryGetProperty(name, out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    /// <summary>An array that it names; null where nothing was kept.</summary>
    public NdArray? Array(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number ? Contents.GetValueOrDefault(number.GetInt32()) : null;

    /// <summary>A number in a part of a record; null if there is none.</summary>
    public static double? NumberOf(JsonElement part, string name) =>
        part.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
