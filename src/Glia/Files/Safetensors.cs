using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Glia.Files;

/// <summary>
/// The safetensors format: eight bytes of length, a JSON header, then the numbers of all tensors without a gap. Nothing in such a file
/// can run, and every number in the header is checked before it is believed.
/// </summary>
/// <remarks>Format: github.com/huggingface/safetensors, README, "Format".</remarks>
public static class Safetensors
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads every tensor of a file. BF16 becomes float32; the other types stay what they are.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It is not a safetensors file, or its header contradicts itself or the file.</exception>
    public static SafetensorsFile Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads every tensor of a stream up to its end.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What the messages call it.</param>
    /// <exception cref="GliaException">It is not safetensors data, or its header contradicts itself or the data.</exception>
    public static SafetensorsFile Read(Stream stream, string name = "the file")
    {
        SafetensorsHeader header = SafetensorsHeader.Read(stream, name);
        if (stream.CanSeek && stream.Length - stream.Position != header.DataLength)
            throw new GliaException($"{name} should hold {header.DataLength:N0} bytes of numbers and holds " +
                $"{stream.Length - stream.Position:N0}; copy or save it again.");
        var tensors = new Dictionary<string, NdArray>();
        foreach (SafetensorsEntry entry in header.Entries)
        {
            byte[] bytes = BoundedReading.ReadExactly(stream, entry.End - entry.Begin, name, $"tensor {entry.Name}");
            tensors.Add(entry.Name, new NdArray(entry.Type, entry.Shape, entry.IsBFloat16 ? Widened(bytes) : bytes));
        }
        if (stream.ReadByte() >= 0) throw new GliaException($"{name} goes on after its last tensor; copy or save it again.");
        return new SafetensorsFile(tensors, header.Metadata);
    }

    /// <summary>Writes a file, through a temporary file, so that half a file is never seen.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="tensors">Names and arrays of numbers, in the order in which they are stored.</param>
    /// <param name="metadata">Free text under free names.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        Write(path, tensors, metadata, toDisk: true);

    /// <summary>The same; whether to wait for the disk is told by <see cref="AtomicFile"/>.</summary>
    internal static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata, bool toDisk) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata), toDisk);

    /// <summary>Writes safetensors data.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">Names and arrays of numbers, in the order in which they are stored.</param>
    /// <param name="metadata">Free text under free names.</param>
    /// <exception cref="ArgumentException">An array holds text, or a name is used twice.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NdArray>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        KeyValuePair<string, NdArray>[] all = [.. tensors];
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header, s_json)) WriteHeader(json, all, metadata);
        // The numbers begin at a multiple of eight; spaces after the JSON are allowed for that.
        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach ((_, NdArray array) in all) stream.Write(array.RawBytes);
    }

    private static void WriteHeader(Utf8JsonWriter json, KeyValuePair<string, NdArray>[] tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        var names = new HashSet<string> { SafetensorsHeader.MetadataKey };
        json.WriteStartObject();
        if (metadata != null)
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
        }
        long at = 0;
        foreach ((string name, NdArray array) in tensors)
        {
            if (!names.Add(name)) throw new ArgumentException($"The name {name} is used twice.", nameof(tensors));
            json.WriteStartObject(name);
            json.WriteString("dtype", SafetensorsHeader.CodeOf(array.Type));
            json.WriteStartArray("shape");
            foreach (int dimension in array.Shape) json.WriteNumberValue(dimension);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(at);
            json.WriteNumberValue(at += array.RawBytes.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    /// <summary>A BF16 number is the upper half of a float32.</summary>
    private static byte[] Widened(byte[] halves)
    {
        var wide = new byte[halves.Length * 2];
        for (int i = 0; i < halves.Length; i += 2) (wide[2 * i + 2], wide[2 * i + 3]) = (halves[i], halves[i + 1]);
        return wide;
    }
}
