using Glia.Data;

namespace Glia.Doctor.Facts;

/// <summary>Some rows of a data set as float32, drawn by chance so that neither the order of the file nor its size matters.</summary>
internal sealed class Sample
{
    private Sample(Dataset data, int[] rows)
    {
        Rows = rows;
        Width = data.Inputs.Shape.Size;
        Inputs = new float[checked(rows.Length * Width)];
        data.Inputs.Gather(rows, Inputs);
    }

    private Sample(Sample other, int column)
    {
        (Rows, Width) = (other.Rows, other.Width);
        Inputs = [.. other.Inputs];
        for (int row = 0; row < Count; row++) Inputs[(row * Width) + column] = 0;
    }

    /// <summary>Which rows of the data set, in ascending order.</summary>
    public int[] Rows { get; }

    /// <summary>How many rows there are.</summary>
    public int Count => Rows.Length;

    /// <summary>Features of a row.</summary>
    public int Width { get; }

    /// <summary>The features, row by row.</summary>
    public float[] Inputs { get; }

    /// <summary>Draws at most so many of the rows that count.</summary>
    public static Sample Of(Dataset data, int most)
    {
        int[]? counting = CountingRows.Of(data);
        int all = counting?.Length ?? data.Rows;
        // Never more than 32 MB of features, however wide the rows are.
        most = Math.Max(1, Math.Min(Math.Min(most, all), (8 << 20) / data.Inputs.Shape.Size));
        int[] rows = new SplitMix(1).Draw(all, most);
        if (counting is not null) rows = Array.ConvertAll(rows, row => counting[row]);
        Array.Sort(rows);
        return new Sample(data, rows);
    }

    /// <summary>The same rows, zero in one column.</summary>
    public Sample Without(int column) => new(this, column);

    /// <summary>The features of one row.</summary>
    public ReadOnlySpan<float> this[int row] => Inputs.AsSpan(row * Width, Width);
}
