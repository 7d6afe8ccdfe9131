namespace Glia.Data;

/// <summary>The class of each row: a byte where there are at most 256 classes.</summary>
internal sealed class ClassNumbers
{
    private const int MostOfBytes = 256;

    private readonly byte[]? _bytes;
    private readonly int[] _numbers = [];

    private ClassNumbers(byte[] bytes) => (_bytes, Count) = (bytes, bytes.Length);

    private ClassNumbers(int[] numbers) => (_numbers, Count) = (numbers, numbers.Length);

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>The class of a row.</summary>
    public int this[int row] => _bytes is { } bytes ? bytes[row] : _numbers[row];

    /// <summary>Numbers from 0 on, copied.</summary>
    /// <param name="numbers">A class a row.</param>
    /// <param name="count">How many classes there are.</param>
    public static ClassNumbers Of(ReadOnlySpan<int> numbers, int count)
    {
        if (count > MostOfBytes) return new(numbers.ToArray());
        var bytes = new byte[numbers.Length];
        for (int row = 0; row < bytes.Length; row++) bytes[row] = (byte)numbers[row];
        return new(bytes);
    }

    /// <summary>Those of some rows, in the order asked for.</summary>
    public ClassNumbers Select(ReadOnlySpan<int> rows)
    {
        if (_bytes is not { } bytes)
        {
            var numbers = new int[rows.Length];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = _numbers[rows[i]];
            return new(numbers);
        }
        var own = new byte[rows.Length];
        for (int i = 0; i < own.Length; i++) own[i] = bytes[rows[i]];
        return new(own);
    }

    /// <summary>All as whole numbers.</summary>
    public int[] ToArray() => _bytes is { } bytes ? Array.ConvertAll(bytes, one => (int)one) : [.. _numbers];
}
