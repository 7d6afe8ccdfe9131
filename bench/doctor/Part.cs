namespace Glia.DoctorBench;

/// <summary>Rows of a case: the inputs a program feeds, the same inputs before it scaled them, the targets it feeds,
/// and the true classes.</summary>
/// <param name="X">The inputs, row by row.</param>
/// <param name="Raw">The inputs as they were measured, before any scaling.</param>
/// <param name="Width">Numbers of one sample.</param>
/// <param name="Y">The targets as they are fed.</param>
/// <param name="YWidth">Numbers of one target row; 0 for targets of shape [n].</param>
/// <param name="Labels">The true class of each row, whatever <paramref name="Y"/> says; empty where the targets are values.</param>
internal sealed record Part(float[] X, float[] Raw, int Width, float[] Y, int YWidth, int[] Labels)
{
    /// <summary>How many rows there are.</summary>
    public int Rows => X.Length / Width;

    private int Columns => Math.Max(YWidth, 1);

    /// <summary>Some of the rows, in the order asked for.</summary>
    public Part Select(IReadOnlyList<int> rows)
    {
        var part = this with
        {
            X = new float[rows.Count * Width],
            Raw = new float[rows.Count * Width],
            Y = Y.Length == 0 ? [] : new float[rows.Count * Columns],
            Labels = Labels.Length == 0 ? [] : new int[rows.Count],
        };
        for (int i = 0; i < rows.Count; i++)
        {
            Array.Copy(X, rows[i] * Width, part.X, i * Width, Width);
            Array.Copy(Raw, rows[i] * Width, part.Raw, i * Width, Width);
            if (Y.Length > 0) Array.Copy(Y, rows[i] * Columns, part.Y, i * Columns, Columns);
            if (Labels.Length > 0) part.Labels[i] = Labels[rows[i]];
        }
        return part;
    }

    /// <summary>The first rows.</summary>
    public Part Take(int rows) => Select([.. Enumerable.Range(0, Math.Min(rows, Rows))]);

    /// <summary>These rows and then those.</summary>
    public Part Append(Part more) =>
        this with { X = [.. X, .. more.X], Raw = [.. Raw, .. more.Raw], Y = [.. Y, .. more.Y], Labels = [.. Labels, .. more.Labels] };

    /// <summary>The inputs before scaling.</summary>
    public Part Unscaled() => this with { X = Raw };

    /// <summary>Every input changed.</summary>
    public Part MapX(Func<float, float> change) => this with { X = Array.ConvertAll(X, value => change(value)) };

    /// <summary>Every target changed.</summary>
    public Part MapY(Func<float, float> change) => this with { Y = Array.ConvertAll(Y, value => change(value)) };

    /// <summary>Targets as 0/1 rows of the labels.</summary>
    public Part OneHot(int classes)
    {
        var y = new float[Rows * classes];
        for (int row = 0; row < Rows; row++) y[row * classes + Labels[row]] = 1;
        return this with { Y = y, YWidth = classes };
    }

    /// <summary>Targets as class numbers of shape [n], or as a column [n, 1].</summary>
    public Part Numbers(bool column = false) => this with { Y = Array.ConvertAll(Labels, label => (float)label), YWidth = column ? 1 : 0 };

    /// <summary>The labels replaced and the targets with them, in the encoding they have.</summary>
    public Part Relabel(Func<int, int> labelOfRow, int classes)
    {
        var relabelled = this with { Labels = [.. Enumerable.Range(0, Rows).Select(labelOfRow)] };
        var encoded = YWidth > 1 ? relabelled.OneHot(classes) : relabelled.Numbers(column: YWidth == 1);
        return encoded with { Labels = Labels };
    }

    /// <summary>Further input columns behind the others.</summary>
    public Part AddColumns(int count, Func<int, int, float> valueOfRowAndColumn)
    {
        int width = Width + count;
        var x = new float[Rows * width];
        for (int row = 0; row < Rows; row++)
        {
            Array.Copy(X, row * Width, x, row * width, Width);
            for (int column = 0; column < count; column++) x[row * width + Width + column] = valueOfRowAndColumn(row, column);
        }
        return this with { X = x, Raw = (float[])x.Clone(), Width = width };
    }
}
