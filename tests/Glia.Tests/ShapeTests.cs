namespace Glia.Tests;

public class ShapeTests
{
    [Fact]
    public void Knows_its_size_and_dimensions()
    {
        var shape = new Shape(28, 28, 3);
        Assert.Equal(3, shape.Rank);
        Assert.Equal(2352, shape.Size);
        Assert.Equal(3, shape.Last);
        Assert.Equal("28x28x3", shape.ToString());
        Assert.NotEqual(new Shape(28, 28), new Shape(28, 28, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => shape[3]);
    }

    [Fact]
    public void Refuses_what_is_no_shape()
    {
        Assert.Throws<ArgumentException>(() => new Shape(ReadOnlySpan<int>.Empty));
        Assert.Throws<ArgumentException>(() => new Shape(1, 2, 3, 4, 5));
        Assert.Throws<ArgumentException>(() => new Shape(3, 0));
        Assert.Throws<ArgumentException>(() => new Shape(1 << 20, 1 << 20));
    }
}
