using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Layers;
using Glia.Settings;

namespace Glia.Interop.Keras;

/// <summary>
/// The settings of a layer as Keras 1, 2 and 3 write them, in the words that the catalogue of layers reads. What says nothing about what
/// the
/// network computes is left out; a setting that nobody knows stays, so that the catalogue refuses it by name.
/// </summary>
internal static class KerasConfig
{
    // What Keras keeps beside the settings of a layer.
    private static readonly HashSet<string> s_silent = new(StringComparer.Ordinal)
    {
        "dtype", "input_dtype", "batch_input_shape", "batch_shape", "input_shape", "input_dim", "input_length", "seed", "sparse", "ragged",
        "optional", "build_config", "shared_object_id", "lora_rank", "lora_alpha", "renorm_clipping", "renorm_momentum", "synchronized",
        "fused", "virtual_batch_size", "quantization_config", "batch_size", "value_range", "name",
        "implementation", "use_cudnn", "consume_less",
    };

    // Keras 1's words, and those of its successors.
    private static readonly Dictionary<string, string> s_renamed = new(StringComparer.Ordinal)
    {
        ["nb_filter"] = "filters",
        ["filter_length"] = "kernel_size",
        ["subsample"] = "strides",
        ["subsample_length"] = "strides",
        ["border_mode"] = "padding",
        ["atrous_rate"] = "dilation_rate",
        ["pool_length"] = "pool_size",
        ["stride"] = "strides",
        ["W_regularizer"] = "kernel_regularizer",
        ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint",
        ["b_constraint"] = "bias_constraint",
        ["init"] = "kernel_initializer",
        ["bias"] = "use_bias",
        ["output_dim"] = "units",
        ["dim_ordering"] = "data_format",
        ["p"] = "rate",
        ["sigma"] = "stddev",
        ["inner_activation"] = "recurrent_activation",
        ["length"] = "size",
    };

    // An Embedding says by them how large its table is, the first layers of others how large their input is.
    private static readonly Dictionary<string, string> s_ofTables = new(StringComparer.Ordinal)
    {
        ["input_dim"] = "input_dim",
        ["output_dim"] = "output_dim",
        ["init"] = "embeddings_initializer",
        ["W_regularizer"] = "embeddings_regularizer",
    };

    // Where these are false nothing is asked for that would have to be known.
    private static readonly HashSet<string> s_offers = new(StringComparer.Ordinal)
    {
        "return_state", "stateful", "unroll", "time_major", "zero_output_for_mask", "renorm", "invert", "enable_lora",
    };

    /// <summary>The settings.</summary>
    /// <param name="className">Keras' class name: some words mean one thing in most classes and another in a few.</param>
    /// <param name="config">As the file has them.</param>
    /// <param name="version">Which Keras wrote them.</param>
    /// <param name="note">Is told what is left out and may matter to whoever trains on.</param>
    public static JsonObject Translate(string className, JsonObject config, KerasVersion version, Action<string> note)
    {
        var translated = new JsonObject();
        foreach ((string written, JsonNode? value) in config)
        {
            bool table = className == "Embedding" && s_ofTables.ContainsKey(written);
            string key = table ? s_ofTables[written] : s_renamed.GetValueOrDefault(written, written);
            if (value is null || (!table && s_silent.Contains(key)) || (value.GetValueKind() == JsonValueKind.False
                && s_offers.Contains(key))) continue;
            if (key is "layer" or "backward_layer" && value is JsonObject within) translated[key] = Within(within, version, note);
            else if (key.EndsWith("_constraint", StringComparison.Ordinal) || key == "activity_regularizer")
                note($"{key} only acts while training and is left out");
            else if (key.EndsWith("_regularizer", StringComparison.Ordinal)) AddRegularizer(translated, key, value, note);
            // The weights come from the file, so how they started is worth keeping only where it is known here.
            else if (key.EndsWith("_initializer", StringComparison.Ordinal)) AddInitializer(translated, key, value);
            else if (key is "activation" or "recurrent_activation") translated[key] = KerasActivations.Translate(value, version);
            else if (key is "data_format") translated[key] = KerasDescription.Text(value) is "th" or "channels_first" ? "channels_first"
                : "channels_last";
            else translated.TryAdd(key, value.DeepClone());
        }
        if (translated["nb_row"] is { } rows && translated["nb_col"] is { } columns)
        {
            translated["kernel_size"] = new JsonArray(rows.DeepClone(), columns.DeepClone());
            translated.Remove("nb_row");
            translated.Remove("nb_col");
        }
        // Before Keras 3 the reset gate of a GRU acted before the product unless the file says otherwise.
        if (className == "GRU" && !version.IsThree) translated.TryAdd("reset_after", false);
        // Keras 1: [top, bottom, left, right].
        if (translated["padding"] is JsonArray { Count: 4 } sides)
            translated["padding"] = new JsonArray(
                new JsonArray(sides[0]?.DeepClone(), sides[1]?.DeepClone()), new JsonArray(sides[2]?.DeepClone(), sides[3]?.DeepClone()));
        return translated;
    }

