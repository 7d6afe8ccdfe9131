using Glia.Files;

namespace Glia.Interop.Hdf5;

/// <summary>What the elements of a data set or an attribute are.</summary>
/// <param name="Kind">The class of the type.</param>
/// <param name="Size">Bytes of one element.</param>
/// <param name="Signed">Whether a whole number has a sign.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
/// <param name="IsText">Whether elements of variable length are texts.</param>
internal sealed record Hdf5Type(Hdf5Type.Class Kind, int Size, bool Signed, bool BigEndian, bool IsText)
{
    /// <summary>The classes of types, by the format's own numbers.</summary>
    internal enum Class
    {
        /// <summary>Whole numbers.</summary>
        Integer = 0,

        /// <summary>Floating point numbers.</summary>
        Float = 1,

        /// <summary>Texts of one length.</summary>
        Text = 3,

        /// <summary>Texts or lists, each of its own length, which lie elsewhere.</summary>
        Variable = 9,
    }

    private const int SignBit = 0x08;

    /// <summary>The type that a message says.</summary>
    public static Hdf5Type Read(Hdf5Cursor cursor)
    {
        int first = cursor.Byte(), flags = cursor.Byte();
        cursor.Skip(2);
        uint size = cursor.UInt32();
        return new Hdf5Type((Class)(first & 0x0f), (int)Math.Min(size, int.MaxValue), (flags & SignBit) != 0, (flags & 1) != 0,
            (flags & 0x0f) == 1);
    }

    /// <summary>The type of number that the library knows; null for what is none.</summary>
    public NumberType? Number => (Kind, Size, Signed) switch
    {
        (Class.Float, 2, _) => NumberType.Float16,
        (Class.Float, 4, _) => NumberType.Float32,
        (Class.Float, 8, _) => NumberType.Float64,
        (Class.Integer, 1, true) => NumberType.Int8,
        (Class.Integer, 2, true) => NumberType.Int16,
        (Class.Integer, 4, true) => NumberType.Int32,
        (Class.Integer, 8, true) => NumberType.Int64,
        (Class.Integer, 1, false) => NumberType.UInt8,
        (Class.Integer, 2, false) => NumberType.UInt16,
        (Class.Integer, 4, false) => NumberType.UInt32,
        (Class.Integer, 8, false) => NumberType.UInt64,
        _ => null,
    };
}

/// <summary>How many elements there are, slowest dimension first; no dimension for a single one.</summary>
internal static class Hdf5Space
{
    /// <summary>The dimensions that a message says.</summary>
    /// <exception cref="GliaException">They are no dimensions of an array.</exception>
    public static int[] Read(Hdf5Bytes file, Hdf5Cursor cursor)
    {
        int version = cursor.Byte(), rank = cursor.Byte(), flags = cursor.Byte(), type = cursor.Byte();
        if (version is not (1 or 2)) throw file.Unread($"a dataspace of version {version}");
        if (version == 1) cursor.Skip(4);
        // A null space has no elements at all.
        if (version == 2 && type == 2) return [0];
        _ = flags;
        var shape = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            ulong size = cursor.UInt64();
            shape[i] = size <= int.MaxValue ? (int)size : throw file.Broken($"announces {size:N0} elements in a row");
        }
        return shape;
    }
}
