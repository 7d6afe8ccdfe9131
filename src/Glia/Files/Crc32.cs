using System.Buffers.Binary;

namespace Glia.Files;

/// <summary>The check sum of zip files (ISO 3309), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // Row k: what a byte does to the sum when k more bytes follow it.
    private static readonly uint[][] s_tables = Tables();

    /// <summary>The sum of bytes that follow those of an earlier sum.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes, uint earlier = 0)
    {
        uint sum = ~earlier;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = sum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes), high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            sum = s_tables[7][low & 255] ^ s_tables[6][(low >> 8) & 255] ^ s_tables[5][(low >> 16) & 255] ^ s_tables[4][low >> 24]
                ^ s_tables[3][high & 255] ^ s_tables[2][(high >> 8) & 255] ^ s_tables[1][(high >> 16) & 255] ^ s_tables[0][high >> 24];
        }
        foreach (byte one in bytes) sum = s_tables[0][(sum ^ one) & 255] ^ (sum >> 8);
        return ~sum;
    }

    private static uint[][] Tables()
    {
        var tables = new uint[8][];
        for (int k = 0; k < 8; k++)
        {
            tables[k] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                uint sum = k == 0 ? value : tables[k - 1][value];
                for (int bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial;
                tables[k][value] = sum;
            }
        }
        return tables;
    }
}