    // A layer in a layer: those of a Bidirectional.
    private static JsonObject Within(JsonObject layer, KerasVersion version, Action<string> note)
    {
        string kind = KerasDescription.Text(layer["class_name"]) ?? "";
        JsonObject settings = layer["config"] as JsonObject ?? [], translated = Translate(kind, settings, version, note);
        if (settings["name"] is { } name) translated["name"] = name.DeepClone();
        return new JsonObject { ["class_name"] = kind, ["config"] = translated };
    }

    private static void AddRegularizer(JsonObject to, string key, JsonNode value, Action<string> note)
    {
        JsonObject settings = (value as JsonObject)?["config"] as JsonObject ?? value as JsonObject ?? [];
        var penalty = new JsonObject { ["class_name"] = "L1L2", ["l1"] = Number(settings["l1"]), ["l2"] = Number(settings["l2"]) };
        bool known = value is JsonObject { } json && (settings.ContainsKey("l1") || settings.ContainsKey("l2"))
            && KerasDescription.Text(json["class_name"]) is null or "L1" or "L2" or "L1L2" or "l1_l2" or "L1L2Regularizer";
        if (known) to[key] = penalty;
        else note($"{key} is none that Glia knows and is left out");
    }

    private static double Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : 0;

    private static void AddInitializer(JsonObject to, string key, JsonNode value)
    {
        if (value is JsonObject { } json && json["config"] is JsonObject settings)
        {
            var bare = new JsonObject();
            foreach ((string name, JsonNode? setting) in settings)
                if (setting is not null && name is not ("seed" or "dtype" or "input_axes"
                    or "output_axes")) bare[name] = setting.DeepClone();
            value = new JsonObject { ["class_name"] = json["class_name"]?.DeepClone(), ["config"] = bare };
        }
        try
        {
            _ = InitializerCatalogue.Create(value, key);
            to[key] = value.DeepClone();
        }
        catch (GliaException)
        {
            // One that is not known here says nothing about a network that has its weights.
        }
    }

    /// <summary>The layer that a class name and settings ask for.</summary>
    public static Layer Create(string className, string name, JsonObject config, string where)
    {
        config = (JsonObject)config.DeepClone();
        config["name"] = name;
        try
        {
            return LayerCatalogue.Create(new JsonObject { ["class_name"] = className, ["config"] = config }, where);
        }
        catch (GliaException error) when (error.Message.IndexOf("; known are ", StringComparison.Ordinal) is var at && at > 0)
        {
            // Who brings a finished network is not helped by a list of all that there is.
            throw new GliaException($"{error.Message[..at]}; replace the layer, or leave the network in the program it is from.", error);
        }
    }

    internal static int[] Numbers(ConfigReader reader, string key) => reader.Node(key) switch
    {
        JsonArray array => [.. array.Select(One)],
        { } one => [One(one)],
        null => [],
    };

    private static int One(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}
