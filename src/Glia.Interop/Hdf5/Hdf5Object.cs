using System.Runtime.InteropServices;
using Glia.Files;

namespace Glia.Interop.Hdf5;

/// <summary>A group or a data set of an HDF5 file.</summary>
internal sealed class Hdf5Object
{
    private readonly Hdf5File _file;
    private readonly Hdf5Header _header;

    internal Hdf5Object(Hdf5File file, string path, Hdf5Header header) => (_file, Path, _header) = (file, path, header);

    /// <summary>Where it lies: <c>model_weights/dense</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The same for one object wherever it is met: a group can lie in several, and in itself.</summary>
    public object Identity => _header;

    /// <summary>Whether numbers lie here, and no other objects.</summary>
    public bool IsDataSet => _header.Shape is not null;

    /// <summary>The sizes of a data set; empty for a single number and for a group.</summary>
    public IReadOnlyList<int> Shape => _header.Shape ?? [];

    /// <summary>The names of what lies in a group, in the file's order.</summary>
    public IEnumerable<string> Names => _header.Links.Keys;

    /// <summary>What lies in a group under a name or a path of names; null where there is nothing.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object? at = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!at._header.Links.TryGetValue(name, out ulong address)) return null;
            at = _file.Open(at.Path.Length == 0 ? name : $"{at.Path}/{name}", address);
        }
        return at;
    }

    /// <summary>The texts of an attribute; null where there is none of that name.</summary>
    public string[]? Texts(string attribute)
    {
        if (_header.Attributes.TryGetValue(attribute, out Hdf5Attribute? whole)) return whole.Texts();
        // An attribute too large for its header is cut into name0, name1, ….
        if (!_header.Attributes.ContainsKey($"{attribute}0")) return null;
        var all = new List<string>();
        for (int i = 0; _header.Attributes.TryGetValue($"{attribute}{i}", out Hdf5Attribute? part); i++) all.AddRange(part.Texts());
        return [.. all];
    }

    /// <summary>The text of an attribute that has one; null where there is none of that name.</summary>
    public string? Text(string attribute) => Texts(attribute) is [var text, ..] ? text : null;

    /// <summary>Reads the numbers of a data set to where they are to be.</summary>
    /// <param name="numbers">As much room as its shape says.</param>
    /// <exception cref="GliaException">They are of a kind that is not read, or do not lie inside the file.</exception>
    public void ReadTo(Span<float> numbers)
    {
        // What lies in the file as it lies in memory needs no copy.
        bool plain = _header is { Type: { BigEndian: false, Number: NumberType.Float32 }, Layout: { Refused: null, Compact: null } };
        if (plain && numbers.Length > 0 && numbers.Length * 4L == _header.Layout!.Length)
            _file.Bytes.Read(_header.Layout.Address, MemoryMarshal.AsBytes(numbers));
        else Read().ToSingles().CopyTo(numbers);
    }

    /// <summary>The numbers of a data set.</summary>
    /// <exception cref="GliaException">They are of a kind that is not read, or do not lie inside the file.</exception>
    public NdArray Read()
    {
        Hdf5Bytes bytes = _file.Bytes;
        if (_header is not { Shape: { } shape, Type: { } type, Layout: { } layout })
            throw bytes.Broken($"has no numbers where '{Path}' should be");
        if (layout.Refused is { } refused) throw bytes.Unread($"{refused} ('{Path}')");
        if (type.BigEndian) throw bytes.Unread($"big-endian numbers ('{Path}')");
        NumberType number = type.Number ?? throw bytes.Unread($"something else than numbers in '{Path}'");
        // The size is checked against the file before anything is allocated.
        if (NdArray.LengthOf(shape) is not { } length || length > layout.Length / type.Size || length * type.Size != layout.Length)
            throw bytes.Broken($"announces {string.Join(" x ", shape)} numbers in '{Path}' and has {layout.Length:N0} bytes of them");
        if (length == 0) return new NdArray(number, shape, Array.Empty<byte>());
        return new NdArray(number, shape, layout.Compact ?? bytes.Read(layout.Address, layout.Length));
    }
}

/// <summary>An HDF5 file, read as far as Keras' files need it. Links to other places and files are refused, never followed.</summary>
/// <remarks>The HDF5 File Format Specification Version 3.0, The HDF Group.</remarks>
internal sealed class Hdf5File
{
    private const int MostObjects = 100_000;

    private readonly Dictionary<ulong, Hdf5Header> _headers = [];

    private Hdf5File(Hdf5Bytes bytes, ulong root)
    {
        Bytes = bytes;
        Root = Open("", root);
    }

    /// <summary>The first bytes of such a file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Everything in it.</summary>
    public Hdf5Object Root { get; }

    internal Hdf5Bytes Bytes { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="stream">Where it is; stays open while data sets are read.</param>
    /// <param name="name">What the messages call it.</param>
    /// <exception cref="GliaException">It is not an HDF5 file, or of a kind that is not read.</exception>
    public static Hdf5File Open(Stream stream, string name)
    {
        long start = FindSignature(stream);
        if (start < 0) throw new GliaException($"{name} is no HDF5 file; check the name.");
        var bytes = new Hdf5Bytes(stream, name, start);
        byte version = bytes.Read(8, 1)[0];
        int place = version switch { 0 or 1 => 13, 2 or 3 => 9, _ => throw bytes.Unread($"a superblock of version {version}") };
        if (bytes.Read((ulong)place, 2) is not [8, 8]) throw bytes.Unread("addresses of another size than 8 bytes");
        // Version 1 has four bytes more before the root.
        ulong at = version switch { 0 => 64, 1 => 68, _ => 36 };
        return new Hdf5File(bytes, new Hdf5Cursor(bytes, bytes.Read(at, 8)).UInt64());
    }

    /// <summary>Where the file's own part begins: at once, or behind a block of 512, 1024, 2048, … bytes; -1 for nowhere.</summary>
    internal static long FindSignature(Stream stream)
    {
        Span<byte> found = stackalloc byte[8];
        for (long start = 0; start + Signature.Length <= stream.Length; start = start == 0 ? 512 : start * 2)
        {
            stream.Position = start;
            stream.ReadExactly(found);
            if (found.SequenceEqual(Signature)) return start;
        }
        return -1;
    }

    internal Hdf5Object Open(string path, ulong address)
    {
        if (!_headers.TryGetValue(address, out Hdf5Header? header))
        {
            if (_headers.Count >= MostObjects) throw Bytes.Broken($"has more than {MostObjects:N0} objects");
            _headers.Add(address, header = Hdf5Header.Read(Bytes, address));
        }
        return new Hdf5Object(this, path, header);
    }
}
