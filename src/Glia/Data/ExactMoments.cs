using System.Numerics;

namespace Glia.Data;

/// <summary>
/// Sums and sums of squares of float32 numbers, feature by feature, without any rounding: whole numbers of 32 bits and room for carries, so
/// that neither the order of the rows nor the pieces they come in nor who adds them up can show in the result. Mean and variance are
/// rounded once, at the end.
/// </summary>
/// <param name="features">How many features.</param>
/// <remarks>After Kulisch's accumulator and Neal, "Fast exact summation using small and large superaccumulators" (2015).</remarks>
internal sealed class ExactMoments(int features)
{
    // A float32 is a whole number below 2^24 times 2^-149 to 2^104; its square one below 2^48 times 2^-298 to 2^208.
    private const int Least = 149, Bits = 32, SumChunks = 10, SquareChunks = 19;

    // A chunk takes less than 2^33 from a row, and carries are passed on before so many rows could overflow it.
    private const long RowsBetweenCarries = 1 << 28;

    private readonly long[] _sums = new long[features * SumChunks], _squares = new long[features * SquareChunks];
    private long _rows, _sinceCarries;

    /// <summary>Adds a row of finite numbers.</summary>
    public void Add(ReadOnlySpan<float> row)
    {
        for (int feature = 0; feature < row.Length; feature++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(row[feature]);
            int exponent = (int)(bits >> 23) & 0xFF, place = Math.Max(exponent, 1) - 1;
            ulong whole = (bits & 0x7FFFFF) | (exponent == 0 ? 0u : 0x800000u);
            if (whole == 0) continue;
            long sign = (int)bits < 0 ? -1 : 1;
            Span<long> sum = _sums.AsSpan(feature * SumChunks + place / Bits, 2);
            ulong shifted = whole << (place % Bits);
            sum[0] += sign * (uint)shifted;
            sum[1] += sign * (long)(shifted >> Bits);
            Span<long> square = _squares.AsSpan(feature * SquareChunks + 2 * place / Bits, 3);
            int shift = 2 * place % Bits;
            ulong squared = whole * whole, low = (ulong)(uint)squared << shift, high = squared >> Bits << shift;
            square[0] += (uint)low;
            square[1] += (long)(low >> Bits) + (uint)high;
            square[2] += (long)(high >> Bits);
        }
        _rows++;
        if (++_sinceCarries < RowsBetweenCarries) return;
        for (int feature = 0; feature < features; feature++)
        {
            Carry(_sums.AsSpan(feature * SumChunks, SumChunks));
            Carry(_squares.AsSpan(feature * SquareChunks, SquareChunks));
        }
        _sinceCarries = 0;
    }

    /// <summary>The mean of a feature, rounded to the nearest double.</summary>
    public double Mean(int feature) => Rounded(Sum(feature), new BigInteger(_rows) << Least);

    /// <summary>The variance of a feature, divisor n, rounded to the nearest double.</summary>
    public double Variance(int feature)
    {
        BigInteger sum = Sum(feature), squares = Whole(_squares.AsSpan(feature * SquareChunks, SquareChunks));
        return Rounded(_rows * squares - sum * sum, new BigInteger(_rows) * _rows << (2 * Least));
    }

    private BigInteger Sum(int feature) => Whole(_sums.AsSpan(feature * SumChunks, SumChunks));

    private static BigInteger Whole(ReadOnlySpan<long> chunks)
    {
        BigInteger whole = BigInteger.Zero;
        for (int i = chunks.Length - 1; i >= 0; i--) whole = (whole << Bits) + chunks[i];
        return whole;
    }

    private static void Carry(Span<long> chunks)
    {
        for (int i = 0; i + 1 < chunks.Length; i++)
        {
            chunks[i + 1] += chunks[i] >> Bits;
            chunks[i] = (uint)chunks[i];
        }
    }

    /// <summary>A fraction, rounded to the nearest double.</summary>
    /// <param name="numerator">What is divided.</param>
    /// <param name="denominator">Above 0.</param>
    public static double Rounded(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero) return 0;
        // 64 bits of the quotient, the last one set where anything follows: the conversion to double then rounds as the whole would.
        BigInteger magnitude = BigInteger.Abs(numerator);
        int shift = 64 - (int)(magnitude.GetBitLength() - denominator.GetBitLength());
        BigInteger quotient = shift >= 0
            ? BigInteger.DivRem(magnitude << shift, denominator, out BigInteger rest)
            : BigInteger.DivRem(magnitude, denominator << -shift, out rest);
        bool inexact = !rest.IsZero;
        if (quotient.GetBitLength() > 64)
        {
            inexact |= !quotient.IsEven;
            quotient >>= 1;
            shift--;
        }
        double rounded = Math.ScaleB((double)((ulong)quotient | (inexact ? 1ul : 0)), -shift);
        return numerator.Sign < 0 ? -rounded : rounded;
    }
}
