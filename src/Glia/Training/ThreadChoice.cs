using Glia.Kernels;

namespace Glia.Training;

/// <summary>
/// How many threads take part in a step: all there are, or fewer where fewer are faster. Processors may lie far apart, or be busy with
/// other programs, so that a step waits longer for its second thread than it gains by it. That is found by trying, and tried again as
/// the machine changes; the bits do not depend on it.
/// </summary>
/// <remarks>
/// A busy machine does not slow each step: it holds up some of them for milliseconds. So a trial compares blocks that are long enough to
/// meet such stalls, by their means.
/// </remarks>
internal sealed class ThreadChoice
{
    // A trial takes turns, present, other, other, present, so that a slow moment of the machine meets both.
    private const int Blocks = 8;

    // A block is as long as a few time slices of the kernel, some 3 ms each, and has some steps besides its first.
    private const double SecondsOfBlock = 0.01;
    private const int LeastSteps = 3;

    // By so much the other number must be faster: less is noise. (Convention.)
    private const double Gain = 0.05;

    // Half a trial will do where one is slower by so much. (Convention.)
    private const double Clear = 1.3;

    // What comes before the first trial, so that it costs little even of a short run; the first steps are compiled meanwhile.
    private const int StepsBefore = 100;
    private const double SecondsBetween = 0.5;

    // What later trials may cost of the time.
    private const double Share = 0.01;

    private readonly Workers _most;
    private readonly Dictionary<int, Workers> _crews = [];
    private readonly Side _present = new(), _other = new();
    private Workers _chosen;
    private Workers? _tried;
    private int _steps, _block;
    private double _inBlock, _rest = SecondsBetween;
    private bool _isUpwards;

    /// <summary>Begins with all threads.</summary>
    /// <param name="most">All threads there are.</param>
    public ThreadChoice(Workers most) => (_most, _chosen) = (most, most);

    /// <summary>The threads of the next step.</summary>
    public Workers Workers => _tried is not null && IsOther ? _tried : _chosen;

    private bool IsOther => _block % 4 is 1 or 2;

    /// <summary>Tells how long that step took.</summary>
    /// <param name="seconds">From its begin to its end.</param>
    public void Took(double seconds)
    {
        if (_most.Threads == 1) return;
        _steps++;
        if (_tried is null)
        {
            _rest -= seconds;
            if (_steps >= StepsBefore && _rest <= 0) Begin();
            return;
        }
        Side side = IsOther ? _other : _present;
        // The first step of a block finds sleeping threads and another thread's data in the cache.
        if (_steps > 1) side.Add(seconds);
        _inBlock += seconds;
        if (_steps < LeastSteps || _inBlock < SecondsOfBlock) return;
        side.Close();
        (_steps, _inBlock) = (0, 0);
        _block++;
        if (_block == Blocks || (_block == Blocks / 2 && IsClear())) End();
    }

    private bool IsClear()
    {
        double present = _present.Middle, other = _other.Middle;
        return Math.Max(present, other) > Clear * Math.Min(present, other);
    }

    private void Begin()
    {
        if (_isUpwards && _chosen.Threads == _most.Threads) _isUpwards = false;
        else if (!_isUpwards && _chosen.Threads == 1) _isUpwards = true;
        _tried = Crew(_isUpwards ? Math.Min(_most.Threads, 2 * _chosen.Threads) : _chosen.Threads / 2);
        (_steps, _block, _inBlock) = (0, 0, 0);
        _present.Clear();
        _other.Clear();
    }

    private void End()
    {
        double present = _present.Middle, other = _other.Middle;
        double cost = Math.Abs(other - present) * (other > present ? _other.Steps : _present.Steps);
        if (other < (1 - Gain) * present) _chosen = _tried!;
        // The next one looks the other way.
        else _isUpwards = !_isUpwards;
        _tried = null;
        _rest = Math.Max(SecondsBetween, cost / Share);
        // Nothing has to be compiled any more.
        _steps = StepsBefore;
    }

    private Workers Crew(int threads)
    {
        if (threads == _most.Threads) return _most;
        if (threads == 1) return Workers.Single;
        if (!_crews.TryGetValue(threads, out Workers? crew)) _crews[threads] = crew = new Workers(threads);
        return crew;
    }

    // The blocks of one number of threads.
    private sealed class Side
    {
        private readonly List<double> _means = [];
        private double _seconds;
        private int _counted;

        public int Steps { get; private set; }

        /// <summary>The median of the blocks, each by the mean of its steps.</summary>
        public double Middle
        {
            get
            {
                double[] means = [.. _means.Order()];
                return (means[(means.Length - 1) / 2] + means[means.Length / 2]) / 2;
            }
        }

        public void Add(double seconds)
        {
            _seconds += seconds;
            _counted++;
            Steps++;
        }

        public void Close()
        {
            _means.Add(_seconds / _counted);
            (_seconds, _counted) = (0, 0);
        }

        public void Clear()
        {
            _means.Clear();
            Steps = 0;
        }
    }
}
