using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Glia.Files;

namespace Glia.Interop.Data;

/// <summary>
/// MATLAB's files of versions 4 to 7: arrays of numbers by name, turned from columns into rows. Sparse ones are filled with zeros; texts,
/// cells,
/// structures and complex numbers are left out and known by name.
/// </summary>
/// <remarks>MAT-File Format, The MathWorks.</remarks>
internal sealed class MatFile
{
    private const int HeaderSize = 128, OldHeaderSize = 20, Matrix = 14, Compressed = 15;

    private const string Complex = "an array of complex numbers";

    private readonly string _path;
    private bool _big;

    private MatFile(string path) => _path = path;

    /// <summary>The arrays of numbers by name.</summary>
    public Dictionary<string, NdArray> Arrays { get; } = new(StringComparer.Ordinal);

    /// <summary>What else there is, by name: <c>a cell array</c>.</summary>
    public Dictionary<string, string> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="GliaException">It is damaged, or has no array of numbers.</exception>
    public static MatFile Read(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        byte[] bytes = BoundedReading.ReadExactly(stream, stream.Length, path, "the file");
        var file = new MatFile(path);
        if (bytes.AsSpan().StartsWith("MATLAB "u8)) file.ReadElements(bytes);
        else file.ReadOld(bytes);
        if (file.Arrays.Count == 0)
        {
            string others = string.Join(", ", file.Others.Select(one => $"'{one.Key}', {one.Value}"));
            throw new GliaException($"{path} is a MATLAB file without an array of numbers" +
                $"{(others.Length == 0 ? "" : $": it has {others}")}; " +
                "save the inputs and the targets as numeric arrays.");
        }
        return file;
    }

