using System.Globalization;
using System.Text.Json;

namespace Glia.Programs.Frameworks;

/// <summary>A call in the program's text.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line at which the call begins.</param>
/// <param name="Named">Its arguments by name: where each stands, and how it is written.</param>
/// <param name="Placed">Those without a name, in order.</param>
internal sealed record CallSite(string File, int Line, IReadOnlyDictionary<string, CallArgument> Named, IReadOnlyList<CallArgument> Placed)
{
    /// <summary>The call that a record tells of; null where it tells of none.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="name">The name of the call there.</param>
    public static CallSite? Read(JsonElement record, string name)
    {
        if (!record.TryGetProperty(name, out JsonElement site) || site.ValueKind != JsonValueKind.Object
            || !site.TryGetProperty("file", out JsonElement file)) return null;
        return new CallSite(file.GetString()!, site.GetProperty("line").GetInt32(),
            site.GetProperty("named").EnumerateObject().ToDictionary(word => word.Name, word => Argument(word.Value)),
            [.. site.GetProperty("placed").EnumerateArray().Select(Argument)]);
    }

    /// <summary>Where a setting stands: its own line, or the call's where it is not written.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="place">Its place among the arguments; -1 if it is always named.</param>
    public int LineOf(string name, int place = -1) =>
        Named.TryGetValue(name, out CallArgument? named) ? named.Line : place >= 0 && place < Placed.Count ? Placed[place].Line : Line;

    /// <summary>A change of one setting, in the program's words: <c>line 12: lr=1e-06 -> 0.001</c>.</summary>
    /// <param name="name">What the setting is called.</param>
    /// <param name="was">What it was.</param>
    /// <param name="now">What it should be.</param>
    /// <param name="place">Its place among the arguments; -1 if it is always named.</param>
    public string Change(string name, string was, string now, int place = -1) =>
        string.Create(CultureInfo.InvariantCulture, $"line {LineOf(name, place)}: {name}={was} -> {now}");

    private static CallArgument Argument(JsonElement argument) => new(argument[0].GetInt32(), argument[1].GetString()!);
}

/// <summary>An argument of a call.</summary>
/// <param name="Line">The line it stands in.</param>
/// <param name="Text">How it is written; empty where that is more than a line.</param>
internal sealed record CallArgument(int Line, string Text);
