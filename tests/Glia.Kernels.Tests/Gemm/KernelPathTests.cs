using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Tests;

public class KernelPathTests
{
    private static readonly (int M, int N, int K)[] Sizes = [(1, 50, 70), (70, 50, 1), (6, 32, 9), (13, 200, 77), (65, 33, 300),
        (40, 10, 801)];

    // AVX-512 code runs anywhere, as pairs of shorter vectors: slow, but the same arithmetic.
    [Theory]
    [InlineData(KernelPath.Portable)]
    [InlineData(KernelPath.Avx2)]
    [InlineData(KernelPath.Avx512)]
    public void Every_path_agrees_with_the_reference(KernelPath path)
    {
        foreach ((int m, int n, int k) in Sizes)
        {
            for (int layout = 0; layout < 4; layout++)
                GemmCase.Check(m, n, k, layout, threads: 2, mode: layout % 3, seed: 3, zeros: layout == 1 ? 0.8 : 0, path);
        }
    }

    [Fact]
    public void Every_path_with_fused_multiply_add_gives_the_same_bits()
    {
        if (!Fma.IsSupported)
            return;
        foreach ((int m, int n, int k) in Sizes)
        {
            // One row by transposed B is a set of dot products, whose order follows the vector's length.
            foreach (int layout in m == 1 ? [0, 1] : new[] { 0, 1, 2, 3 })
            {
                float[] expected = new GemmCase(m, n, k, layout, 5).Multiply(Workers.Single, mode: 1, KernelPath.Avx2);
                Assert.Equal(expected, new GemmCase(m, n, k, layout, 5).Multiply(Workers.Single, mode: 1, KernelPath.Avx512));
                Assert.Equal(expected, new GemmCase(m, n, k, layout, 5).Multiply(Workers.Single, mode: 1, KernelPath.Portable));
            }
        }
    }

    [Fact]
    public void The_environment_may_name_a_path()
    {
        Assert.Equal(KernelPath.Portable, KernelPaths.Choose("portable"));
        Assert.True(KernelPaths.IsAvailable(KernelPaths.Choose(null)));
        Assert.Equal(KernelPaths.Choose(null), KernelPaths.Choose(""));
        if (KernelPaths.IsAvailable(KernelPath.Avx2))
            Assert.Equal(KernelPath.Avx2, KernelPaths.Choose("AVX2"));
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("none")]
    [InlineData("7")]
    public void A_path_that_does_not_exist_is_refused_in_a_sentence(string name)
    {
        PlatformNotSupportedException refusal = Assert.Throws<PlatformNotSupportedException>(() => KernelPaths.Choose(name));
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("avx2, avx512 or portable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_the_processor_lacks_is_refused()
    {
        if (!KernelPaths.IsAvailable(KernelPath.Avx512))
            Assert.Throws<PlatformNotSupportedException>(() => KernelPaths.Choose("avx512"));
    }
}
