using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Data;

/// <summary>
/// numpy's file of one array (<c>numpy.save</c>, NEP 1): versions 1 to 3, numbers of any width up to eight bytes, either byte order,
/// either storage order, and text. Python objects are refused, because reading them would run what the file says.
/// </summary>
public static class Npy
{
    /// <summary>What every npy file begins with.</summary>
    internal const byte FirstByte = 0x93;

    private static ReadOnlySpan<byte> Magic => [FirstByte, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the one array of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It is not an npy file, is cut off or too long, or holds what Glia does not read.</exception>
    public static NdArray Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        NdArray array = Read(stream, path);
        if (stream.Position != stream.Length)
            throw TooLong(path, stream.Length - stream.Position);
        return array;
    }

    /// <summary>Reads one array and leaves the stream behind its last byte.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What the messages call it.</param>
    /// <exception cref="GliaException">It is not npy data, is cut off, or holds what Glia does not read.</exception>
    public static NdArray Read(Stream stream, string name = "the array") => ReadData(stream, HeaderOf(stream, name), name);

    /// <summary>The array of a file: mapped where it has so many bytes and is stored as it can be used, else read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mapFrom">From how many bytes on.</param>
    /// <exception cref="GliaException">It is not an npy file, is cut off or too long, or holds what Glia does not read.</exception>
    internal static StoredArray Open(string path, long mapFrom)
    {
        using (FileStream stream = BoundedReading.Open(path))
        {
            if (stream.Length >= mapFrom && Mapped(stream, path, path, stream.Length) is { } mapped) return mapped;
        }
        return Read(path);
    }

    /// <summary>The array that begins where a stream of a file stands, mapped; null where it cannot be used as it is stored.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="name">What messages call the array.</param>
    /// <param name="end">Where the array must end in the file.</param>
    /// <exception cref="GliaException">It is no npy data, is cut off or too long, or holds what Glia does not read.</exception>
    internal static MappedArray? Mapped(Stream stream, string path, string name, long end)
    {
        NpyHeader header = HeaderOf(stream, name);
        (NumberType type, long unit, bool swap) = ParseDescr(header.Descr, name);
        bool turned = header.FortranOrder && header.Shape.Length > 1;
        if (type is NumberType.Text or NumberType.Bytes || turned || header.Shape.Length == 0 || header.Shape.Contains(0)) return null;
        long start = stream.Position;
        if (NdArray.LengthOf(header.Shape) is not { } length || length > (end - start) / unit)
            throw new GliaException($"{name} is cut off: its header announces the shape ({string.Join(", ", header.Shape)}) of " +
                $"{header.Descr} and only {end - start:N0} bytes are there; copy or export it again.");
        if (start + length * unit < end)
            throw TooLong(name, end - start - length * unit);
        return new MappedArray(path, name, start, type, header.Shape, swap);
    }

    private static GliaException TooLong(string name, long more) =>
        new($"{name} goes on for {more:N0} bytes after its array; save each array to a file of its own.");

    private static NpyHeader HeaderOf(Stream stream, string name)
    {
        byte[] prefix = BoundedReading.ReadExactly(stream, 8, name, "the npy signature");
        if (!prefix.AsSpan(0, 6).SequenceEqual(Magic))
            throw new GliaException($"{name} is not an npy file: it does not begin with \\x93NUMPY; save the array with numpy.save.");
        int version = prefix[6];
        if (version is < 1 or > 3)
            throw new GliaException($"{name} is npy version {version}, newer than the 3 Glia knows; " +
                "save the array with a current numpy.save.");

        byte[] size = BoundedReading.ReadExactly(stream, version == 1 ? 2 : 4, name, "the length of the npy header");
        uint headerSize = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        // Only structured types, which are refused anyway, need more than the 64 KB of version 1.
        if (headerSize > ushort.MaxValue)
            throw new GliaException($"The npy header of {name} claims {headerSize:N0} bytes, which no array of numbers needs; " +
                "save the array again with numpy.save.");
        byte[] text = BoundedReading.ReadExactly(stream, headerSize, name, "the npy header");
        return NpyHeader.Parse(Encoding.UTF8.GetString(text), name);
    }

    /// <summary>Writes a file of one array, through a temporary file. <c>numpy.load</c> opens it.</summary>
    /// <param name="path">The file; what it held before is replaced when the new one is whole.</param>
    /// <param name="array">What to write.</param>
    /// <exception cref="GliaException">The file cannot be written.</exception>
    public static void Write(string path, NdArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes one array as npy version 1.</summary>
    /// <param name="stream">Written to from where it stands, and left open.</param>
    /// <param name="array">What to write.</param>
    public static void Write(Stream stream, NdArray array)
    {
        int unit = array.IsText ? TextSize(array) : 0;
        WriteHeader(stream, DescrOf(array.Type, unit), array.Shape);
        if (!array.IsText)
        {
            stream.Write(array.RawBytes);
            return;
        }
        var element = new byte[unit];
        for (long i = 0; i < array.Length; i++)
        {
            Array.Clear(element);
            EncodingOf(array.Type).GetBytes(array.GetString(i), element);
            stream.Write(element);
        }
    }

    /// <summary>Writes one array as npy version 1, its elements as they come.</summary>
    /// <param name="stream">Written to from where it stands, and left open.</param>
    /// <param name="array">What to write.</param>
    internal static void Write(Stream stream, StreamedArray array)
    {
        WriteHeader(stream, DescrOf(array.Type, 0), array.Shape);
        array.Write(stream);
    }

    private static void WriteHeader(Stream stream, string descr, int[] shape)
    {
        string header = NpyHeader.Format(descr, shape);
        // The data begin at a multiple of 64, so that a reader may map the file; the header ends in a line feed.
        int padded = (10 + header.Length + 1 + 63) / 64 * 64 - 10;
        var prefix = new byte[10];
        Magic.CopyTo(prefix);
        prefix[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(prefix.AsSpan(8), (ushort)padded);
        stream.Write(prefix);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(padded - 1) + "\n"));
    }

