using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Glia.Interop.Hdf5;

/// <summary>
/// Writes groups, arrays and texts as HDF5 in the oldest form, which every version reads and Keras' own files have: superblock 0, object
/// headers 1, groups as B-trees of names, arrays in one piece behind all of that.
/// </summary>
/// <remarks>The HDF5 File Format Specification Version 3.0, The HDF Group.</remarks>
internal sealed class Hdf5Writer : IDisposable
{
    private const ulong None = ulong.MaxValue;
    private const int HeaderBytes = 96, LeafEntries = 8, TreeEntries = 32, LeastHeap = 4096, MostHeapTexts = 30_000;

    // The types as a header says them: version and class, bits, size, and what belongs to the class.
    private static readonly byte[] s_float32 = [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0],
        s_int32 = [0x10, 0x08, 0, 0, 4, 0, 0, 0, 0, 0, 32, 0],
        s_float64 = [0x11, 0x20, 63, 0, 8, 0, 0, 0, 0, 0, 64, 0, 52, 11, 0, 52, 0xff, 0x03, 0, 0],
        s_text = [0x19, 0x01, 0x01, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0];

    private readonly MemoryStream _bytes = new();
    private readonly Dictionary<string, (long Heap, int Index)> _texts = new(StringComparer.Ordinal);
    private readonly List<Hdf5Array> _arrays = [];
    private readonly long _numbers;
    private long _end;

    private Hdf5Writer(long numbers) => _numbers = _end = numbers;

