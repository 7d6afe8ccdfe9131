using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>In what two settings differ, said in words.</summary>
internal static class JsonDifferences
{
    // A sentence with more of them is not read.
    private const int MostSpoken = 3;

    /// <summary>Each difference: <c>optimizer.learning_rate is 0.1 and was 0.01</c>.</summary>
    /// <param name="now">What is there.</param>
    /// <param name="before">What was.</param>
    /// <param name="path">Where both stand; empty for the outermost.</param>
    public static IEnumerable<string> Of(JsonNode? now, JsonNode? before, string path)
    {
        if (JsonNode.DeepEquals(now, before)) return [];
        return (now, before) switch
        {
            (JsonObject ours, JsonObject theirs) => ours.Select(pair => pair.Key).Union(theirs.Select(pair => pair.Key))
                .SelectMany(key => Of(ours[key], theirs[key], path.Length == 0 ? key : $"{path}.{key}")),
            (JsonArray ours, JsonArray theirs) when ours.Count == theirs.Count =>
                Enumerable.Range(0, ours.Count).SelectMany(i => Of(ours[i], theirs[i], $"{path}[{i}]")),
            (JsonArray ours, JsonArray theirs) => [$"{path} has {ours.Count} entries and had {theirs.Count}"],
            _ => [$"{path} is {Word(now)} and was {Word(before)}"],
        };
    }

    /// <summary>The error about a run that cannot go on because of them, of which the first few are named.</summary>
    /// <param name="refused">What cannot go on, as the beginning of a sentence.</param>
    /// <param name="differences">In what it differs from the run that was begun.</param>
    public static GliaException OfAnotherRun(string refused, IReadOnlyList<string> differences)
    {
        string more = differences.Count > MostSpoken ? $", and {differences.Count - MostSpoken} more" : "";
        return new GliaException($"{refused}: {string.Join(", ", differences.Take(MostSpoken))}{more}. " +
            "Give it what it began with, or begin a new run elsewhere.");
    }

    private static string Word(JsonNode? node) => node?.ToJsonString() ?? "not given";
}
