using System.Numerics;
using Glia.Files;

namespace Glia.Interop.Parquet;

/// <summary>The values of a column in one group of rows, with the places that have none.</summary>
internal sealed class ParquetColumnData
{
    /// <summary>The different values.</summary>
    public required ParquetValues Values { get; init; }

    /// <summary>Which of them each place has, for the places that have one.</summary>
    public required int[] Indices { get; init; }

    /// <summary>For each place how far down there is something; empty where there is always a value.</summary>
    public required byte[] Definitions { get; init; }

    /// <summary>For each place whether it goes on with a list (1) or begins a row (0); empty where there are no lists.</summary>
    public required byte[] Repetitions { get; init; }

    /// <summary>How many places there are.</summary>
    public required int Count { get; init; }
}

/// <summary>Reads the pages of one column in one group of rows.</summary>
internal sealed class ParquetColumnReader
{
    private const int DataPage = 0, DictionaryPage = 2, DataPage2 = 3;

    private readonly ParquetColumn _column;
    private readonly string _name;
    private readonly ParquetChunk _chunk;
    private readonly ParquetValues _values;
    private readonly int[] _indices;
    private readonly byte[] _definitions, _repetitions;
    private long _left;
    private int _places, _pageStart, _filled, _dictionary;

    private ParquetColumnReader(ParquetColumn column, ParquetChunk chunk, string name, long most)
    {
        (_column, _name, _chunk, _left) = (column, name, chunk, most);
        _values = new ParquetValues(column, name);
        int places = (int)chunk.Values;
        _indices = new int[places];
        _definitions = new byte[column.Definition > 0 ? places : 0];
        _repetitions = new byte[column.Repetition > 0 ? places : 0];
    }

    /// <summary>Reads them.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="column">The column; it can be read.</param>
    /// <param name="chunk">Where its pages are; how many values there are was held against what the file may become.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="most">How many bytes the pages may become.</param>
    /// <exception cref="GliaException">A page is damaged or packed in a way that is not known.</exception>
    public static ParquetColumnData Read(FileStream stream, ParquetColumn column, ParquetChunk chunk, string name, long most)
    {
        if (chunk.IsElsewhere)
            throw new GliaException($"{name} keeps '{column.Name}' in another file, which is not opened; write one file.");
        long start = chunk.DictionaryOffset > 0 ? Math.Min(chunk.DictionaryOffset, chunk.DataOffset) : chunk.DataOffset;
        if (start < 4 || chunk.Bytes < 0 || start > stream.Length || chunk.Bytes > stream.Length - start)
            throw ParquetDamage.Of(name, $"'{column.Name}' lies beyond the file");
        stream.Position = start;
        byte[] bytes = BoundedReading.ReadExactly(stream, chunk.Bytes, name, $"'{column.Name}'");
        return new ParquetColumnReader(column, chunk, name, most).Read(bytes);
    }

    private ParquetColumnData Read(ReadOnlyMemory<byte> bytes)
    {
        while (_places < _chunk.Values)
        {
            if (bytes.Length == 0) throw Broken();
            var reader = new ThriftReader(bytes.Span, _name);
            Page page = Head(ref reader);
            bytes = bytes[reader.Position..];
            if (page.Packed < 0 || page.Packed > bytes.Length || page.Size < 0 || page.Size > _left) throw Broken();
            _left -= page.Size;
            ReadOnlyMemory<byte> packed = bytes[..page.Packed];
            if (page.CheckSum is { } sum && Crc32.Of(packed.Span) != (uint)sum)
                throw ParquetDamage.Of(_name, $"the bytes of '{_column.Name}' are not those that were saved");
            Take(page, packed);
            bytes = bytes[page.Packed..];
        }
        return new ParquetColumnData
        {
            Values = _values,
            Indices = _indices,
            Definitions = _definitions,
            Repetitions = _repetitions,
            Count = _places,
        };
    }

    private void Take(Page page, ReadOnlyMemory<byte> packed)
    {
        switch (page.Type)
        {
            case DictionaryPage:
                if (_values.Count > 0 || page.Values < 0) throw Broken();
                _values.AddPlain(ParquetCodecs.Unpack(_chunk.Codec, packed, page.Size, _name), page.Values);
                _dictionary = _values.Count;
                break;
            case DataPage:
                ReadOnlyMemory<byte> data = ParquetCodecs.Unpack(_chunk.Codec, packed, page.Size, _name);
                Room(page);
                data = Levels(data, page.RepetitionEncoding, _column.Repetition, _repetitions);
                data = Levels(data, page.DefinitionEncoding, _column.Definition, _definitions);
                TakeValues(page, data);
                break;
            case DataPage2:
                Room(page);
                int repetitions = page.RepetitionBytes, definitions = page.DefinitionBytes;
                if (repetitions < 0 || definitions < 0 || (long)repetitions + definitions > Math.Min(packed.Length, page.Size))
                    throw Broken();
                Levels2(packed.Span[..repetitions], _column.Repetition, _repetitions);
                Levels2(packed.Span.Slice(repetitions, definitions), _column.Definition, _definitions);
                int levels = repetitions + definitions;
                ReadOnlyMemory<byte> rest = packed[levels..];
                TakeValues(page, page.IsPacked && rest.Length > 0
                    ? ParquetCodecs.Unpack(_chunk.Codec, rest, page.Size - levels, _name)
                    : rest);
                break;
        }
    }