    /// <summary>Whether bytes begin as a file of version 4 does, which has no sign of its own.</summary>
    public static bool LooksOld(ReadOnlySpan<byte> start, long length)
    {
        if (start.Length < OldHeaderSize + 2) return false;
        bool big = BinaryPrimitives.ReadInt32LittleEndian(start) is < 0 or >= 5000;
        int kind = Int32(start, big), rows = Int32(start[4..], big), columns = Int32(start[8..], big), imaginary = Int32(start[12..], big),
            name = Int32(start[16..], big);
        // The code is M0PT: a machine, a type of number, a kind of matrix.
        if (kind is < 0 or >= 5000 || kind / 100 % 10 != 0 || kind / 10 % 10 > 5 || kind % 10 > 2
            || big != (kind / 1000 == 1)) return false;
        if (rows < 1 || columns < 1 || imaginary is not (0 or 1) || name is < 2 or > 64
            || OldHeaderSize + (long)name > start.Length) return false;
        ReadOnlySpan<byte> letters = start.Slice(OldHeaderSize, name);
        if (letters[^1] != 0 || !char.IsAsciiLetter((char)letters[0])) return false;
        foreach (byte letter in letters[..^1]) if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '_') return false;
        return OldHeaderSize + (long)name < length;
    }

    private static int Int32(ReadOnlySpan<byte> bytes, bool big) =>
        big ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static NumberType? OldType(int code) => code switch
    {
        0 => NumberType.Float64,
        1 => NumberType.Float32,
        2 => NumberType.Int32,
        3 => NumberType.Int16,
        4 => NumberType.UInt16,
        5 => NumberType.UInt8,
        _ => null,
    };

    private void ReadOld(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (bytes.Length - at < OldHeaderSize) throw Damaged("is cut off");
            _big = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)) is < 0 or >= 5000;
            int[] head = [.. Enumerable.Range(0, 5).Select(i => Int32(bytes.AsSpan(at + (4 * i)), _big))];
            (int kind, int rows, int columns, int imaginary, int length) = (head[0], head[1], head[2], head[3], head[4]);
            at += OldHeaderSize;
            if (kind is < 0 or >= 5000 || OldType(kind / 10 % 10) is not { } type || rows < 0 || columns < 0 || length < 1
                || length > bytes.Length - at)
                throw Damaged("has a variable of no known kind");
            string name = Encoding.Latin1.GetString(bytes, at, length - 1);
            at += length;
            // Three factors may be more than 64 bits hold.
            decimal size = (decimal)rows * columns * NdArray.SizeOf(type) * (imaginary == 1 ? 2 : 1);
            if (size > bytes.Length - at) throw Damaged($"has fewer numbers than '{name}' needs");
            if (kind % 10 != 0) Others[name] = kind % 10 == 1 ? "a text" : "a sparse matrix of version 4";
            else if (imaginary == 1) Others[name] = Complex;
            else Arrays[name] = Rows(Native(bytes.AsSpan(at, (int)size), type), type, [rows, columns]);
            at += (int)size;
        }
    }

    private void ReadElements(byte[] bytes)
    {
        if (bytes.Length < HeaderSize) throw Damaged("is cut off");
        _big = bytes[126] == 'M';
        for (var cursor = new Cursor(this, bytes.AsMemory(HeaderSize)); cursor.Left > 0;)
        {
            (int type, ReadOnlyMemory<byte> body) = cursor.Element();
            if (type == Compressed) (type, body) = new Cursor(this, Inflated(body)).Element();
            if (type == Matrix) ReadMatrix(new Cursor(this, body));
        }
    }

    private byte[] Inflated(ReadOnlyMemory<byte> packed)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            using var bounded = new BudgetedStream(zlib, BudgetedStream.BudgetOf(packed.Length), _path);
            using var all = new MemoryStream();
            bounded.CopyTo(all);
            byte[] bytes = all.ToArray();
            // The sum at the end is compared here: what is cut off before it is passed over in silence otherwise.
            if (packed.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(packed.Span[^4..]) != Adler32(bytes)) throw Damaged("has a " +
                "variable whose check sum is another");
            return bytes;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw Damaged($"has a variable that cannot be unpacked ({error.Message.TrimEnd('.')})");
        }
    }

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65521;
        uint a = 1, b = 0;
        foreach (byte one in bytes)
        {
            a = (a + one) % Modulus;
            b = (b + a) % Modulus;
        }
        return (b << 16) | a;
    }

    private void ReadMatrix(Cursor cursor)
    {
        const int complex = 0x08, sparse = 5;
        (_, ReadOnlyMemory<byte> flags) = cursor.Element();
        if (flags.Length < 4) throw Damaged("has a variable without a class");
        uint word = _big ? BinaryPrimitives.ReadUInt32BigEndian(flags.Span) : BinaryPrimitives.ReadUInt32LittleEndian(flags.Span);
        int kind = (int)(word & 0xff);
        // A function is not an array and has no dimensions.
        if (kind is 16 or 17)
        {
            Others[$"variable {Arrays.Count + Others.Count + 1}"] = "a function or an object";
            return;
        }
        long[] dimensions = Array.ConvertAll(Doubles(cursor.Element()), size => (long)size);
        string name = Encoding.Latin1.GetString(cursor.Element().Body.Span);
        if (dimensions.Any(size => size is < 0 or > int.MaxValue) || dimensions.Length is 0
            or > 8) throw Damaged($"gives '{name}' a size that no array has");
        int[] shape = [.. dimensions.Select(size => (int)size)];
        string? other = kind switch
        {
            1 => "a cell array",
            2 or 3 => "a structure or an object",
            4 => "a text",
            sparse or (>= 6 and <= 15) => (word >> 8 & complex) != 0 ? Complex : null,
            _ => "of a class that Glia does not know",
        };
        if (other is not null) Others[name] = other;
        else if (kind == sparse) Arrays[name] = Filled(cursor, name, shape);
        else Arrays[name] = Full(cursor, name, shape, ClassType(kind));
    }

    private static NumberType ClassType(int kind) => kind switch
    {
        6 => NumberType.Float64,
        7 => NumberType.Float32,
        8 => NumberType.Int8,
        9 => NumberType.UInt8,
        10 => NumberType.Int16,
        11 => NumberType.UInt16,
        12 => NumberType.Int32,
        13 => NumberType.UInt32,
        14 => NumberType.Int64,
        _ => NumberType.UInt64,
    };

    private static NumberType? Stored(int type) => type switch
    {
        1 => NumberType.Int8,
        2 => NumberType.UInt8,
        3 => NumberType.Int16,
        4 => NumberType.UInt16,
        5 => NumberType.Int32,
        6 => NumberType.UInt32,
        7 => NumberType.Float32,
        9 => NumberType.Float64,
        12 => NumberType.Int64,
        13 => NumberType.UInt64,
        _ => null,
    };

    // Doubles that are whole are stored as smaller integers; the class says what they are.
    private NdArray Full(Cursor cursor, string name, int[] shape, NumberType wanted)
    {
        (int type, ReadOnlyMemory<byte> body) = cursor.Element();
        NumberType stored = Stored(type) ?? throw Damaged($"stores '{name}' in a way that no array is");
        if (NdArray.LengthOf(shape) is not { } length || length != body.Length / NdArray.SizeOf(stored))
            throw Damaged($"has fewer numbers than '{name}' needs, or more");
        byte[] native = Native(body.Span[..(int)(length * NdArray.SizeOf(stored))], stored);
        if (stored == wanted) return Rows(native, stored, shape);
        var numbers = new NdArray(stored, [(int)length], native);
        return wanted == NumberType.Float32
            ? Rows(Networks.ForeignTensor.BytesOf(numbers.ToSingles()).ToArray(), wanted, shape)
            : Rows(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(numbers.ToDoubles()).ToArray(), NumberType.Float64, shape);
    }

    private NdArray Filled(Cursor cursor, string name, int[] shape)
    {
        double[] rows = Doubles(cursor.Element()), starts = Doubles(cursor.Element()), values = Doubles(cursor.Element());
        if (shape is not [var height, var width] || starts.Length != width + 1
            || (long)height * width * sizeof(double) > BudgetedStream.BudgetOf(values.Length * sizeof(double)))
            throw new GliaException($"{_path}: the sparse matrix '{name}' of {string.Join(" x ", shape)} would need far more memory than " +
                "its numbers; save its full form, or less of it.");
        var all = new double[height * width];
        for (int column = 0; column < width; column++)
        {
            for (double i = starts[column]; i < starts[column + 1]; i++)
            {
                if (i < 0 || i >= rows.Length || i >= values.Length || rows[(int)i] is not (>= 0 and var row)
                    || row >= height) throw Damaged($"has '{name}' beyond its end");
                all[((int)row * width) + column] = values[(int)i];
            }
        }
        return NdArray.From(all, height, width);
    }

    private double[] Doubles((int Type, ReadOnlyMemory<byte> Body) element)
    {
        NumberType stored = Stored(element.Type) ?? throw Damaged("has no numbers where they should be");
        int count = element.Body.Length / NdArray.SizeOf(stored);
        return new NdArray(stored, [count], Native(element.Body.Span[..(count * NdArray.SizeOf(stored))], stored)).ToDoubles();
    }

    private byte[] Native(ReadOnlySpan<byte> bytes, NumberType type)
    {
        byte[] native = bytes.ToArray();
        if (_big) BoundedReading.ReverseEndianness(native, NdArray.SizeOf(type));
        return native;
    }

    // MATLAB counts the first dimension fastest.
    private static NdArray Rows(byte[] columns, NumberType type, int[] shape)
    {
        int size = NdArray.SizeOf(type), rank = shape.Length;
        var rows = new byte[columns.Length];
        var place = new int[rank];
        int[] steps = new int[rank];
        for (int axis = 0, step = 1; axis < rank; step *= Math.Max(1, shape[axis++])) steps[axis] = step;
        for (int to = 0; to < rows.Length; to += size)
        {
            int from = 0;
            for (int axis = 0; axis < rank; axis++) from += place[axis] * steps[axis];
            columns.AsSpan(from * size, size).CopyTo(rows.AsSpan(to));
            for (int axis = rank - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--) place[axis] = 0;
        }
        return new NdArray(type, shape, rows);
    }

    private GliaException Damaged(string what) => new($"{_path} is a damaged MATLAB file: it {what}; save or copy it again.");

    /// <summary>Elements one after the other: a type, a number of bytes, and these up to the next multiple of eight.</summary>
    private struct Cursor(MatFile file, ReadOnlyMemory<byte> bytes)
    {
        private int _at;

        public readonly int Left => bytes.Length - _at;

        public (int Type, ReadOnlyMemory<byte> Body) Element()
        {
            if (Left < 8) throw file.Damaged("is cut off");
            uint first = Word(_at), length = Word(_at + 4);
            // The small form has both in one word, and up to four bytes behind it.
            if (first >> 16 != 0)
            {
                int few = (int)(first >> 16);
                if (few > 4) throw file.Damaged("has a small part that is none");
                _at += 8;
                return ((int)(first & 0xffff), bytes.Slice(_at - 4, few));
            }
            if (length > Left - 8) throw file.Damaged("is cut off");
            ReadOnlyMemory<byte> body = bytes.Slice(_at + 8, (int)length);
            // Packed elements follow each other without a gap.
            int padding = first == Compressed ? 0 : (8 - ((int)length % 8)) % 8;
            _at = Math.Min(bytes.Length, _at + 8 + (int)length + padding);
            return ((int)first, body);
        }

        private readonly uint Word(int at) => file._big
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);
    }
}
