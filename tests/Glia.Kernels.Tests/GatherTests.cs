namespace Glia.Kernels.Tests;

public class GatherTests
{
    private static readonly int[] Rows = [2, 0, 2, 4];

    public static TheoryData<int> RowLengths => [1, 3, 8, 31, 32, 33, 64, 100];

    [Theory]
    [MemberData(nameof(RowLengths))]
    public void Bytes_become_scaled_floats(int rowLength)
    {
        byte[] source = [.. Enumerable.Range(0, 5 * rowLength).Select(i => (byte)(i * 37))];
        float[] y = new float[Rows.Length * rowLength], factors = Numbers.Uniform(rowLength, 1), offsets = Numbers.Uniform(rowLength, 2);
        Gather.Bytes(source, rowLength, Rows, 0.5f, -3, y);
        for (int i = 0; i < y.Length; i++) Assert.Equal(source[Rows[i / rowLength] * rowLength + i % rowLength] * 0.5f - 3, y[i]);
        Gather.Bytes(source, rowLength, Rows, factors, offsets, y);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(source[Rows[i / rowLength] * rowLength + i % rowLength] * factors[i % rowLength] + offsets[i % rowLength], y[i]);
    }

    [Theory]
    [MemberData(nameof(RowLengths))]
    public void Floats_are_copied_or_scaled(int rowLength)
    {
        float[] source = Numbers.Uniform(5 * rowLength, 3), y = new float[Rows.Length * rowLength], factors = Numbers.Uniform(rowLength, 1),
            offsets = Numbers.Uniform(rowLength, 2);
        Gather.Floats(source, rowLength, Rows, y);
        for (int i = 0; i < y.Length; i++) Assert.Equal(source[Rows[i / rowLength] * rowLength + i % rowLength], y[i]);
        Gather.Floats(source, rowLength, Rows, factors, offsets, y);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(source[Rows[i / rowLength] * rowLength + i % rowLength] * factors[i % rowLength] + offsets[i % rowLength], y[i]);
    }

    [Fact]
    public void A_row_outside_the_source_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Gather.Bytes(new byte[10], 5, [2], 1, 0, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Gather.Floats(new float[10], 5, [-1], new float[5]));
        Assert.Throws<ArgumentException>(() => Gather.Floats(new float[10], 5, [1], new float[4]));
    }

    [Fact]
    public void A_column_is_repeated()
    {
        var y = new float[6];
        Gather.RepeatColumn([1, 2], 3, y);
        Assert.Equal([1, 1, 1, 2, 2, 2], y);
    }
}
