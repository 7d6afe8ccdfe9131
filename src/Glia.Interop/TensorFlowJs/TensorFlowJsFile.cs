using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Interop.Files;
using Glia.Interop.Keras;
using Glia.Interop.Networks;

namespace Glia.Interop.TensorFlowJs;

/// <summary>TensorFlow.js' layers models: a <c>model.json</c> with Keras' layers, and files of weights beside it.</summary>
internal static class TensorFlowJsFile
{
    /// <summary>The network of a <c>model.json</c>, or of the folder it lies in.</summary>
    /// <exception cref="GliaException">It is damaged, files are missing, or a layer does not exist here.</exception>
    public static ForeignModel Open(string path)
    {
        if (Directory.Exists(path)) path = Path.Combine(path, "model.json");
        JsonObject file = BoundedJson.Read(path);
        // The converter from Python puts the model one level deeper than TensorFlow.js itself.
        JsonObject topology = file["modelTopology"] as JsonObject
            ?? throw new GliaException($"{path} has no layers in modelTopology; convert the model again.");
        JsonObject model = topology["model_config"] as JsonObject ?? topology;
        string? said = KerasDescription.Text(topology["keras_version"]) ?? KerasDescription.Text(file["generatedBy"]);
        // TensorFlow.js computes as Keras 2 does, whoever wrote the description.
        var version = KerasVersion.Of(said, otherwise: 2) with { Major = 2 };
        var weights = new ManifestWeights(path, file["weightsManifest"] as JsonArray ?? []);
        JsonObject? training = file["trainingConfig"] as JsonObject ?? topology["training_config"] as JsonObject;
        return KerasFile.Read(path, $"TensorFlow.js layers model ({version})", model, version, weights, training);
    }
}

/// <summary>
/// The arrays that a manifest lists: files one after the other are one block, and the arrays lie in it in the order of the list.
/// </summary>
internal sealed class ManifestWeights : IKerasWeights
{
    private readonly Dictionary<string, List<ForeignTensor>> _byLayer = new(StringComparer.Ordinal);

    /// <summary>The arrays of all groups.</summary>
    /// <param name="path">The <c>model.json</c>; the files lie beside it and nowhere else.</param>
    /// <param name="manifest">What it says under <c>weightsManifest</c>.</param>
    public ManifestWeights(string path, JsonArray manifest)
    {
        foreach (JsonNode? node in manifest)
        {
            if (node is not JsonObject group || group["weights"] is not JsonArray listed || group["paths"] is not JsonArray files)
                throw new GliaException($"{path} has a weightsManifest without weights or paths; convert the model again.");
            byte[] block = Block(path, files);
            long at = 0;
            foreach (JsonNode? weight in listed) at += Add(path, weight as JsonObject ?? [], block, at);
            if (at != block.Length)
                throw new GliaException($"{path} lists {at:N0} bytes of weights and its files have {block.Length:N0}; copy all of them " +
                    "again.");
        }
    }

    // Trainable ones come first in the file, the averages of all layers last: the names say whose they are, and their kind the order. What
    // a layer holds has its name behind the layer's: lstm/lstm_cell/kernel.
    public IReadOnlyList<ForeignTensor> Of(KerasLayer layer)
    {
        string within = $"{layer.Name}/";
        return [.. _byLayer.Where(entry => entry.Key == layer.Name || entry.Key.StartsWith(within, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key.Contains("/backward_", StringComparison.Ordinal))
            .SelectMany(entry => entry.Value.OrderBy(tensor => Array.IndexOf(s_order, Kind(tensor.Name))))];
    }

    private static readonly string[] s_order =
    [
        "embeddings", "depthwise_kernel", "pointwise_kernel", "kernel", "recurrent_kernel", "bias", "alpha", "gamma", "beta", "moving_mean",
        "moving_variance", "mean", "variance", "count",
    ];

    private static string Kind(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static byte[] Block(string path, JsonArray files)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var block = new MemoryStream();
        foreach (JsonNode? node in files)
        {
            string name = KerasDescription.Text(node) ?? "";
            if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
                throw new GliaException($"{path} names the weights '{name}'; only files beside it are read: put them there and name them " +
                    "so.");
            string file = Path.Combine(folder, name);
            if (new FileInfo(file).LinkTarget is not null) throw new GliaException($"{path} names the weights '{name}', a link, which is " +
                "not followed.");
            using FileStream stream = BoundedReading.Open(file);
            if (block.Length + stream.Length > Array.MaxLength) throw new GliaException($"{path} has more than 2 GiB of weights in one " +
                "group; split it.");
            stream.CopyTo(block);
        }
        return block.ToArray();
    }

    private int Add(string path, JsonObject weight, byte[] block, long at)
    {
        string name = KerasDescription.Text(weight["name"]) ?? "", type = KerasDescription.Text(weight["dtype"]) ?? "";
        int[] shape = weight["shape"] is JsonArray sizes
            ? [.. sizes.Select(size => size is JsonValue value && value.TryGetValue(out int number) && number >= 0 ? number
                : throw new GliaException($"{path}: the weights '{name}' have the shape {sizes.ToJsonString()}; convert the model again."))]
            : throw new GliaException($"{path}: the weights '{name}' have no shape; convert the model again.");
        var quantization = weight["quantization"] as JsonObject;
        string stored = KerasDescription.Text(quantization?["dtype"]) ?? type;
        NumberType number = stored switch
        {
            "float32" => NumberType.Float32,
            "float16" => NumberType.Float16,
            "int32" => NumberType.Int32,
            "bool" or "uint8" => NumberType.UInt8,
            "uint16" => NumberType.UInt16,
            _ => throw new GliaException($"{path}: the weights '{name}' are of the type {stored}, which Glia does not read; convert the " +
                "model with float32."),
        };
        long bytes = NdArray.LengthOf(shape) is { } length && length <= int.MaxValue / 8 ? length * NdArray.SizeOf(number) : long.MaxValue;
        if (bytes > block.Length - at)
            throw new GliaException($"{path}: the weights '{name}' go beyond the end of the files; copy all of them again.");
        var array = new NdArray(number, shape, block.AsMemory((int)at, (int)bytes));
        ForeignTensor tensor = ForeignTensor.Of(name, array);
        if (quantization is not null && number is NumberType.UInt8 or NumberType.UInt16)
        {
            (float scale, float least) = (Single(quantization!["scale"]), Single(quantization["min"]));
            tensor = tensor.Mapped(value => (value * scale) + least);
        }
        int slash = name.LastIndexOf('/');
        string layer = slash < 0 ? name : name[..slash];
        if (!_byLayer.TryGetValue(layer, out List<ForeignTensor>? own)) _byLayer.Add(layer, own = []);
        own.Add(tensor);
        return (int)bytes;
    }

    private static float Single(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? (float)number : 0;
}
