namespace Glia.Interop.Hdf5;

/// <summary>Where the numbers of a data set lie.</summary>
/// <param name="Address">The first of them, where they lie in one piece.</param>
/// <param name="Length">Their bytes.</param>
/// <param name="Compact">The bytes themselves, where they stand in the header.</param>
/// <param name="Refused">What is not read about them; null where they are read.</param>
internal sealed record Hdf5Layout(ulong Address, long Length, byte[]? Compact, string? Refused);

/// <summary>The header of one object: what it is, what hangs on it and what lies in it.</summary>
internal sealed class Hdf5Header
{
    // The numbers of the messages that are read.
    private const int DataSpace = 0x01, LinkInfo = 0x02, DataType = 0x03, Link = 0x06, External = 0x07, Layout8 = 0x08, Attribute = 0x0c,
        Continuation = 0x10, SymbolTable = 0x11, AttributeInfo = 0x15;

    private readonly Hdf5Bytes _file;
    private readonly Queue<(ulong Address, long Length)> _continued = new();
    private readonly HashSet<ulong> _seen = [];

    private Hdf5Header(Hdf5Bytes file) => _file = file;

    public Dictionary<string, ulong> Links { get; } = [];

    public Dictionary<string, Hdf5Attribute> Attributes { get; } = [];

    public int[]? Shape { get; private set; }

    public Hdf5Type? Type { get; private set; }

    public Hdf5Layout? Layout { get; private set; }

    /// <summary>The header at an address.</summary>
    public static Hdf5Header Read(Hdf5Bytes file, ulong address)
    {
        var header = new Hdf5Header(file);
        bool second = file.Read(address, 4).AsSpan().SequenceEqual("OHDR"u8);
        if (second) header.ReadSecond(address);
        else header.ReadFirst(address);
        // A space without numbers is what a type or a link of its own has; only a layout makes a data set.
        if (header.Layout is null) header.Shape = null;
        return header;
    }

    private void ReadFirst(ulong address)
    {
        var cursor = new Hdf5Cursor(_file, _file.Read(address, 16));
        int version = cursor.Byte();
        if (version != 1) throw _file.Broken("has no object where it says one is");
        cursor.Skip(7);
        _continued.Enqueue((address + 16, cursor.UInt32()));
        while (Continues(out (ulong Address, long Length) piece))
        {
            var messages = new Hdf5Cursor(_file, _file.Read(piece.Address, piece.Length));
            while (messages.Left >= 8)
            {
                int type = messages.UInt16(), size = messages.UInt16(), flags = messages.Byte();
                messages.Skip(3);
                Take(type, flags, messages.Piece(size));
            }
        }
    }

    private bool Continues(out (ulong Address, long Length) piece)
    {
        if (!_continued.TryDequeue(out piece)) return false;
        return _seen.Add(piece.Address) ? true : throw _file.Broken("has a header that continues in itself");
    }

    private void ReadSecond(ulong address)
    {
        const int checksum = 4;
        var cursor = new Hdf5Cursor(_file, _file.Read(address, Math.Min(34, _file.Length - (long)address)));
        cursor.Skip(4);
        int version = cursor.Byte(), flags = cursor.Byte();
        if (version != 2) throw _file.Unread($"an object header of version {version}");
        if ((flags & 0x20) != 0) cursor.Skip(16);
        if ((flags & 0x10) != 0) cursor.Skip(4);
        ulong first = cursor.Number(1 << (flags & 3));
        if (first > int.MaxValue) throw _file.Broken($"has a header of {first:N0} bytes");
        _continued.Enqueue((address + (ulong)cursor.Position, (long)first));
        for (int block = 0; Continues(out (ulong Address, long Length) piece); block++)
        {
            (ulong from, long length) = piece;
            if (block > 0)
            {
                if (length < 8 || !_file.Read(from, 4).AsSpan().SequenceEqual("OCHK"u8))
                    throw _file.Broken("continues a header where there is none");
                (from, length) = (from + 4, length - 4 - checksum);
            }
            var messages = new Hdf5Cursor(_file, _file.Read(from, length));
            int head = (flags & 4) != 0 ? 6 : 4;
            while (messages.Left >= head)
            {
                int type = messages.Byte(), size = messages.UInt16(), own = messages.Byte();
                messages.Skip(head - 4);
                Take(type, own, messages.Piece(size));
            }
        }
    }

    private void Take(int type, int flags, ReadOnlyMemory<byte> body)
    {
        const int shared = 0x02;
        var cursor = new Hdf5Cursor(_file, body);
        if ((flags & shared) != 0 && type is DataSpace or DataType or Attribute) throw _file.Unread("shared types");
        switch (type)
        {
            case DataSpace: Shape = Hdf5Space.Read(_file, cursor); break;
            case DataType: Type = Hdf5Type.Read(cursor); break;
            case Layout8: Layout = ReadLayout(cursor); break;
            case External: throw _file.Unread("numbers that lie in another file");
            case Attribute:
                var attribute = Hdf5Attribute.Read(_file, body);
                Attributes[attribute.Name] = attribute;
                break;
            case Continuation:
                ulong address = cursor.UInt64();
                ulong length = cursor.UInt64();
                _continued.Enqueue((address, (long)Math.Min(length, long.MaxValue)));
                break;
            case SymbolTable: Hdf5SymbolTable.Read(_file, cursor.UInt64(), cursor.UInt64(), Links); break;
            case Link: ReadLink(cursor); break;
            case LinkInfo: RequireNowhere(cursor, 0x01, "links kept in a heap"); break;
            case AttributeInfo: RequireNowhere(cursor, 0x01, "attributes kept in a heap", width: 2); break;
            default: break;
        }
    }

