using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>
/// One picture by way of a <see cref="PictureChange"/>: affine map and grid are one position for each new pixel, and each is looked up
/// once, between its four neighbours. There are no fused multiply-adds, so that every width of vectors gives the same bits.
/// </summary>
internal static unsafe class PictureSampling
{
    /// <summary>
    /// Reads the picture from <see cref="PictureScratch.Padded"/>, where <see cref="Spread"/> put it, and writes the new one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in PictureScratch scratch, in PictureChange change, bool nearest, float* to)
    {
        for (int y = 0; y < scratch.Height; y++)
        {
            if (scratch.Grid > 0) Line(scratch, y);
            Positions(scratch, change, y, nearest);
            float* row = to + ((long)y * scratch.Width * scratch.Channels);
            if (scratch.Channels == 1) Gray(scratch, row);
            else Colors(scratch, row);
        }
    }

    /// <summary>Puts a picture into <see cref="PictureScratch.Padded"/>, with a border all around.</summary>
    public static void Spread(in PictureScratch scratch, float* from, float border)
    {
        int row = scratch.Width * scratch.Channels;
        new Span<float>(scratch.Padded, scratch.PaddedLength).Fill(border);
        for (int y = 0; y < scratch.Height; y++)
            new ReadOnlySpan<float>(from + ((long)y * row), row)
                .CopyTo(new Span<float>(scratch.Padded + scratch.Origin + ((long)y * scratch.Stride), row));
    }

    // The grid at the height of a row.
    private static void Line(in PictureScratch scratch, int y)
    {
        int grid = scratch.Grid;
        float along = PictureScratch.Along(y, scratch.Height, grid);
        int above = Math.Min((int)along, grid - 2);
        float part = along - above;
        float* x = scratch.GridX + (above * grid), vertical = scratch.GridY + (above * grid);
        for (int point = 0; point < grid; point++)
        {
            scratch.LineX[point] = x[point] + (part * (x[point + grid] - x[point]));
            scratch.LineY[point] = vertical[point] + (part * (vertical[point + grid] - vertical[point]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Positions(in PictureScratch scratch, in PictureChange change, int y, bool nearest)
    {
        // A position outside is one on the border: all of it looks alike, and where it looks like the nearest pixel it is that pixel.
        Vector<float> leastX = All(nearest ? 0 : -1), mostX = All(nearest ? scratch.Width - 1 : scratch.Width);
        Vector<float> leastY = leastX, mostY = All(nearest ? scratch.Height - 1 : scratch.Height);
        Vector<float> startX = All((change.Xy * y) + change.X0), startY = All((change.Yy * y) + change.Y0);
        Vector<float> stepX = All(change.Xx), stepY = All(change.Yx);
        var stride = new Vector<int>(scratch.Stride);
        var channels = new Vector<int>(scratch.Channels);
        var origin = new Vector<int>(scratch.Origin);
        for (int at = 0; at < scratch.Lanes; at += Width)
        {
            Vector<float> x = Vector.ConvertToSingle(Vector<int>.Indices + new Vector<int>(at));
            Vector<float> fromX = (x * stepX) + startX, fromY = (x * stepY) + startY;
            for (int point = 0; point < scratch.Grid; point++)
            {
                Vector<float> hat = Vector.Load(scratch.Hats + (point * (long)scratch.Lanes) + at);
                fromX += All(scratch.LineX[point]) * hat;
                fromY += All(scratch.LineY[point]) * hat;
            }
            fromX = Vector.Min(Vector.Max(fromX, leastX), mostX);
            fromY = Vector.Min(Vector.Max(fromY, leastY), mostY);
            Vector<float> left = Vector.Floor(fromX), above = Vector.Floor(fromY);
            (fromX - left).Store(scratch.PartX + at);
            (fromY - above).Store(scratch.PartY + at);
            Vector<int> index = (Vector.ConvertToInt32(above) * stride) + (Vector.ConvertToInt32(left) * channels) + origin;
            index.Store(scratch.Index + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gray(in PictureScratch scratch, float* to)
    {
        float* padded = scratch.Padded, partX = scratch.PartX, partY = scratch.PartY;
        int* index = scratch.Index;
        int stride = scratch.Stride, width = scratch.Width;
        for (int x = 0; x < width; x++)
        {
            float* upper = padded + index[x], lower = upper + stride;
            float top = upper[0] + (partX[x] * (upper[1] - upper[0])), bottom = lower[0] + (partX[x] * (lower[1] - lower[0]));
            to[x] = top + (partY[x] * (bottom - top));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Colors(in PictureScratch scratch, float* to)
    {
        int stride = scratch.Stride, channels = scratch.Channels;
        for (int x = 0; x < scratch.Width; x++)
        {
            float* upper = scratch.Padded + scratch.Index[x], lower = upper + stride;
            float right = scratch.PartX[x], below = scratch.PartY[x];
            for (int channel = 0; channel < channels; channel++, to++, upper++, lower++)
            {
                float top = upper[0] + (right * (upper[channels] - upper[0]));
                float bottom = lower[0] + (right * (lower[channels] - lower[0]));
                *to = top + (below * (bottom - top));
            }
        }
    }
}
