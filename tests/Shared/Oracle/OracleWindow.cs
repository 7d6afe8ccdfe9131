namespace Glia.Float64;

/// <summary>A window over images of <c>[height, width, channels]</c>, by its numbers.</summary>
internal sealed record OracleWindow(int Height, int Width, int Channels, int Rows, int Columns, int StrideY, int StrideX, int DilationY,
    int DilationX,
    int Top, int Left, int OutputHeight, int OutputWidth)
{
    /// <summary>Every number of the image that a position sees, with the row and column of the window that sees it.</summary>
    public IEnumerable<(int Row, int Column, int Pixel)> Seen(int position)
    {
        for (int r = 0; r < Rows; r++)
        {
            for (int s = 0; s < Columns; s++)
            {
                int y = position / OutputWidth * StrideY + r * DilationY - Top, x = position % OutputWidth * StrideX + s * DilationX - Left;
                if (y >= 0 && y < Height && x >= 0 && x < Width) yield return (r, s, y * Width + x);
            }
        }
    }

    /// <summary>Positions of one image.</summary>
    public int Positions => OutputHeight * OutputWidth;
}
