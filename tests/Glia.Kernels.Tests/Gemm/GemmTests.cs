using CsCheck;

namespace Glia.Kernels.Tests;

public class GemmTests
{
    private static readonly int[] OddSizes = [1, 2, 3, 5, 6, 7, 8, 9, 13, 15, 16, 17, 31, 33, 47, 50, 65];

    [Fact]
    public void Any_size_and_stride_agrees_with_the_reference() =>
        Gen.Select(Gen.Int[0, OddSizes.Length - 1], Gen.Int[0, OddSizes.Length - 1], Gen.Int[0, 70], Gen.Int[0, 15], Gen.Int[1, 3],
            Gen.Int[0, 2], Gen.UInt)
            .Sample((m, n, k, layout, threads, mode, seed) =>
                GemmCase.Check(OddSizes[m], OddSizes[n], k, layout, threads, mode, seed), iter: 600);

    [Theory]
    [InlineData(128, 200, 784)]
    [InlineData(32, 10, 200)]
    [InlineData(784, 200, 33)]
    [InlineData(1, 200, 784)]
    [InlineData(97, 129, 513)]
    [InlineData(3, 1000, 257)]
    [InlineData(300, 3, 1025)]
    [InlineData(46, 790, 100)]
    [InlineData(32, 200, 784)]
    [InlineData(70, 33, 130)]
    public void Sizes_of_several_blocks_agree_with_the_reference(int m, int n, int k)
    {
        for (int layout = 0; layout < 4; layout++)
        {
            for (int mode = 0; mode < 3; mode++)
                GemmCase.Check(m, n, k, layout, threads: 2, mode, seed: 7);
        }
    }

    [Theory]
    [InlineData(128, 200, 784, 0.8)]
    [InlineData(131, 37, 100, 0.95)]
    [InlineData(784, 20, 33, 0.8)]
    [InlineData(65, 17, 900, 1)]
    [InlineData(32, 200, 784, 0.8)]
    public void Skipping_zeros_changes_nothing(int m, int n, int k, double zeros)
    {
        for (int layout = 0; layout < 4; layout++)
        {
            for (int mode = 0; mode < 3; mode++)
                GemmCase.Check(m, n, k, layout, threads: 3, mode, seed: 11, zeros);
        }
    }

    [Fact]
    public void Zeros_are_skipped_where_they_abound()
    {
        // The only way to see it from outside: a zero times NaN is not computed.
        float[] a = new float[64 * 784], b = new float[784 * 16], c = new float[64 * 16];
        b.AsSpan().Fill(float.NaN);
        Gemm.Multiply(Workers.Single, new Matrix(a, 64, 784), new Matrix(b, 784, 16), c);
        Assert.All(c, number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData(128, 200, 784)]
    [InlineData(784, 200, 100)]
    [InlineData(50, 17, 1000)]
    [InlineData(32, 200, 784)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int m, int n, int k)
    {
        for (int layout = 0; layout < 4; layout++)
        {
            float[] single = new GemmCase(m, n, k, layout, 3).Multiply(Workers.Single, mode: 1);
            foreach (int threads in new[] { 2, 3, 5 })
                Assert.Equal(single, new GemmCase(m, n, k, layout, 3).Multiply(new Workers(threads), mode: 1));
        }
    }

    [Fact]
    public void A_nan_spoils_its_row_and_column_only()
    {
        GemmCase numbers = new(20, 30, 40, layout: 0, seed: 1);
        numbers.A[(3 * 40) + 5] = float.NaN;
        float[] c = numbers.Multiply(Workers.Single, mode: 0);
        for (int i = 0; i < c.Length; i++)
            Assert.Equal(i / 30 == 3, float.IsNaN(c[i]));

        numbers = new(20, 30, 40, layout: 0, seed: 1);
        numbers.B[(5 * 30) + 7] = float.NaN;
        c = numbers.Multiply(Workers.Single, mode: 0);
        for (int i = 0; i < c.Length; i++)
            Assert.Equal(i % 30 == 7, float.IsNaN(c[i]));
    }

    [Fact]
    public void Denormal_numbers_are_kept()
    {
        float[] c = new float[1];
        Gemm.Multiply(Workers.Single, new Matrix([1e-40f], 1, 1), new Matrix([0.5f], 1, 1), c);
        Assert.Equal(1e-40f * 0.5f, c[0]);
        Assert.NotEqual(0, c[0]);
    }

    [Fact]
    public void A_product_over_nothing_is_the_bias()
    {
        float[] c = [9, 9, 9, 9];
        Gemm.Multiply(Workers.Single, new Matrix([], 2, 0), new Matrix([], 0, 2), c, bias: [1, 2]);
        Assert.Equal([1, 2, 1, 2], c);
    }

    [Fact]
    public void Sizes_that_do_not_meet_are_refused()
    {
        float[] numbers = new float[6];
        Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(Workers.Single, new Matrix(numbers, 2, 3), new Matrix(numbers, 2, 3), numbers));
        Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(Workers.Single, new Matrix(numbers, 2, 3), new Matrix(numbers, 3, 2), numbers));
        Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply(Workers.Single, new Matrix(numbers, 2, 3), new Matrix(numbers, 3, 2), new float[4], new float[3]));
    }

    [Fact]
    public void A_product_allocates_nothing_once_its_buffers_exist()
    {
        GemmCase numbers = new(64, 64, 64, layout: 0, seed: 1);
        float[] c = new float[64 * 64];
        for (int i = 0; i < 3; i++)
            Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Multiply() => Gemm.Multiply(Workers.Single, new Matrix(numbers.A, 64, 64), new Matrix(numbers.B, 64, 64), c);
    }
}
