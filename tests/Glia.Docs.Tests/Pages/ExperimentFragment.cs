using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Glia.Experiments;

namespace Glia.Docs.Tests.Pages;

/// <summary>
/// A piece of an experiment file as pages show it: a whole file, some of its keys, keys of its training, or one layer. Put into a whole
/// experiment it must be one that can be read, so that no page shows a key that is not there.
/// </summary>
internal static partial class ExperimentFragment
{
    // Keys of the file itself; all others are the training's.
    private static readonly string[] s_keys = ["$schema", "name", "seed", "data", "augment", "network", "training"];

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Error(string text)
    {
        // Three dots stand for layers that are not shown.
        string shown = LeftOut().Replace(text, "").Trim();
        bool isObject = WithoutComments().Replace(shown, "").TrimStart().StartsWith('{');
        try
        {
            JsonObject fragment = Parsed(isObject ? shown : $"{{{shown}\n}}");
            if (fragment.ContainsKey("class_name")) fragment = new JsonObject { ["network"] = new JsonArray(fragment) };
            JsonObject whole = Parsed("""
                {"data": {"source": "mnist"}, "network": [{"class_name": "Dense", "units": 10, "activation": "softmax"}],
                 "training": {"loss": "categorical_crossentropy"}}
                """);
            JsonObject training = whole["training"]!.AsObject();
            foreach ((string key, JsonNode? value) in fragment)
                if (key == "training")
                    foreach ((string inner, JsonNode? setting) in value!.AsObject()) training[inner] = setting?.DeepClone();
                else
                    (s_keys.Contains(key) ? whole : training)[key] = value?.DeepClone();
            Experiment.Parse("fragment", whole.ToJsonString());
            return null;
        }
        catch (Exception error) when (error is GliaException or JsonException or ArgumentException)
        {
            return error.Message;
        }
    }

    private static JsonObject Parsed(string text) => JsonNode.Parse(text,
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject();

    [GeneratedRegex(@"…,\s*|,\s*…")]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"//.*")]
    private static partial Regex WithoutComments();
}