    private void Room(Page page)
    {
        if (page.Values < 0 || page.Values > _chunk.Values - _places) throw Broken();
        _pageStart = _places;
        _places += page.Values;
    }

    // Levels of the first kind of page have their length before them.
    private ReadOnlyMemory<byte> Levels(ReadOnlyMemory<byte> data, int encoding, int highest, byte[] levels)
    {
        if (highest == 0) return data;
        if (encoding != 3) throw Unknown("levels", encoding);
        if (data.Length < 4) throw Broken();
        uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data.Span);
        if (length > data.Length - 4) throw Broken();
        Levels2(data.Span.Slice(4, (int)length), highest, levels);
        return data[(4 + (int)length)..];
    }

    private void Levels2(ReadOnlySpan<byte> data, int highest, byte[] levels)
    {
        if (highest == 0) return;
        Span<byte> place = levels.AsSpan(_pageStart, _places - _pageStart);
        ParquetEncodings.Hybrid(data, 32 - BitOperations.LeadingZeroCount((uint)highest), place, _name);
        if (place.ContainsAnyExceptInRange((byte)0, (byte)highest)) throw Broken();
    }

    private void TakeValues(Page page, ReadOnlyMemory<byte> data)
    {
        int count = _column.Definition == 0 ? page.Values
            : _definitions.AsSpan(_pageStart, page.Values).Count((byte)_column.Definition);
        Span<int> indices = _indices.AsSpan(_filled, count);
        _filled += count;
        if (count == 0) return;
        if (page.Encoding is 2 or 8)
        {
            if (data.Length < 1 || _dictionary == 0) throw Broken();
            ParquetEncodings.Hybrid(data.Span[1..], data.Span[0], indices, _name);
            if (indices.ContainsAnyExceptInRange(0, _dictionary - 1)) throw Broken();
            return;
        }
        int first = _values.Count;
        switch (page.Encoding)
        {
            case 0: _values.AddPlain(data, count); break;
            case 3: _values.AddRuns(data.Span, count); break;
            case 5: _values.AddDeltas(data.Span, count); break;
            case 6: _values.AddWithLengths(data, count); break;
            case 7: _values.AddWithPrefixes(data, count, _left); break;
            case 9: _values.AddSplit(data.Span, count); break;
            default: throw Unknown("values", page.Encoding);
        }
        for (int i = 0; i < count; i++) indices[i] = first + i;
    }

    private static Page Head(ref ThriftReader reader)
    {
        var page = new Page();
        for (int id = 0; reader.Field(ref id, out int type);)
        {
            switch (id)
            {
                case 1: page.Type = reader.Int32(type); break;
                case 2: page.Size = reader.Int32(type); break;
                case 3: page.Packed = reader.Int32(type); break;
                case 4: page.CheckSum = reader.Int32(type); break;
                case 5: Data(ref reader, type, page); break;
                case 7: Data(ref reader, type, page); break;
                case 8: Data2(ref reader, type, page); break;
                default: reader.Skip(type); break;
            }
        }
        return page;
    }

    private static void Data(ref ThriftReader reader, int type, Page page)
    {
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            switch (id)
            {
                case 1: page.Values = reader.Int32(part); break;
                case 2: page.Encoding = reader.Int32(part); break;
                case 3 when part is not (ThriftReader.True or ThriftReader.False): page.DefinitionEncoding = reader.Int32(part); break;
                case 4: page.RepetitionEncoding = reader.Int32(part); break;
                default: reader.Skip(part); break;
            }
        }
        reader.Leave();
    }

    private static void Data2(ref ThriftReader reader, int type, Page page)
    {
        reader.Enter(type);
        for (int id = 0; reader.Field(ref id, out int part);)
        {
            switch (id)
            {
                case 1: page.Values = reader.Int32(part); break;
                case 4: page.Encoding = reader.Int32(part); break;
                case 5: page.DefinitionBytes = reader.Int32(part); break;
                case 6: page.RepetitionBytes = reader.Int32(part); break;
                case 7: page.IsPacked = reader.Truth(part); break;
                default: reader.Skip(part); break;
            }
        }
        reader.Leave();
    }

    private GliaException Broken() => ParquetDamage.Of(_name, $"the pages of '{_column.Name}' do not fit together");

    private GliaException Unknown(string what, int encoding) =>
        new($"{_name} writes the {what} of '{_column.Name}' in a way that Glia does not know (encoding {encoding}); write it with " +
            "another version, or as CSV.");

    private sealed class Page
    {
        public int Type { get; set; } = -1;

        public int Size { get; set; }

        public int Packed { get; set; }

        public int? CheckSum { get; set; }

        public int Values { get; set; }

        public int Encoding { get; set; }

        public int DefinitionEncoding { get; set; } = 3;

        public int RepetitionEncoding { get; set; } = 3;

        public int DefinitionBytes { get; set; }

        public int RepetitionBytes { get; set; }

        public bool IsPacked { get; set; } = true;
    }
}