    /// <summary>Writes a file, from the first byte to the last: the stream need not go back.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="root">What is in it.</param>
    public static void Write(Stream stream, Hdf5Group root)
    {
        // The numbers lie behind everything else, whose size does not depend on where they lie.
        using var measured = new Hdf5Writer(0);
        measured.Build(root);
        using var writer = new Hdf5Writer(measured._bytes.Length);
        writer.Build(root);
        writer._bytes.WriteTo(stream);
        Span<byte> padding = stackalloc byte[8];
        padding.Clear();
        foreach (Hdf5Array array in writer._arrays)
        {
            ReadOnlySpan<float> numbers = array.Numbers();
            if (numbers.Length * 4L != array.Bytes) throw new InvalidOperationException("An array has not the numbers of its dimensions.");
            if (!array.Whole) stream.Write(MemoryMarshal.AsBytes(numbers));
            else
                foreach (float number in numbers) stream.Write(BitConverter.GetBytes((int)number));
            stream.Write(padding[..(int)(Padded(array.Bytes) - array.Bytes)]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private void Build(Hdf5Group root)
    {
        _bytes.SetLength(HeaderBytes);
        _bytes.Position = HeaderBytes;
        Heaps(root);
        (long header, long tree, long names) = Group(root);
        _bytes.Position = 0;
        Put([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 0, 8, 8, 0]);
        Short(LeafEntries / 2);
        Short(TreeEntries / 2);
        Int(0);
        // Where the file begins, its free space, its end, its driver; then the root as an entry of a group.
        Long(0);
        Put(None);
        Long(_end);
        Put(None);
        Entry(0, header, (tree, names));
    }

    // All texts, before what refers to them.
    private void Heaps(Hdf5Group root)
    {
        string[] texts = [.. All(root).SelectMany(group => group.Attributes).SelectMany(attribute => attribute.Texts)
            .Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];
        foreach (string[] part in texts.Chunk(MostHeapTexts))
        {
            byte[][] bytes = [.. part.Select(Encoding.UTF8.GetBytes)];
            long start = _bytes.Position, used = 16 + bytes.Sum(text => 16 + Padded(text.Length)), size = Math.Max(LeastHeap, used + 16);
            Put("GCOL"u8);
            Int(1);
            Long(size);
            for (int i = 0; i < bytes.Length; i++)
            {
                _texts[part[i]] = (start, i + 1);
                Short(i + 1);
                Short(1);
                Int(0);
                Long(bytes[i].Length);
                Put(bytes[i]);
                Pad();
            }
            // What is left is free: object 0.
            Long(0);
            Long(size - used);
            _bytes.SetLength(start + size);
            _bytes.Position = start + size;
        }
    }

    private static IEnumerable<Hdf5Group> All(Hdf5Group group) => group.Groups.Values.SelectMany(All).Prepend(group);

    private (long Header, long Tree, long Names) Group(Hdf5Group group)
    {
        (string Name, long Header)[] members =
        [
            .. group.Groups.Select(inner => (inner.Key, Group(inner.Value).Header))
                .Concat(group.Arrays.Select(array => (array.Key, Array(array.Value))))
                .OrderBy(member => member.Key, Hdf5Group.ByteOrder),
        ];
        (long names, long[] places) = Names([.. members.Select(member => member.Name)]);
        long tree = Tree([.. members.Select((member, i) => (places[i], member.Header))]);
        long header = _bytes.Position;
        var messages = new List<byte[]> { Message(0x11, [.. Bytes(tree), .. Bytes(names)]) };
        foreach ((string name, IReadOnlyList<string> texts, bool list) in group.Attributes) messages.Add(Attribute(name, texts, list));
        Header(messages);
        return (header, tree, names);
    }

    private (long Address, long[] Places) Names(string[] names)
    {
        byte[][] bytes = [.. names.Select(Encoding.UTF8.GetBytes)];
        var places = new long[names.Length];
        // The name of nothing comes first.
        long size = 8;
        for (int i = 0; i < names.Length; i++)
        {
            places[i] = size;
            size += Padded(bytes[i].Length + 1);
        }
        long address = _bytes.Position;
        Put("HEAP"u8);
        Int(0);
        Long(size);
        // No free space.
        Long(1);
        Long(address + 32);
        Long(0);
        foreach (byte[] name in bytes)
        {
            Put(name);
            _bytes.WriteByte(0);
            Pad();
        }
        return (address, places);
    }

    // Leaves of eight names, and as many levels of nodes above them as it takes.
    private long Tree((long Name, long Header)[] members)
    {
        List<(long Last, long Address)> below = [];
        foreach ((long Name, long Header)[] part in members.Chunk(LeafEntries))
        {
            below.Add((part[^1].Name, _bytes.Position));
            Put("SNOD"u8);
            Short(1);
            Short(part.Length);
            foreach ((long name, long header) in part) Entry(name, header, null);
            Skip((LeafEntries - part.Length) * 40);
        }
        for (int level = 0; ; level++)
        {
            List<(long Last, long Address)> nodes = [];
            (long Last, long Address)[][] parts = below.Count == 0 ? [[]] : [.. below.Chunk(TreeEntries)];
            long size = 24 + (8 * ((2 * TreeEntries) + 1)), first = _bytes.Position, before = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                nodes.Add((parts[i].Length == 0 ? 0 : parts[i][^1].Last, _bytes.Position));
                Put("TREE"u8);
                _bytes.WriteByte(0);
                _bytes.WriteByte((byte)level);
                Short(parts[i].Length);
                Put(i == 0 ? None : (ulong)(first + ((i - 1) * size)));
                Put(i == parts.Length - 1 ? None : (ulong)(first + ((i + 1) * size)));
                Long(before);
                foreach ((long last, long address) in parts[i])
                {
                    Long(address);
                    Long(before = last);
                }
                Skip((TreeEntries - parts[i].Length) * 16);
            }
            if (nodes.Count == 1) return first;
            below = nodes;
        }
    }

    private long Array(Hdf5Array array)
    {
        long address = _bytes.Position, bytes = array.Bytes;
        _arrays.Add(array);
        byte[] layout = [3, 1, .. bytes == 0 ? Bytes(-1) : Bytes(_end), .. Bytes(bytes)];
        _end += Padded(bytes);
        // Room is taken when numbers are written, and none is filled before.
        Header([Message(0x01, Space(array.Shape)), Message(0x03, array.Whole ? s_int32 : s_float32),
            Message(0x05, [2, 2, 2, 1, 0, 0, 0, 0]), Message(0x08, layout)]);
        return address;
    }

    private byte[] Attribute(string name, IReadOnlyList<string> texts, bool list)
    {
        byte[] own = [.. Encoding.UTF8.GetBytes(name), 0], space = Space(list ? [texts.Count] : []);
        // An empty list of texts is one of float64 numbers, as numpy makes it and Keras writes it.
        byte[] type = texts.Count == 0 ? s_float64 : s_text;
        var body = new List<byte> { 1, 0 };
        foreach (byte[] part in (byte[][])[own, type, space]) body.AddRange([(byte)part.Length, (byte)(part.Length >> 8)]);
        foreach (byte[] part in (byte[][])[own, type, space]) body.AddRange([.. part, .. new byte[Padded(part.Length) - part.Length]]);
        foreach (string text in texts)
        {
            (long heap, int index) = text.Length == 0 ? (0, 0) : _texts[text];
            body.AddRange([.. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Bytes(heap), .. BitConverter.GetBytes(index)]);
        }
        return Message(0x0c, [.. body]);
    }

    private static byte[] Space(int[] shape) =>
        [1, (byte)shape.Length, 0, 0, 0, 0, 0, 0, .. shape.SelectMany(size => Bytes(size))];

    private static byte[] Message(int type, byte[] body)
    {
        int size = (int)Padded(body.Length);
        return [(byte)type, 0, (byte)size, (byte)(size >> 8), 0, 0, 0, 0, .. body, .. new byte[size - body.Length]];
    }

    private void Header(List<byte[]> messages)
    {
        Short(1);
        Short(messages.Count);
        Int(1);
        Int(messages.Sum(message => message.Length));
        Int(0);
        foreach (byte[] message in messages) Put(message);
    }

    private void Entry(long name, long header, (long Tree, long Names)? group)
    {
        Long(name);
        Long(header);
        Int(group is null ? 0 : 1);
        Int(0);
        Long(group?.Tree ?? 0);
        Long(group?.Names ?? 0);
    }

    private static long Padded(long bytes) => (bytes + 7) / 8 * 8;

    private static byte[] Bytes(long value) => BitConverter.GetBytes(value);

    private void Put(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    private void Put(ulong value) => Long((long)value);

    private void Short(int value) => Put([(byte)value, (byte)(value >> 8)]);

    private void Int(int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        Put(four);
    }

    private void Long(long value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, value);
        Put(eight);
    }

    private void Pad() => Skip(Padded(_bytes.Position) - _bytes.Position);

    private void Skip(long bytes)
    {
        _bytes.SetLength(Math.Max(_bytes.Length, _bytes.Position + bytes));
        _bytes.Position += bytes;
    }
}