    internal static GliaException Unsupported(string name, string type) => new(
        $"{name} holds {type}, which Glia does not read; save numbers or text, for example with .astype('float32').");

    private static NdArray ReadData(Stream stream, NpyHeader header, string name)
    {
        (NumberType type, long unit, bool swap) = ParseDescr(header.Descr, name);
        bool text = type is NumberType.Text or NumberType.Bytes;
        long? length = NdArray.LengthOf(header.Shape);
        // Texts of no characters would let a shape alone ask for memory.
        if (length is null || length > Array.MaxLength || length > long.MaxValue / Math.Max(unit, 1) || (unit == 0 && length > 1))
            throw new GliaException($"{name} announces the shape ({string.Join(", ", header.Shape)}), " +
                "more than Glia reads at once; split the array.");
        byte[] bytes = BoundedReading.ReadExactly(stream, length.Value * unit, name, $"{length:N0} elements of type {header.Descr}");
        if (swap) BoundedReading.ReverseEndianness(bytes, text ? 4 : (int)unit);
        if (!text)
            return new NdArray(type, header.Shape, header.FortranOrder ? ToCOrder(bytes, header.Shape, (int)unit) : bytes);

        var texts = new string[length.Value];
        for (int i = 0; i < texts.Length; i++) texts[i] = Decode(bytes.AsSpan((int)(i * unit), (int)unit), type, name);
        return new NdArray(type, header.Shape, header.FortranOrder ? ToCOrder(texts, header.Shape, 1) : texts);
    }

    private static (NumberType Type, long Unit, bool Swap) ParseDescr(string descr, string name)
    {
        ReadOnlySpan<char> code = descr;
        bool swap = code is ['>', ..];
        if (code is ['<' or '>' or '=' or '|', ..]) code = code[1..];
        if (code is ['O', ..]) throw Unsupported(name, "Python objects (type |O) that only pickle can restore");
        if (code is ['U' or 'S', ..] && int.TryParse(code[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int characters))
            return code[0] == 'U' ? (NumberType.Text, 4L * characters, swap) : (NumberType.Bytes, characters, false);
        NumberType type = code switch
        {
            "b1" => NumberType.Bool,
            "u1" => NumberType.UInt8,
            "i1" => NumberType.Int8,
            "u2" => NumberType.UInt16,
            "i2" => NumberType.Int16,
            "u4" => NumberType.UInt32,
            "i4" => NumberType.Int32,
            "u8" => NumberType.UInt64,
            "i8" => NumberType.Int64,
            "f2" => NumberType.Float16,
            "f4" => NumberType.Float32,
            "f8" => NumberType.Float64,
            _ => throw Unsupported(name, $"type {descr}"),
        };
        return (type, NdArray.SizeOf(type), swap);
    }

    private static string DescrOf(NumberType type, int unit) => type switch
    {
        NumberType.Bool => "|b1",
        NumberType.UInt8 => "|u1",
        NumberType.Int8 => "|i1",
        NumberType.UInt16 => "<u2",
        NumberType.Int16 => "<i2",
        NumberType.UInt32 => "<u4",
        NumberType.Int32 => "<i4",
        NumberType.UInt64 => "<u8",
        NumberType.Int64 => "<i8",
        NumberType.Float16 => "<f2",
        NumberType.Float32 => "<f4",
        NumberType.Float64 => "<f8",
        NumberType.Text => $"<U{unit / 4}",
        _ => $"|S{unit}",
    };

    private static Encoding EncodingOf(NumberType type) => type == NumberType.Text ? Encoding.UTF32 : Encoding.UTF8;

    // numpy never writes a text of no characters either: an empty one takes one zero.
    private static int TextSize(NdArray array)
    {
        int longest = array.Type == NumberType.Text ? 4 : 1;
        for (long i = 0; i < array.Length; i++)
            longest = Math.Max(longest, EncodingOf(array.Type).GetByteCount(array.GetString(i)));
        return longest;
    }

    private static string Decode(ReadOnlySpan<byte> element, NumberType type, string name)
    {
        try
        {
            Encoding strict = type == NumberType.Text ? new UTF32Encoding(false, false, true) : new UTF8Encoding(false, true);
            return strict.GetString(element).TrimEnd('\0');
        }
        catch (ArgumentException e)
        {
            throw new GliaException($"{name} holds text that is not valid {(type == NumberType.Text ? "Unicode" : "UTF-8")}; " +
                "save it again with numpy.save.", e);
        }
    }

    /// <summary>
    /// Brings elements stored first axis fastest into the order last axis fastest. A unit is the array slots of one element.
    /// </summary>
    private static T[] ToCOrder<T>(T[] source, ReadOnlySpan<int> shape, int unit)
    {
        var target = new T[source.Length];
        var index = new int[shape.Length];
        for (long to = 0; to < target.Length; to += unit)
        {
            long from = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--) from = from * shape[axis] + index[axis];
            Array.Copy(source, from * unit, target, to, unit);
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) index[axis] = 0;
        }
        return target;
    }
}
