namespace Glia.Kernels.Tests;

public sealed class MappedBytesTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly byte[] _bytes = new byte[100_003];

    public MappedBytesTests()
    {
        new Random(1).NextBytes(_bytes);
        File.WriteAllBytes(_path, _bytes);
    }

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, 100_003)]
    [InlineData(13, 5000)]
    [InlineData(70_001, 30_002)]
    public void A_part_is_that_of_the_file(long offset, int length)
    {
        var mapped = new MappedBytes(_path, offset, length);
        Assert.Equal(length, mapped.Length);
        Assert.True(mapped.IsWhole);
        Assert.True(_bytes.AsSpan((int)offset, length).SequenceEqual(mapped.Slice(0, length)));
        Assert.True(_bytes.AsSpan((int)offset + 100, 7).SequenceEqual(mapped.Slice(100, 7)));
        mapped.ReadAhead(0, length + 1000, new byte[999]);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Assert.Throws<EndOfStreamException>(() => new MappedBytes(_path, 4, 100_000));
        var mapped = new MappedBytes(_path, 3, 100_000);
        foreach ((long start, int count) in ((long, int)[])[(-1, 1), (0, -1), (100_000, 1), (99_999, 2), (long.MaxValue, 1)])
            Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Slice(start, count).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Gather.Bytes(mapped, 100, [1000], 1, 0, new float[100]));
    }

    [Fact]
    public void Rows_are_gathered_as_from_memory_and_whatever_is_read_ahead()
    {
        var mapped = new MappedBytes(_path, 3, 100_000);
        int[][] looks = [[0, 1, 2, 3, 4, 5, 6, 7, 8], [9, 11, 12, 20, 21, 25, 26, 27, 30], [999, 0, 5], [500], [501], [502, 503], []];
        foreach (int[] rows in looks)
        {
            float[] expected = new float[rows.Length * 100], actual = new float[rows.Length * 100];
            Gather.Bytes(_bytes.AsSpan(3, 100_000), 100, rows, 0.5f, 1, expected);
            mapped.Follow(rows, 100);
            Gather.Bytes(mapped, 100, rows, 0.5f, 1, actual, new Workers(2));
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void A_cut_is_seen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "nobody can cut a mapped file there");
        var mapped = new MappedBytes(_path, 0, 100_000);
        using (FileStream stream = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(99_999);
        Assert.False(mapped.IsWhole);
        Assert.Equal(99_999, mapped.FileLength);
    }
}
