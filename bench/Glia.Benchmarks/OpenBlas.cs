using System.Runtime.InteropServices;

namespace Glia.Benchmarks;

/// <summary>The system's OpenBLAS, as a rival in the same process. Nothing but the benchmark calls it.</summary>
internal static unsafe partial class OpenBlas
{
    private const string Library = "libopenblas.so.0";
    private const int RowMajor = 101, AsIs = 111, Transposed = 112;

    /// <summary>Whether it is installed.</summary>
    internal static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Version, processor type and threading it was built for.</summary>
    internal static string Description =>
        IsThere ? $"{Marshal.PtrToStringUTF8(GetConfig())}, kernels for {Marshal.PtrToStringUTF8(GetCoreName())}" : "not installed";

    /// <summary>C[m, n] = A B, of which either may be stored transposed.</summary>
    internal static void Multiply(bool aTransposed, bool bTransposed, int m, int n, int k, float[] a, float[] b, float[] c)
    {
        fixed (float* pa = a, pb = b, pc = c)
        {
            Sgemm(RowMajor, aTransposed ? Transposed : AsIs, bTransposed ? Transposed : AsIs, m, n, k,
                1, pa, aTransposed ? m : k, pb, bTransposed ? k : n, 0, pc, n);
        }
    }

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    internal static partial void SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "openblas_get_config")]
    private static partial nint GetConfig();

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    private static partial nint GetCoreName();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    private static partial void Sgemm(
        int order, int transA, int transB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta,
        float* c, int ldc);
}
