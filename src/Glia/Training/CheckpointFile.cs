using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Training;

/// <summary>
/// A state as a file: safetensors, so that any reader can open the weights; the single values are JSON in a tensor of bytes, and the check
/// sum over all names and bytes stands in the metadata.
/// </summary>
internal static class CheckpointFile
{
    private const string Format = "glia-checkpoint", Values = "state.json", Sum = "crc32c", Version = "glia_version";

    /// <summary>Writes a file beside and renames it, and waits for the disk.</summary>
    /// <exception cref="GliaException">It cannot be written. What was there before is untouched.</exception>
    public static void Write(string path, StateWriter state)
    {
        byte[] text = Encoding.UTF8.GetBytes(state.Values.ToJsonString());
        KeyValuePair<string, NdArray>[] tensors =
            [KeyValuePair.Create(Values, new NdArray(NumberType.UInt8, [text.Length], text)), .. state.Tensors];
        KeyValuePair<string, string>[] metadata =
        [
            KeyValuePair.Create("format", Format), KeyValuePair.Create(Version, GliaVersion.Text), KeyValuePair.Create(Sum, SumOf(tensors)),
        ];
        Safetensors.Write(path, tensors, metadata);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="GliaException">It is no checkpoint, or damaged.</exception>
    public static StateReader Read(string path)
    {
        SafetensorsFile file = Safetensors.Read(path);
        if (file.Metadata.GetValueOrDefault("format") != Format || !file.Tensors.TryGetValue(Values, out NdArray? text))
            throw new GliaException($"{path} is no checkpoint of Glia.");
        if (file.Metadata.GetValueOrDefault(Sum) != SumOf(file.Tensors)) throw new GliaException($"{path} does not have its check sum.");
        try
        {
            return new StateReader(path, (JsonObject)JsonNode.Parse(text.RawBytes)!, file.Tensors);
        }
        catch (Exception error) when (error is JsonException or InvalidCastException or ArgumentException)
        {
            throw new GliaException($"{path} holds no state ({error.Message.TrimEnd('.')}).", error);
        }
    }

    // In the order of the names, for a reader does not say in which order the tensors lie.
    private static string SumOf(IEnumerable<KeyValuePair<string, NdArray>> tensors)
    {
        uint sum = 0;
        foreach ((string name, NdArray array) in tensors.OrderBy(tensor => tensor.Key, StringComparer.Ordinal))
        {
            sum = Crc32C.Of(Encoding.UTF8.GetBytes(name), sum);
            sum = Crc32C.Of(array.RawBytes, sum);
        }
        return sum.ToString("x8", CultureInfo.InvariantCulture);
    }
}
