using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Doctor;

/// <summary>What a run said about itself at its end.</summary>
/// <param name="Sentence">Its verdict.</param>
/// <param name="DidNotLearn">Whether that is that it did not learn.</param>
internal sealed record RunVerdict(string Sentence, bool DidNotLearn)
{
    /// <summary>Reads it from a <c>summary.json</c>; null where there is none, or it has no verdict.</summary>
    public static RunVerdict? Read(string file)
    {
        if (!File.Exists(file)) return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) is JsonObject summary
                && summary["verdict"] is JsonValue verdict && verdict.TryGetValue(out string? sentence)
                ? new RunVerdict(sentence, summary["learned"] is JsonValue learned && learned.TryGetValue(out string? word) && word == "no")
                : null;
        }
        catch (JsonException error)
        {
            throw new GliaException($"{file} is no valid JSON ({error.Message.TrimEnd('.')}); run the experiment again or delete the file.",
                error);
        }
    }
}
