using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Interop.Keras;
using Glia.Models;

namespace Glia.Interop.TensorFlowJs;

/// <summary>Writes models as TensorFlow.js' layers models: a description, and files of numbers beside it.</summary>
internal static class TensorFlowJsWriter
{
    // Small enough for browsers to keep, as TensorFlow.js' own converter cuts them.
    private const int ShardBytes = 4 << 20;

    /// <summary>Writes a <c>model.json</c>, after the files beside it.</summary>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer does not exist there, or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string path, Model model)
    {
        var words = KerasWords.Of(path, model, KerasDialect.Script);
        (string Name, WrittenArray Array)[] arrays =
            [.. words.Layers.SelectMany(layer => layer.Arrays.Select(array => (NameOf(layer, array), array)))];
        string[] shards = Shards(path, arrays);
        var manifest = new JsonObject
        {
            ["paths"] = new JsonArray([.. shards.Select(name => (JsonNode)name)]),
            ["weights"] = new JsonArray([.. arrays.Select(array => (JsonNode)new JsonObject
            {
                ["name"] = array.Name,
                ["shape"] = new JsonArray([.. array.Array.Shape.Select(size => (JsonNode)size)]),
                ["dtype"] = "float32",
            })]),
        };
        AtomicFile.WriteText(path, new JsonObject
        {
            ["format"] = "layers-model",
            ["generatedBy"] = $"Glia {GliaVersion.Text}",
            ["convertedBy"] = null,
            ["modelTopology"] = new JsonObject
            {
                ["keras_version"] = "2.15.0",
                ["backend"] = "tensorflow",
                ["model_config"] = new KerasDescriptionWriter(words, KerasDialect.Script).Describe(),
            },
            ["weightsManifest"] = new JsonArray(manifest),
        }.ToJsonString());
        return words.Notes;
    }

    // TensorFlow.js' layers have no cells within.
    private static string NameOf(WrittenLayer layer, WrittenArray array) =>
        string.Join('/', array.Path.Split('/').Where(part => !part.EndsWith("_cell", StringComparison.Ordinal)).Prepend(layer.Name));

    private static string[] Shards(string path, (string Name, WrittenArray Array)[] arrays)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, stem = Path.GetFileNameWithoutExtension(path);
        long all = arrays.Sum(array => array.Array.Shape.Aggregate(4L, (product, size) => product * size));
        int count = (int)Math.Max(1, (all + ShardBytes - 1) / ShardBytes), next = 0, at = 0;
        string[] names = [.. Enumerable.Range(1, count).Select(number => $"{stem}-shard{number}of{count}.bin")];
        foreach (string name in names)
        {
            AtomicFile.Write(Path.Combine(folder, name), stream =>
            {
                // An array may go over the edge of a file.
                for (int room = ShardBytes; room > 0 && next < arrays.Length;)
                {
                    ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(arrays[next].Array.Numbers())[at..];
                    int part = Math.Min(room, bytes.Length);
                    stream.Write(bytes[..part]);
                    room -= part;
                    (next, at) = part == bytes.Length ? (next + 1, 0) : (next, at + part);
                }
            });
        }
        return names;
    }
}
