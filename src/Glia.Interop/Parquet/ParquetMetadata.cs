using System.Buffers.Binary;
using Glia.Files;

namespace Glia.Interop.Parquet;

/// <summary>One element of a schema as the footer lists them, each before its children.</summary>
internal sealed record ParquetElement
{
    /// <summary>How the numbers are stored, 0 to 7; null for a group.</summary>
    public int? Type { get; set; }

    /// <summary>How many bytes a value of fixed length has.</summary>
    public int Length { get; set; }

    /// <summary>0 required, 1 optional, 2 repeated.</summary>
    public int Repetition { get; set; }

    public string Name { get; set; } = "";

    public int Children { get; set; }

    /// <summary>What is meant, as files before 2018 say it; null where they do not.</summary>
    public int? Converted { get; set; }

    /// <summary>What is meant, as later files say it; 0 where they do not.</summary>
    public int Logical { get; set; }

    /// <summary>Of times: 1 milliseconds, 2 microseconds, 3 nanoseconds.</summary>
    public int TimeUnit { get; set; }

    /// <summary>Of whole numbers: whether they have a sign.</summary>
    public bool Signed { get; set; } = true;
}

/// <summary>A column's pages in one group of rows.</summary>
internal sealed record ParquetChunk
{
    public int Codec { get; set; }

    public long Values { get; set; }

    public long Bytes { get; set; }

    public long DataOffset { get; set; }

    public long DictionaryOffset { get; set; }

    public bool IsElsewhere { get; set; }
}

/// <summary>A group of rows, with a chunk for each column.</summary>
internal sealed record ParquetRowGroup(long Rows, IReadOnlyList<ParquetChunk> Chunks);

/// <summary>What the footer of a Parquet file says.</summary>
/// <remarks>parquet.apache.org, parquet.thrift of parquet-format 2.11.</remarks>
internal sealed record ParquetMetadata(IReadOnlyList<ParquetElement> Elements, IReadOnlyList<ParquetRowGroup> Groups,
    IReadOnlyDictionary<string, string> Pairs)
{
    // "PAR1" at both ends, and the footer's length before the last.
    private const int Magic = 4, Tail = 8;

    /// <summary>Reads a footer.</summary>
    /// <exception cref="GliaException">It is cut off, damaged or encrypted.</exception>
    public static ParquetMetadata Read(FileStream stream, string name)
    {
        if (stream.Length < Magic + Tail) throw ParquetDamage.Of(name, "it is cut off");
        stream.Position = stream.Length - Tail;
        byte[] tail = BoundedReading.ReadExactly(stream, Tail, name, "its end");
        if (tail.AsSpan(Magic).SequenceEqual("PARE"u8))
            throw new GliaException($"{name} is an encrypted Parquet file, which Glia does not read; export it in plain.");
        if (!tail.AsSpan(Magic).SequenceEqual("PAR1"u8)) throw ParquetDamage.Of(name, "it does not end as one, so it is cut off");
        long length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > stream.Length - Magic - Tail) throw ParquetDamage.Of(name, "its description would begin before the file does");
        stream.Position = stream.Length - Tail - length;
        var reader = new ThriftReader(BoundedReading.ReadExactly(stream, length, name, "its description"), name);
        List<ParquetElement> elements = [];
        List<ParquetRowGroup> groups = [];
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        for (int id = 0; reader.Field(ref id, out int type);)
        {
            switch (id)
            {
                case 2:
                    for ((int left, int item) = reader.Items(type); left > 0; left--) elements.Add(Element(ref reader, item));
                    break;
                case 4:
                    for ((int left, int item) = reader.Items(type); left > 0; left--) groups.Add(Group(ref reader, item));
                    break;
                case 5:
                    for ((int left, int item) = reader.Items(type); left > 0; left--) Pair(ref reader, item, pairs);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
        return new ParquetMetadata(elements, groups, pairs);
    }

    private static ParquetElement Element(ref ThriftReader reader, int type)
    {
        var element = new ParquetElement();
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            switch (id)
            {
                case 1: element.Type = reader.Int32(part); break;
                case 2: element.Length = reader.Int32(part); break;
                case 3: element.Repetition = reader.Int32(part); break;
                case 4: element.Name = reader.Text(part); break;
                case 5: element.Children = reader.Int32(part); break;
                case 6: element.Converted = reader.Int32(part); break;
                case 10: Logical(ref reader, part, element); break;
                default: reader.Skip(part); break;
            }
        }
        reader.Leave();
        return element;
    }

    // A union: the number of its one field says what is meant.
    private static void Logical(ref ThriftReader reader, int type, ParquetElement element)
    {
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            element.Logical = id;
            if (part != ThriftReader.Struct)
            {
                reader.Skip(part);
                continue;
            }
            reader.Enter(part);
            for (int inner = 0; reader.Field(ref inner, out int value);)
            {
                if (inner == 2 && value is ThriftReader.True or ThriftReader.False && id == LogicalType.Integer)
                    element.Signed = reader.Truth(value);
                else if (inner == 2 && id is LogicalType.Time or LogicalType.Timestamp) element.TimeUnit = Unit(ref reader, value);
                else reader.Skip(value);
            }
            reader.Leave();
        }
        reader.Leave();
    }

    private static int Unit(ref ThriftReader reader, int type)
    {
        int unit = 0;
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            unit = id;
            reader.Skip(part);
        }
        reader.Leave();
        return unit;
    }

    private static ParquetRowGroup Group(ref ThriftReader reader, int type)
    {
        long rows = 0;
        List<ParquetChunk> chunks = [];
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            if (id == 1) for ((int left, int item) = reader.Items(part); left > 0; left--) chunks.Add(Chunk(ref reader, item));
            else if (id == 3) rows = reader.Integer(part);
            else reader.Skip(part);
        }
        reader.Leave();
        return new ParquetRowGroup(rows, chunks);
    }

    private static ParquetChunk Chunk(ref ThriftReader reader, int type)
    {
        var chunk = new ParquetChunk { IsElsewhere = true };
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            switch (id)
            {
                // Another file would have to be opened.
                case 1 when reader.Bytes(part).Length > 0: chunk.Codec = -1; break;
                case 1: break;
                case 3: Pages(ref reader, part, chunk); break;
                default: reader.Skip(part); break;
            }
        }
        reader.Leave();
        return chunk;
    }

    private static void Pages(ref ThriftReader reader, int type, ParquetChunk chunk)
    {
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            switch (id)
            {
                case 4 when chunk.Codec >= 0: chunk.Codec = reader.Int32(part); break;
                case 5: chunk.Values = reader.Integer(part); break;
                case 7: chunk.Bytes = reader.Integer(part); break;
                case 9: chunk.DataOffset = reader.Integer(part); break;
                case 11: chunk.DictionaryOffset = reader.Integer(part); break;
                default: reader.Skip(part); break;
            }
        }
        chunk.IsElsewhere = chunk.Codec < 0;
        reader.Leave();
    }

    private static void Pair(ref ThriftReader reader, int type, Dictionary<string, string> pairs)
    {
        string key = "", value = "";
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            if (id == 1) key = reader.Text(part);
            else if (id == 2) value = reader.Text(part);
            else reader.Skip(part);
        }
        reader.Leave();
        pairs[key] = value;
    }

    /// <summary>What a value is meant as, by the number of the union's field.</summary>
    public static class LogicalType
    {
        public const int Text = 1, Map = 2, List = 3, Enum = 4, Decimal = 5, Date = 6, Time = 7, Timestamp = 8, Integer = 10, Json = 12,
            Bson = 13, Uuid = 14, Half = 15;
    }
}
