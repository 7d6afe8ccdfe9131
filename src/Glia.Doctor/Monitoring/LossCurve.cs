namespace Glia.Doctor.Monitoring;

/// <summary>
/// A curve of any length in fixed memory: each point is the mean of equally many steps. When the points are full, neighbours are merged.
/// </summary>
internal sealed class LossCurve
{
    private const int Capacity = 256;   // points, more than a screen is wide; convention
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

    /// <summary>The points so far as a curve of steps.</summary>
    public Curve ToCurve(long steps) => new(Points.ToArray()) { First = First, Length = steps, Per = "step" };

    /// <summary>At most this many points, each the mean of its neighbours: a curve to show.</summary>
    public double[] Thin(int most)
    {
        int count = Math.Min(most, _count);
        var thin = new double[count];
        for (int i = 0; i < count; i++)
        {
            int start = i * _count / count, end = (i + 1) * _count / count;
            thin[i] = Series.Mean(_points.AsSpan(start, end - start));
        }
        return thin;
    }
}
