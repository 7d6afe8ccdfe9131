namespace Glia.Mnist.Tests;

public class ZeroRunCodingTests
{
    [Fact]
    public void Decodes_runs_literals_and_the_very_end()
    {
        // 31 + 2 zeros, three pixels; no zeros, seven pixels; then one pixel that ends both buffers.
        byte[] coded = [31, 2 | 3 << 5, 9, 8, 7, 7 << 5, 1, 2, 3, 4, 5, 6, 7, 1 | 1 << 5, 255];
        var pixels = new byte[45];
        ZeroRunCoding.Decode(coded, pixels);
        byte[] expected = [.. new byte[33], 9, 8, 7, 1, 2, 3, 4, 5, 6, 7, 0, 255];
        Assert.Equal(expected, pixels);
    }
}
