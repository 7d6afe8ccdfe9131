using System.Buffers.Binary;

namespace Glia.Mnist;

/// <summary>
/// The coding of the embedded digits. Four pixels of five are zero and the others hardly compress, so only the zeros are coded:
/// one byte says how many zeros follow (low five bits) and how many pixels stand after it as they are (high three bits).
/// It needs 13 MB where deflate needs 12, and decodes many times faster: starting up is what the reader waits for.
/// </summary>
internal static class ZeroRunCoding
{
    /// <summary>Decodes into memory that is all zero.</summary>
    /// <param name="coded">Bytes made by <c>make/digits.cs</c>.</param>
    /// <param name="pixels">Zeros; receives the pixels that are not.</param>
    public static void Decode(ReadOnlySpan<byte> coded, Span<byte> pixels)
    {
        int from = 0, to = 0;
        while (from < coded.Length)
        {
            int token = coded[from++];
            int count = token >> 5;
            to += token & 31;
            // Up to seven pixels are written at once as eight bytes; what lies beyond them is written as the zero that it is.
            if (from + 8 <= coded.Length && to + 8 <= pixels.Length)
            {
                ulong literals = BinaryPrimitives.ReadUInt64LittleEndian(coded[from..]) & ((1UL << (8 * count)) - 1);
                BinaryPrimitives.WriteUInt64LittleEndian(pixels[to..], literals);
            }
            else
            {
                coded.Slice(from, count).CopyTo(pixels[to..]);
            }
            from += count;
            to += count;
        }
    }
}
