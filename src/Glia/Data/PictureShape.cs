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
        int side = (int)Math.Round(Math.Sqrt(shape.Size));
        return shape.Rank == 1 && side > 1 && side * side == shape.Size ? new Shape(side, side, 1) : null;
    }
}
