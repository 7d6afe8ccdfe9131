using System.Numerics;
using CsCheck;
using Glia.Data;

namespace Glia.Tests.Data;

public class ExactMomentsTests
{
    private static readonly Gen<float[]> Numbers = Gen.OneOf(
        Gen.Float[-1e3f, 1e3f],
        Gen.Int[-1000, 1000].Select(whole => (float)whole),
        Gen.UInt.Select(BitConverter.UInt32BitsToSingle).Where(float.IsFinite)).Array[1, 60];

    [Fact]
    public void They_are_those_of_fractions_rounded_once() => Numbers.Sample(numbers =>
    {
        var moments = new ExactMoments(1);
        foreach (float number in numbers) moments.Add([number]);
        Fraction sum = Fraction.Zero, squares = Fraction.Zero;
        foreach (float number in numbers)
        {
            Fraction exact = Fraction.Of(number);
            sum += exact;
            squares += exact * exact;
        }
        Fraction count = Fraction.Of(numbers.Length);
        return Nearest(moments.Mean(0), sum / count) && Nearest(moments.Variance(0), (count * squares - sum * sum) / (count * count));
    }, iter: 2000);

    [Fact]
    public void No_order_shows() => Numbers.Sample(numbers =>
    {
        var one = new ExactMoments(1);
        var other = new ExactMoments(1);
        foreach (float number in numbers) one.Add([number]);
        foreach (float number in numbers.Reverse()) other.Add([number]);
        return one.Mean(0).Equals(other.Mean(0)) && one.Variance(0).Equals(other.Variance(0));
    });

    [Fact]
    public void A_large_mean_and_a_small_spread_keep_their_digits()
    {
        var moments = new ExactMoments(1);
        foreach (float number in (float[])[16777215, 16777216, 16777214, 16777215]) moments.Add([number]);
        Assert.Equal((16777215, 0.5), (moments.Mean(0), moments.Variance(0)));
    }

    [Fact]
    public void Bytes_are_exact_too_and_alike_in_any_form()
    {
        byte[] bytes = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 256))];
        var ofBytes = FeatureStatistics.Of(new ByteFeatures(bytes, 5));
        var ofFloats = FeatureStatistics.Of(new FloatFeatures([.. bytes.Select(b => (float)b)], 5));
        Assert.Equal(ofFloats.Mean, ofBytes.Mean);
        Assert.Equal(ofFloats.Variance, ofBytes.Variance);
        Assert.Equal(ofFloats.Minimum, ofBytes.Minimum);
        Assert.Equal(ofFloats.Maximum, ofBytes.Maximum);
    }

    // No double lies nearer: the value is within half a step to the neighbour on the other side of what is exact.
    private static bool Nearest(double value, Fraction exact)
    {
        if (!double.IsFinite(value)) return false;
        Fraction own = Fraction.Of(value), distance = (own - exact).Magnitude;
        double neighbour = exact > own ? Math.BitIncrement(value) : Math.BitDecrement(value);
        return !(Fraction.Of(2) * distance > (Fraction.Of(neighbour) - own).Magnitude);
    }

    private readonly record struct Fraction(BigInteger Over, BigInteger Under)
    {
        public static readonly Fraction Zero = new(0, 1);

        public Fraction Magnitude => new(BigInteger.Abs(Over), Under);

        public static Fraction Of(double value)
        {
            if (value == 0) return Zero;
            long bits = BitConverter.DoubleToInt64Bits(value), mantissa = bits & 0xFFFFFFFFFFFFF;
            int exponent = (int)(bits >> 52) & 0x7FF;
            if (exponent > 0) mantissa |= 1L << 52;
            int power = Math.Max(exponent, 1) - 1075;
            BigInteger whole = value < 0 ? -mantissa : mantissa;
            return power >= 0 ? new(whole << power, 1) : new(whole, BigInteger.One << -power);
        }

        public static Fraction operator +(Fraction a, Fraction b) => new(a.Over * b.Under + b.Over * a.Under, a.Under * b.Under);

        public static Fraction operator -(Fraction a, Fraction b) => new(a.Over * b.Under - b.Over * a.Under, a.Under * b.Under);

        public static Fraction operator *(Fraction a, Fraction b) => new(a.Over * b.Over, a.Under * b.Under);

        public static Fraction operator /(Fraction a, Fraction b) => new(a.Over * b.Under, a.Under * b.Over);

        public static bool operator >(Fraction a, Fraction b) => a.Over * b.Under > b.Over * a.Under;

        public static bool operator <(Fraction a, Fraction b) => b > a;
    }
}
