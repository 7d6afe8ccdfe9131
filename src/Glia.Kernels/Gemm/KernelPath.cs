using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels;

/// <summary>Which vector registers the matrix product uses.</summary>
public enum KernelPath
{
    /// <summary>Not decided yet.</summary>
    None,

    /// <summary>What <see cref="System.Numerics.Vector{T}"/> offers: Arm, and x86 without AVX2.</summary>
    Portable,

    /// <summary>256 bits with fused multiply-add.</summary>
    Avx2,

    /// <summary>512 bits, where the runtime holds that they pay.</summary>
    Avx512,
}

/// <summary>Chooses among the paths.</summary>
internal static class KernelPaths
{
    private const string Variable = "GLIA_KERNEL";
    private static KernelPath s_chosen;

    /// <summary>The path in use: the widest this processor has, unless the environment variable GLIA_KERNEL names another.</summary>
    internal static KernelPath Chosen =>
        s_chosen != KernelPath.None ? s_chosen : s_chosen = Choose(Environment.GetEnvironmentVariable(Variable));

    internal static bool IsAvailable(KernelPath path) => path switch
    {
        KernelPath.Portable => true,
        KernelPath.Avx2 => Avx2.IsSupported && Fma.IsSupported,
        KernelPath.Avx512 => Vector512.IsHardwareAccelerated,
        _ => false,
    };

    internal static KernelPath Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return IsAvailable(KernelPath.Avx512)
                ? KernelPath.Avx512
                : IsAvailable(KernelPath.Avx2) ? KernelPath.Avx2
                : KernelPath.Portable;
        if (!Enum.TryParse(name, ignoreCase: true, out KernelPath path) || path is KernelPath.None || !Enum.IsDefined(path))
            throw new PlatformNotSupportedException($"The environment variable {Variable} is '{name}'; set it to avx2, " +
                "avx512 or portable, or to nothing.");
        if (!IsAvailable(path))
            throw new PlatformNotSupportedException($"The environment variable {Variable} asks for {name}, " +
                "which this processor does not have; set it to nothing.");
        return path;
    }
}
