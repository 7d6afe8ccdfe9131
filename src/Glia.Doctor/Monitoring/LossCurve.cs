namespace Glia.Doctor.Monitoring;

/// <summary>
/// A curve of any length in fixed memory: each point is the mean of equally many steps. When the points are full, neighbours are merged.
/// </summary>
internal sealed class LossCurve
{
    private const int Capacity = 256;
    private readonly double[] _points = new double[Capacity];
    private double _sum;
    private int _count, _inPoint;

    /// <summary>How many steps one point stands for.</summary>
    public int StepsPerPoint { get; private set; } = 1;

    /// <summary>The first value; NaN before it.</summary>
    public double First { get; private set; } = double.NaN;

    /// <summary>The last value; NaN before the first.</summary>
    public double Last { get; private set; } = double.NaN;

    /// <summary>The finished points.</summary>
    public ReadOnlySpan<double> Points => _points.AsSpan(0, _count);

    /// <summary>Adds the value of the next step. Allocates nothing.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(First)) First = value;
        Last = value;
        _sum += value;
        if (++_inPoint < StepsPerPoint) return;
        if (_count == Capacity)
        {
            for (int i = 0; i < Capacity / 2; i++) _points[i] = (_points[2 * i] + _points[2 * i + 1]) / 2;
            _count = Capacity / 2;
            StepsPerPoint *= 2;
            return;   // the point in work is half of the next one
        }
        _points[_count++] = _sum / _inPoint;
        (_sum, _inPoint) = (0, 0);
    }

    /// <summary>The mean of the first or last fifth of the points, at least one; NaN without points.</summary>
    public double Mean(bool first) => Part(first) is { Length: > 0 } part ? Average(part) : double.NaN;

    /// <summary>The smallest mean of five neighbouring points; of all points where there are fewer.</summary>
    public double Best()
    {
        double best = double.PositiveInfinity;
        int width = Math.Min(5, _count);
        for (int i = 0; i + width <= _count && width > 0; i++) best = Math.Min(best, Average(_points.AsSpan(i, width)));
        return best;
    }

    /// <summary>How far the loss fell between the first and the last fifth, in standard errors of that difference; negative if it rose.</summary>
    public double FallInErrors() => Significance(Part(true), Part(false));

    /// <summary>The same between the two halves of the last 40 % of the run: whether it is still falling.</summary>
    public double LateFallInErrors()
    {
        ReadOnlySpan<double> late = Points[(int)(0.6 * _count)..];
        return late.Length < 6 ? 0 : Significance(late[..(late.Length / 2)], late[(late.Length / 2)..]);
    }

    /// <summary>The share of points that lie above the point before.</summary>
    public double RisingShare()
    {
        int rising = 0;
        for (int i = 1; i < _count; i++)
            if (_points[i] > _points[i - 1]) rising++;
        return _count < 2 ? 0 : (double)rising / (_count - 1);
    }

    /// <summary>How much it swings in the second half: the mean distance between neighbouring points.</summary>
    public double LateSwing()
    {
        ReadOnlySpan<double> late = Points[(_count / 2)..];
        if (late.Length < 4) return 0;
        double differences = 0;
        for (int i = 1; i < late.Length; i++) differences += Math.Abs(late[i] - late[i - 1]);
        return differences / (late.Length - 1);
    }

    /// <summary>At most this many points, each the mean of its neighbours: a curve to show.</summary>
    public double[] Thin(int most)
    {
        int count = Math.Min(most, _count);
        var thin = new double[count];
        for (int i = 0; i < count; i++)
        {
            int start = i * _count / count, end = (i + 1) * _count / count;
            thin[i] = Average(_points.AsSpan(start, end - start));
        }
        return thin;
    }

    private ReadOnlySpan<double> Part(bool first)
    {
        int width = Math.Min(_count, Math.Max(1, _count / 5));
        return first ? Points[..width] : Points[^width..];
    }

    private static double Significance(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        if (before.Length < 2 || after.Length < 2) return 0;
        double error = Math.Sqrt(Variance(before) / before.Length + Variance(after) / after.Length);
        double fall = Average(before) - Average(after);
        return error > 0 ? fall / error : fall == 0 ? 0 : fall > 0 ? double.PositiveInfinity : double.NegativeInfinity;
    }

    private static double Average(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    private static double Variance(ReadOnlySpan<double> values)
    {
        double mean = Average(values), sum = 0;
        foreach (double value in values) sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }
}
