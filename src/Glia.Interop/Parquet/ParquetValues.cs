using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Glia.Interop.Parquet;

/// <summary>Different values of a column, in the order in which they came; rows say which is theirs.</summary>
/// <param name="column">The column.</param>
/// <param name="name">What messages call the file.</param>
internal sealed class ParquetValues(ParquetColumn column, string name)
{
    // Long enough for any number and any date.
    private const int MostText = 40;

    private readonly List<long> _whole = [];
    private readonly List<double> _fractions = [];
    private readonly List<ReadOnlyMemory<byte>> _bytes = [];
    private readonly char[] _text = new char[MostText];
    private int _lastText = -1;
    private string _last = "";

    private bool AreBytes => column.Type is 6 or 7 && column.Kind != ParquetKind.Half;

    private bool AreFractions => column.Kind is ParquetKind.Single or ParquetKind.Double or ParquetKind.Half;

    /// <summary>How many there are.</summary>
    public int Count => AreBytes ? _bytes.Count : AreFractions ? _fractions.Count : _whole.Count;

    /// <summary>The bytes of a value.</summary>
    public ReadOnlyMemory<byte> Bytes(int index) => _bytes[index];

    /// <summary>A value as text, valid until the next one is asked for.</summary>
    public ReadOnlySpan<char> Text(int index)
    {
        if (AreBytes)
        {
            if (index == _lastText) return _last;
            (_lastText, _last) = (index, Encoding.UTF8.GetString(_bytes[index].Span));
            return _last;
        }
        int length = 0;
        bool fits = column.Kind switch
        {
            ParquetKind.Truth => (_whole[index] == 0 ? "false" : "true").TryCopyTo(_text) && (length = _whole[index] == 0 ? 5 : 4) > 0,
            ParquetKind.Single or ParquetKind.Half =>
                ((float)_fractions[index]).TryFormat(_text, out length, provider: CultureInfo.InvariantCulture),
            ParquetKind.Double => _fractions[index].TryFormat(_text, out length, provider: CultureInfo.InvariantCulture),
            ParquetKind.Unsigned => ((ulong)_whole[index]).TryFormat(_text, out length, provider: CultureInfo.InvariantCulture),
            ParquetKind.TimeOfDay =>
                (_whole[index] / column.PerSecond).TryFormat(_text, out length, provider: CultureInfo.InvariantCulture),
            ParquetKind.Integer => _whole[index].TryFormat(_text, out length, provider: CultureInfo.InvariantCulture),
            _ => Date(_whole[index]).TryFormat(_text, out length,
                column.Kind == ParquetKind.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        };
        return fits ? _text.AsSpan(0, length) : throw ParquetDamage.Of(name, $"'{column.Name}' holds a value that is none");
    }

    /// <summary>Takes values that stand one after the other.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="count">How many.</param>
    public void AddPlain(ReadOnlyMemory<byte> data, int count)
    {
        ReadOnlySpan<byte> bytes = data.Span;
        if (column.Type == 0)
        {
            if ((count + 7) / 8 > bytes.Length) throw Broken();
            for (int i = 0; i < count; i++) _whole.Add((bytes[i >> 3] >> (i & 7)) & 1);
        }
        else if (column.Type == 6)
        {
            int at = 0;
            for (int i = 0; i < count; i++)
            {
                if (bytes.Length - at < 4) throw Broken();
                uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
                at += 4;
                if (length > bytes.Length - at) throw Broken();
                _bytes.Add(data.Slice(at, (int)length));
                at += (int)length;
            }
        }
        else
        {
            int size = Size;
            if ((long)count * size > bytes.Length) throw Broken();
            for (int i = 0; i < count; i++) AddFixed(data.Slice(i * size, size));
        }
    }

    /// <summary>Takes values of which first all first bytes stand, then all second ones.</summary>
    public void AddSplit(ReadOnlySpan<byte> data, int count)
    {
        int size = Size;
        if (column.Type is 0 or 6 || (long)count * size > data.Length) throw Broken();
        var all = new byte[count * size];
        for (int i = 0; i < count; i++)
            for (int part = 0; part < size; part++) all[(i * size) + part] = data[(part * count) + i];
        for (int i = 0; i < count; i++) AddFixed(all.AsMemory(i * size, size));
    }

    /// <summary>Takes whole numbers written as differences.</summary>
    public void AddDeltas(ReadOnlySpan<byte> data, int count)
    {
        if (column.Type is not (1 or 2)) throw Broken();
        var numbers = new long[count];
        ParquetEncodings.Deltas(data, count, numbers, name);
        foreach (long number in numbers) AddWhole(column.Type == 1 ? (int)number : number);
    }

    /// <summary>Takes truths in runs.</summary>
    public void AddRuns(ReadOnlySpan<byte> data, int count)
    {
        if (column.Type != 0 || data.Length < 4) throw Broken();
        var numbers = new byte[count];
        ParquetEncodings.Hybrid(data[4..], 1, numbers.AsSpan(), name);
        foreach (byte number in numbers) _whole.Add(number);
    }

    /// <summary>Takes bytes whose lengths stand before all of them.</summary>
    public void AddWithLengths(ReadOnlyMemory<byte> data, int count)
    {
        if (column.Type != 6) throw Broken();
        var lengths = new long[count];
        int at = ParquetEncodings.Deltas(data.Span, count, lengths, name);
        foreach (long length in lengths)
        {
            if (length < 0 || length > data.Length - at) throw Broken();
            _bytes.Add(data.Slice(at, (int)length));
            at += (int)length;
        }
    }

    /// <summary>Takes bytes of which each shares its beginning with the one before.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="count">How many.</param>
    /// <param name="most">How many bytes may come of them.</param>
    public void AddWithPrefixes(ReadOnlyMemory<byte> data, int count, long most)
    {
        if (!AreBytes) throw Broken();
        long[] shared = new long[count], lengths = new long[count];
        int at = ParquetEncodings.Deltas(data.Span, count, shared, name);
        at += ParquetEncodings.Deltas(data.Span[at..], count, lengths, name);
        ReadOnlyMemory<byte> before = default;
        for (int i = 0; i < count; i++)
        {
            if (shared[i] < 0 || shared[i] > before.Length || lengths[i] < 0 || lengths[i] > data.Length - at
                || (most -= shared[i] + lengths[i]) < 0) throw Broken();
            var value = new byte[shared[i] + lengths[i]];
            before.Span[..(int)shared[i]].CopyTo(value);
            data.Span.Slice(at, (int)lengths[i]).CopyTo(value.AsSpan((int)shared[i]));
            at += (int)lengths[i];
            _bytes.Add(before = value);
        }
    }

    private int Size => column.Type switch { 1 or 4 => 4, 2 or 5 => 8, 7 => column.Length, _ => throw Broken() };

    private void AddFixed(ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> bytes = value.Span;
        switch (column.Type)
        {
            case 1: AddWhole(BinaryPrimitives.ReadInt32LittleEndian(bytes)); break;
            case 2: AddWhole(BinaryPrimitives.ReadInt64LittleEndian(bytes)); break;
            case 4: _fractions.Add(BinaryPrimitives.ReadSingleLittleEndian(bytes)); break;
            case 5: _fractions.Add(BinaryPrimitives.ReadDoubleLittleEndian(bytes)); break;
            default:
                if (column.Kind == ParquetKind.Half) _fractions.Add((double)BinaryPrimitives.ReadHalfLittleEndian(bytes));
                else _bytes.Add(value);
                break;
        }
    }

    // 32 bits without a sign stand in an int32.
    private void AddWhole(long value) => _whole.Add(column is { Kind: ParquetKind.Unsigned, Type: 1 } ? (uint)value : value);

    private DateTime Date(long value)
    {
        long ticks = column.Kind switch
        {
            ParquetKind.Date => Times(value, TimeSpan.TicksPerDay),
            ParquetKind.Milliseconds => Times(value, TimeSpan.TicksPerMillisecond),
            ParquetKind.Microseconds => Times(value, TimeSpan.TicksPerMicrosecond),
            _ => value / TimeSpan.NanosecondsPerTick,
        };
        long date = unchecked(DateTime.UnixEpoch.Ticks + ticks);
        return date >= DateTime.MinValue.Ticks && date <= DateTime.MaxValue.Ticks ? new DateTime(date)
            : throw NoDate();
    }

    private long Times(long value, long ticks) => Math.BigMul(value, ticks) is var product && product >= long.MinValue / 2
        && product <= long.MaxValue / 2 ? (long)product
        : throw NoDate();

    private GliaException NoDate() => ParquetDamage.Of(name, $"'{column.Name}' holds a date that no calendar has");

    private GliaException Broken() => ParquetDamage.Of(name, $"'{column.Name}' has fewer values than it says, or of another kind");
}
