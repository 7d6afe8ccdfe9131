using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Settings;

/// <summary>
/// Undoes Keras' wrapping. What <c>layer.get_config()</c> and <c>model.to_json()</c> write,
/// <c>{"module": …, "class_name": "Dense", "config": {"units": 10}, "registered_name": null}</c>, becomes
/// <c>{"class_name": "Dense", "units": 10}</c>, at every depth (initializers are wrapped the same way).
/// </summary>
internal static class KerasJson
{
    // What Keras adds for its own loader; it says nothing about the network.
    internal static readonly string[] Bookkeeping =
        ["module", "registered_name", "build_config", "compile_config", "shared_object_id", "inbound_nodes"];

    /// <summary>A wrapped or already flat object as a flat one, lines kept.</summary>
    /// <exception cref="GliaException">An argument stands both beside and inside <c>config</c> and says different things,
    /// or a data type is not float32.</exception>
    public static JsonObject Flatten(string file, JsonObject written)
    {
        var flat = new JsonObject();
        JsonLines.Inherit(flat, written);
        if (!written.ContainsKey("class_name"))
        {
            foreach ((string key, JsonNode? value) in written) flat[key] = FlattenNode(file, value);
            return flat;
        }
        foreach ((string key, JsonNode? value) in written)
            if (key != "config" && !Bookkeeping.Contains(key)) flat[key] = FlattenNode(file, value);
        if (written["config"] is JsonObject config)
        {
            JsonLines.Inherit(flat, config);
            foreach ((string key, JsonNode? value) in config)
            {
                // Keras' functional models write the name of a layer both beside its config and inside.
                if (key != "class_name" && flat.TryGetPropertyValue(key, out JsonNode? beside)
                    && !JsonNode.DeepEquals(beside, FlattenNode(file, value)))
                    throw new GliaException($"{JsonLines.Place(config, key) ?? file}: '{key}' stands both beside and inside \"config\"; " +
                        "keep one of the two.");
                flat[key] = FlattenNode(file, value);
            }
        }
        else if (written["config"] is { } other)
        {
            throw new GliaException($"{JsonLines.Place(written, "config") ?? file}: \"config\" must be an object {{…}}, " +
                $"not {other.ToJsonString()}.");
        }
        RemoveDataType(file, flat);
        return flat;
    }

    /// <summary>A class as a file says it: its name alone where it has no settings, else its settings with the name before them.</summary>
    public static JsonNode Written(string className, JsonObject config)
    {
        if (config.Count == 0) return className;
        config.Insert(0, "class_name", className);
        return config;
    }

    private static JsonNode? FlattenNode(string file, JsonNode? node) => node switch
    {
        JsonObject inner => Flatten(file, inner),
        JsonArray array => new JsonArray(array.Select(item => FlattenNode(file, item)).ToArray()),
        _ => node?.DeepClone(),
    };

    // "dtype": "float32", or the policy object Keras 3 writes, is what Glia computes in anyway.
    private static void RemoveDataType(string file, JsonObject flat)
    {
        if (!flat.TryGetPropertyValue("dtype", out JsonNode? node)) return;
        JsonNode? name = node is JsonObject policy ? policy["name"] : node;
        if (name is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() != "float32")
            throw new GliaException($"{JsonLines.Place(flat, "dtype") ?? file}: dtype is '{value.GetValue<string>()}'; " +
                "Glia computes in float32, so leave dtype out.");
        flat.Remove("dtype");
    }
}
