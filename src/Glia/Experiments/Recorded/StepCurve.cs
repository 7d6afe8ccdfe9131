using Glia.Training;

namespace Glia.Experiments.Recorded;

/// <summary>
/// The losses of all steps of a run in bounded memory: when it is full, every two numbers become one. A page may look while steps are
/// added.
/// </summary>
internal sealed class StepCurve
{
    // As many as a chart of usual width can show.
    private const int Capacity = 512;

    private readonly Lock _lock = new();
    private readonly double[] _sum = new double[Capacity], _least = new double[Capacity], _most = new double[Capacity];
    private int _every = 1, _count, _inLast;

    /// <summary>Adds the loss of the next step; one that is not finite is left out.</summary>
    public void Add(double loss)
    {
        if (!double.IsFinite(loss)) return;
        lock (_lock) Insert(loss);
    }

    /// <summary>What was added so far.</summary>
    public StepLosses ToLosses()
    {
        lock (_lock)
            return new(_every, [.. _sum.Take(_count).Select((sum, i) => sum / (i == _count - 1 ? _inLast : _every))],
                _least[.._count], _most[.._count]);
    }

    /// <summary>Takes it down.</summary>
    public void Save(StateWriter state)
    {
        state.Add("every", _every);
        state.Add("in_last", _inLast);
        state.Add("sum", _sum[.._count]);
        state.Add("least", _least[.._count]);
        state.Add("most", _most[.._count]);
    }

    /// <summary>Takes it up again.</summary>
    public void Load(StateReader state)
    {
        lock (_lock) Restore(state);
    }

    private void Restore(StateReader state)
    {
        (_every, _inLast) = ((int)state.Whole("every"), (int)state.Whole("in_last"));
        double[] sum = state.Numbers("sum");
        _count = sum.Length;
        sum.CopyTo(_sum, 0);
        state.Numbers("least").CopyTo(_least, 0);
        state.Numbers("most").CopyTo(_most, 0);
    }

    private void Insert(double loss)
    {
        if (_inLast == _every || _count == 0)
        {
            if (_count == Capacity) Halve();
            (_sum[_count], _least[_count], _most[_count], _inLast) = (0, double.PositiveInfinity, double.NegativeInfinity, 0);
            _count++;
        }
        _sum[_count - 1] += loss;
        _least[_count - 1] = Math.Min(_least[_count - 1], loss);
        _most[_count - 1] = Math.Max(_most[_count - 1], loss);
        _inLast++;
    }

    private void Halve()
    {
        for (int i = 0; i < Capacity / 2; i++)
        {
            _sum[i] = _sum[2 * i] + _sum[2 * i + 1];
            _least[i] = Math.Min(_least[2 * i], _least[2 * i + 1]);
            _most[i] = Math.Max(_most[2 * i], _most[2 * i + 1]);
        }
        (_count, _every) = (Capacity / 2, 2 * _every);
    }
}
