using System.Text;

namespace Glia.Interop.Hdf5;

/// <summary>A named value that hangs on a group or a data set.</summary>
internal sealed class Hdf5Attribute
{
    private readonly Hdf5Bytes _file;
    private readonly Hdf5Type _type;
    private readonly int[] _shape;
    private readonly ReadOnlyMemory<byte> _data;

    private Hdf5Attribute(Hdf5Bytes file, string name, Hdf5Type type, int[] shape, ReadOnlyMemory<byte> data) =>
        (_file, Name, _type, _shape, _data) = (file, name, type, shape, data);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The attribute that a message says.</summary>
    public static Hdf5Attribute Read(Hdf5Bytes file, ReadOnlyMemory<byte> message)
    {
        var cursor = new Hdf5Cursor(file, message);
        int version = cursor.Byte(), flags = cursor.Byte();
        if (version is < 1 or > 3) throw file.Unread($"an attribute of version {version}");
        if (version > 1 && (flags & 3) != 0) throw file.Unread("an attribute of a shared type");
        int nameSize = cursor.UInt16(), typeSize = cursor.UInt16(), spaceSize = cursor.UInt16();
        if (version == 3) cursor.Skip(1);
        string name = Text(cursor.Take(nameSize));
        if (version == 1) cursor.Align();
        var type = Hdf5Type.Read(new Hdf5Cursor(file, cursor.Piece(typeSize)));
        if (version == 1) cursor.Align();
        int[] shape = Hdf5Space.Read(file, new Hdf5Cursor(file, cursor.Piece(spaceSize)));
        if (version == 1) cursor.Align();
        return new Hdf5Attribute(file, name, type, shape, cursor.Piece(cursor.Left));
    }

    /// <summary>Its texts; empty where it has no elements, whatever their type: Keras writes an empty list of names as floats.</summary>
    /// <exception cref="GliaException">It holds something else, or does not lie inside the file.</exception>
    public string[] Texts()
    {
        long count = 1;
        foreach (int size in _shape) count = Math.Min(count * size, int.MaxValue);
        if (count == 0) return [];
        bool variable = _type is { Kind: Hdf5Type.Class.Variable, IsText: true };
        if (!variable && _type.Kind != Hdf5Type.Class.Text) throw _file.Broken($"has no text in the attribute '{Name}'");
        if (_type.Size == 0 || count * _type.Size > _data.Length) throw _file.Broken($"has the attribute '{Name}' cut off");
        var texts = new string[count];
        var cursor = new Hdf5Cursor(_file, _data);
        for (int i = 0; i < texts.Length; i++) texts[i] = variable ? Elsewhere(cursor.Take(_type.Size)) : Text(cursor.Take(_type.Size));
        return texts;
    }

    // Length, address of a collection, number of the object in it.
    private string Elsewhere(ReadOnlySpan<byte> place)
    {
        var cursor = new Hdf5Cursor(_file, place.ToArray());
        uint length = cursor.UInt32();
        ulong address = cursor.UInt64();
        uint number = cursor.UInt32();
        return length == 0 ? "" : Text(Hdf5Collection.Object(_file, address, number, length).Span);
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}

/// <summary>A global heap collection: where values of variable length lie.</summary>
internal static class Hdf5Collection
{
    private const int HeaderSize = 16;

    /// <summary>The first bytes of one object of a collection.</summary>
    public static ReadOnlyMemory<byte> Object(Hdf5Bytes file, ulong address, uint number, uint length)
    {
        var head = new Hdf5Cursor(file, file.Read(address, HeaderSize));
        if (!head.Take(4).SequenceEqual("GCOL"u8)) throw file.Broken("points at values where there are none");
        head.Skip(4);
        ulong size = head.UInt64();
        if (size < HeaderSize || size > int.MaxValue) throw file.Broken($"has a collection of {size:N0} bytes");
        var cursor = new Hdf5Cursor(file, file.Read(address + HeaderSize, (long)size - HeaderSize));
        while (cursor.Left >= HeaderSize)
        {
            int found = cursor.UInt16();
            cursor.Skip(6);
            ulong bytes = cursor.UInt64();
            if (found == 0) break;
            if (bytes > (ulong)cursor.Left || (found == number && length > bytes)) throw file.Broken("has a value that is cut off");
            if (found == number) return cursor.Piece((int)length);
            cursor.Skip((int)bytes);
            cursor.Align();
        }
        throw file.Broken("lacks a value that it points at");
    }
}
