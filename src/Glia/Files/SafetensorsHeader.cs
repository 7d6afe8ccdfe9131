using System.Buffers.Binary;
using System.Text.Json;

namespace Glia.Files;

/// <summary>One tensor as the header announces it; offsets count from the first byte after the header.</summary>
internal sealed record SafetensorsEntry(string Name, NumberType Type, bool IsBFloat16, int[] Shape, long Begin, long End);

/// <summary>The checked header of a safetensors file: tensors in the order of their bytes, without hole or overlap.</summary>
internal sealed class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    // The format's own limit.
    internal const long LongestHeader = 100_000_000;

    // The length of the header stands before it.
    private const int PrefixLength = 8;

    private readonly string _name;
    private readonly Dictionary<string, string> _metadata = [];
    private readonly HashSet<string> _names = [];

    private SafetensorsHeader(string name) => _name = name;

    public List<SafetensorsEntry> Entries { get; } = [];

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    public long DataLength { get; private set; }

    public static SafetensorsHeader Read(Stream stream, string name)
    {
        var start = new byte[ForeignFile.Enough];
        int found = stream.ReadAtLeast(start.AsSpan(0, PrefixLength), PrefixLength, throwOnEndOfStream: false);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (found < PrefixLength || length > LongestHeader) throw Other();
        byte[] text = BoundedReading.ReadExactly(stream, (long)length, name, "the header");
        var header = new SafetensorsHeader(name);
        if (text is not [(byte)'{', ..]) throw header.Broken("does not begin with {");
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            foreach (JsonProperty property in json.RootElement.EnumerateObject()) header.Take(property);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw header.Broken($"is not the JSON it should be ({e.Message.TrimEnd('.')})", e);
        }
        header.CheckOffsets();
        return header;

        // It is told by as much of it as there is.
        GliaException Other()
        {
            found += stream.ReadAtLeast(start.AsSpan(found), start.Length - found, throwOnEndOfStream: false);
            ReadOnlySpan<byte> seen = start.AsSpan(0, found);
            return ForeignFile.NoNetwork(name, seen, ForeignFile.Of(seen),
                "give a model, such as the model.safetensors of a run, before the data");
        }
    }

    public static string CodeOf(NumberType type) => type switch
    {
        NumberType.Bool => "BOOL",
        NumberType.UInt8 => "U8",
        NumberType.Int8 => "I8",
        NumberType.UInt16 => "U16",
        NumberType.Int16 => "I16",
        NumberType.UInt32 => "U32",
        NumberType.Int32 => "I32",
        NumberType.UInt64 => "U64",
        NumberType.Int64 => "I64",
        NumberType.Float16 => "F16",
        NumberType.Float32 => "F32",
        NumberType.Float64 => "F64",
        _ => throw new ArgumentException("A safetensors file holds numbers, not text.", nameof(type)),
    };

    private void Take(JsonProperty property)
    {
        if (property.Name == MetadataKey)
        {
            foreach (JsonProperty entry in property.Value.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.String) throw Broken($"has a {MetadataKey} entry {entry.Name} that is not text");
                _metadata[entry.Name] = entry.Value.GetString()!;
            }
            return;
        }
        if (!_names.Add(property.Name)) throw Broken($"names tensor {property.Name} twice");
        Entries.Add(ParseEntry(property.Name, property.Value));
    }

    private SafetensorsEntry ParseEntry(string tensor, JsonElement value)
    {
        string? code = null;
        int[]? shape = null;
        long[]? offsets = null;
        foreach (JsonProperty field in value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "dtype": code = field.Value.GetString(); break;
                case "shape": shape = [.. Numbers(field.Value, tensor, int.MaxValue).Select(n => (int)n)]; break;
                case "data_offsets": offsets = Numbers(field.Value, tensor, long.MaxValue); break;
                default: throw Broken($"has the unknown key {field.Name} in tensor {tensor}");
            }
        }
        if (code == null || shape == null || offsets is not { Length: 2 })
            throw Broken($"lacks one of dtype, shape and two data_offsets in tensor {tensor}");
        bool bfloat16 = code == "BF16";
        NumberType type = bfloat16 ? NumberType.Float32 : TypeOf(code, tensor);
        int size = bfloat16 ? 2 : NdArray.SizeOf(type);
        long? count = NdArray.LengthOf(shape);
        if (count is null || count > long.MaxValue / size || offsets[1] - offsets[0] != count * size)
            throw Broken($"gives tensor {tensor} of shape ({string.Join(", ", shape)}) and type {code} the bytes {offsets[0]:N0} to " +
                $"{offsets[1]:N0}, which do not fit it");
        return new SafetensorsEntry(tensor, type, bfloat16, shape, offsets[0], offsets[1]);
    }

    private long[] Numbers(JsonElement list, string tensor, long most)
    {
        var numbers = new long[list.GetArrayLength()];
        int i = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            if (!element.TryGetInt64(out long number) || number < 0 || number > most)
                throw Broken($"has {element.GetRawText()} among the sizes of tensor {tensor}");
            numbers[i++] = number;
        }
        return numbers;
    }

    private NumberType TypeOf(string code, string tensor)
    {
        for (NumberType type = NumberType.Bool; type <= NumberType.Float64; type++)
            if (CodeOf(type) == code) return type;
        throw Broken($"gives tensor {tensor} the type {code}, which Glia does not read");
    }

    private void CheckOffsets()
    {
        Entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        foreach (SafetensorsEntry entry in Entries)
        {
            if (entry.Begin != DataLength)
                throw Broken($"leaves a hole or an overlap before tensor {entry.Name}: it begins at {entry.Begin:N0} where " +
                    $"{DataLength:N0} is due");
            DataLength = entry.End;
        }
    }

    private GliaException Broken(string what, Exception? cause = null) =>
        new($"The safetensors header of {_name} {what}; save the file again.", cause!);
}