    private void RequireNowhere(Hdf5Cursor cursor, int orderBit, string what, int width = 8)
    {
        cursor.Skip(1);
        int flags = cursor.Byte();
        if ((flags & orderBit) != 0) cursor.Skip(width);
        if (cursor.UInt64() != Hdf5Bytes.Nowhere) throw _file.Unread(what);
    }

    private Hdf5Layout ReadLayout(Hdf5Cursor cursor)
    {
        int version = cursor.Byte();
        if (version is not (3 or 4)) throw _file.Unread($"a data set of layout version {version}");
        switch (cursor.Byte())
        {
            case 0:
                int size = cursor.UInt16();
                return new Hdf5Layout(0, size, cursor.Take(size).ToArray(), null);
            case 1:
                ulong address = cursor.UInt64(), length = cursor.UInt64();
                return new Hdf5Layout(address, (long)Math.Min(length, long.MaxValue), null, null);
            case 2: return new Hdf5Layout(0, 0, null, "compressed data sets, or sets in chunks");
            case 3: return new Hdf5Layout(0, 0, null, "virtual data sets");
            default: throw _file.Broken("has a data set of no known layout");
        }
    }

    private void ReadLink(Hdf5Cursor cursor)
    {
        cursor.Skip(1);
        int flags = cursor.Byte(), type = (flags & 8) != 0 ? cursor.Byte() : 0;
        if ((flags & 4) != 0) cursor.Skip(8);
        if ((flags & 16) != 0) cursor.Skip(1);
        ulong width = cursor.Number(1 << (flags & 3));
        if (width > (ulong)cursor.Left) throw _file.Broken("has a name that is cut off");
        string name = System.Text.Encoding.UTF8.GetString(cursor.Take((int)width));
        Links[name] = type switch
        {
            0 => cursor.UInt64(),
            1 => throw _file.Unread($"a soft link ('{name}')"),
            64 => throw _file.Unread($"a link to another file ('{name}')"),
            _ => throw _file.Unread($"a link of kind {type} ('{name}')"),
        };
    }
}

/// <summary>The names of an old group: a tree of tables, and a heap with the names.</summary>
internal static class Hdf5SymbolTable
{
    private const int MostEntries = 100_000, EntrySize = 40;
    private const uint SoftLink = 2;

    public static void Read(Hdf5Bytes file, ulong tree, ulong heap, Dictionary<string, ulong> links)
    {
        var cursor = new Hdf5Cursor(file, file.Read(heap, 32));
        if (!cursor.Take(4).SequenceEqual("HEAP"u8)) throw file.Broken("has no names where it says they are");
        cursor.Skip(4);
        ulong size = cursor.UInt64();
        cursor.Skip(8);
        ulong address = cursor.UInt64();
        byte[] names = file.Read(address, (long)Math.Min(size, long.MaxValue));
        Node(file, tree, names, links, []);
    }

    private static void Node(Hdf5Bytes file, ulong address, byte[] names, Dictionary<string, ulong> links, HashSet<ulong> seen)
    {
        See(address);
        var head = new Hdf5Cursor(file, file.Read(address, 24));
        if (!head.Take(4).SequenceEqual("TREE"u8) || head.Byte() != 0) throw file.Broken("has no tree of names where it says one is");
        int level = head.Byte(), entries = head.UInt16();
        var cursor = new Hdf5Cursor(file, file.Read(address + 24, (entries * 16L) + 8));
        for (int i = 0; i < entries; i++)
        {
            cursor.Skip(8);
            ulong child = cursor.UInt64();
            if (level > 0)
            {
                Node(file, child, names, links, seen);
                continue;
            }
            See(child);
            Leaf(file, child, names, links);
        }

        void See(ulong place)
        {
            if (!seen.Add(place)) throw file.Broken("has a tree of names that contains itself");
        }
    }

    private static void Leaf(Hdf5Bytes file, ulong address, byte[] names, Dictionary<string, ulong> links)
    {
        var head = new Hdf5Cursor(file, file.Read(address, 8));
        if (!head.Take(4).SequenceEqual("SNOD"u8)) throw file.Broken("has no table of names where it says one is");
        head.Skip(2);
        int count = head.UInt16();
        var cursor = new Hdf5Cursor(file, file.Read(address + 8, (long)count * EntrySize));
        for (int i = 0; i < count; i++)
        {
            ulong place = cursor.UInt64(), target = cursor.UInt64();
            uint kind = cursor.UInt32();
            cursor.Skip(20);
            if (place >= (ulong)names.Length) throw file.Broken("has a name outside its names");
            ReadOnlySpan<byte> name = names.AsSpan((int)place);
            int end = name.IndexOf((byte)0);
            string text = System.Text.Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
            if (kind == SoftLink) throw file.Unread($"a soft link ('{text}')");
            if (links.Count >= MostEntries) throw file.Broken($"has more than {MostEntries:N0} names in a group");
            links[text] = target;
        }
    }
}
