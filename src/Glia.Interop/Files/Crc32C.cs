using System.Numerics;

namespace Glia.Interop.Files;

/// <summary>The check sum of TensorBoard's files: CRC-32C, masked so that sums of sums do not repeat.</summary>
internal static class Crc32C
{
    private const uint Mask = 0xa282ead8;

    /// <summary>The check sum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    /// <summary>The same as the files have it.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Of(bytes), 15) + Mask;
}
