using System.Text;

namespace Glia.Interop.Parquet;

/// <summary>
/// Reads structures in Thrift's compact protocol, as Parquet's footer and page headers are written. Lengths are compared with what is left
/// before anything is taken.
/// </summary>
/// <remarks>thrift.apache.org, doc/specs/thrift-compact-protocol.md.</remarks>
/// <param name="bytes">What is left of the part that holds the structure.</param>
/// <param name="name">What messages call the file.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, string name)
{
    public const int True = 1, False = 2, Binary = 8, List = 9, Set = 10, Map = 11, Struct = 12;

    private const int Byte = 3, Double = 7, Uuid = 13, MostDepth = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _depth;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    private readonly int Left => _bytes.Length - Position;

    /// <summary>Goes to the next field of a structure.</summary>
    /// <param name="id">The number of the field before, 0 at first; becomes that of this one.</param>
    /// <param name="type">Becomes its type.</param>
    /// <returns>False at the structure's end.</returns>
    public bool Field(ref int id, out int type)
    {
        byte head = Next();
        type = head & 15;
        if (head == 0) return false;
        if (type == 0) throw Broken();
        int step = head >> 4;
        id = step == 0 ? (int)Zigzag() : id + step;
        return true;
    }

    /// <summary>Enters a structure; <see cref="Leave"/> it after its last field.</summary>
    public void Enter(int type)
    {
        if (type != Struct || ++_depth > MostDepth) throw Broken();
    }

    /// <summary>Leaves a structure.</summary>
    public void Leave() => _depth--;

    /// <summary>A whole number of any width.</summary>
    public long Integer(int type) => type switch
    {
        Byte => (sbyte)Next(),
        4 or 5 or 6 => Zigzag(),
        _ => throw Broken(),
    };

    /// <summary>A whole number of 32 bits.</summary>
    public int Int32(int type) => Integer(type) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Broken();

    /// <summary>A truth, which is in its field's type.</summary>
    public readonly bool Truth(int type) => type is True or False ? type == True : throw Broken();

    /// <summary>Bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int type)
    {
        if (type != Binary) throw Broken();
        ulong length = Varint();
        if (length > (ulong)Left) throw Broken();
        ReadOnlySpan<byte> found = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return found;
    }

    /// <summary>Text.</summary>
    public string Text(int type) => Encoding.UTF8.GetString(Bytes(type));

    /// <summary>The head of a list: how many items of which type follow. Each takes a byte at least.</summary>
    public (int Count, int Item) Items(int type)
    {
        if (type is not (List or Set)) throw Broken();
        byte head = Next();
        ulong count = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        if (count > (ulong)Left) throw Broken();
        return ((int)count, head & 15);
    }

    /// <summary>Passes over a value.</summary>
    public void Skip(int type)
    {
        if (++_depth > MostDepth) throw Broken();
        switch (type)
        {
            case True or False:
                break;
            case Byte:
                Next();
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case Double:
                Take(8);
                break;
            case Uuid:
                Take(16);
                break;
            case Binary:
                Bytes(type);
                break;
            case List or Set:
                (int count, int item) = Items(type);
                for (int i = 0; i < count; i++) SkipItem(item);
                break;
            case Map:
                SkipMap();
                break;
            case Struct:
                for (int id = 0; Field(ref id, out int part);) Skip(part);
                break;
            default:
                throw Broken();
        }
        _depth--;
    }

    private void SkipMap()
    {
        ulong pairs = Varint();
        if (pairs > (ulong)Left) throw Broken();
        if (pairs == 0) return;
        byte types = Next();
        for (ulong i = 0; i < pairs; i++)
        {
            SkipItem(types >> 4);
            SkipItem(types & 15);
        }
    }

    // In lists a truth is a byte of its own.
    private void SkipItem(int type)
    {
        if (type is True or False) Next();
        else Skip(type);
    }

    private void Take(int count)
    {
        if (count > Left) throw Broken();
        Position += count;
    }

    private byte Next() => Left > 0 ? _bytes[Position++] : throw Broken();

    private long Zigzag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = Next();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
        throw Broken();
    }

    private readonly GliaException Broken() => ParquetDamage.Of(name, "its description cannot be read");
}
