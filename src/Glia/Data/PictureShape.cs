namespace Glia.Data;

/// <summary>Which pictures the numbers of a sample can be.</summary>
internal static class PictureShape
{
    /// <summary>
    /// A shape of two or three dimensions is that of a picture, one of a square number of numbers a gray square; null where it is none.
    /// </summary>
    public static Shape? Of(Shape shape)
    {
        if (shape.Rank is 2 or 3) return shape;
        return shape.Rank == 1 && Side(shape.Size) is > 1 and var side ? new Shape(side, side, 1) : null;
    }

    /// <summary>Whether it is the shape of a picture, or has as many numbers as a gray or a coloured square.</summary>
    public static bool IsLikely(Shape shape) => shape.Rank > 1 || Side(shape.Size) > 0 || (shape.Size % 3 == 0 && Side(shape.Size / 3) > 0);

    // Of a square of so many numbers; 0 where they are none.
    private static int Side(int size)
    {
        int side = (int)Math.Round(Math.Sqrt(size));
        return side * side == size ? side : 0;
    }
}
