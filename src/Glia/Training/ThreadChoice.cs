using Glia.Kernels;

namespace Glia.Training;

/// <summary>
/// How many threads take part in a step: all there are, or fewer where fewer are faster. Processors may lie far apart, or be busy with
/// other programs, so that a step waits longer for its second thread than it gains by it. That is found by trying, and tried again as
/// the machine changes; the bits do not depend on it.
/// </summary>
internal sealed class ThreadChoice
{
    // A trial takes turns, present, other, other, present, so that a slow moment of the machine meets both.
    private const int Blocks = 8, StepsOfBlock = 3;

    // By so much the other number must be faster: less is noise. (Tuned: on a busy machine medians of equal work differ by 3 %.)
    private const double Gain = 0.05;

    // Half a trial will do where one is slower by so much.
    private const double Clear = 1.3;

    // Steps before the first trial, so that it costs little even of a short run; the first ones are compiled meanwhile.
    private const int Before = 100;

    // What trials may cost of the time, and how many seconds lie between two at least.
    private const double Share = 0.01, LeastSeconds = 0.25;

    private readonly Workers _most;
    private readonly Dictionary<int, Workers> _crews = [];
    private readonly List<double> _present = [], _other = [];
    private Workers _chosen;
    private Workers? _tried;
    private int _steps;
    private bool _isUpwards;
    private double _rest;

    /// <summary>Begins with all threads.</summary>
    /// <param name="most">All threads there are.</param>
    public ThreadChoice(Workers most) => (_most, _chosen) = (most, most);

    /// <summary>The threads of the next step.</summary>
    public Workers Workers => _tried is not null && Block is 1 or 2 ? _tried : _chosen;

    private int Block => _steps / StepsOfBlock % 4;

    /// <summary>Tells how long that step took.</summary>
    /// <param name="seconds">From its begin to its end.</param>
    public void Took(double seconds)
    {
        if (_most.Threads == 1) return;
        if (_tried is null)
        {
            _rest -= seconds;
            if (++_steps >= Before && _rest <= 0) Begin();
            return;
        }
        // The first step of a block finds sleeping threads and another thread's data in the cache.
        if (_steps % StepsOfBlock > 0) (Block is 1 or 2 ? _other : _present).Add(seconds);
        _steps++;
        if (_steps == Blocks * StepsOfBlock || (_steps == Blocks * StepsOfBlock / 2 && IsClear())) End();
    }

    private bool IsClear()
    {
        double present = Median(_present), other = Median(_other);
        return Math.Max(present, other) > Clear * Math.Min(present, other);
    }

    private void Begin()
    {
        if (_isUpwards && _chosen.Threads == _most.Threads) _isUpwards = false;
        else if (!_isUpwards && _chosen.Threads == 1) _isUpwards = true;
        int threads = _isUpwards ? Math.Min(_most.Threads, 2 * _chosen.Threads) : _chosen.Threads / 2;
        _tried = Crew(threads);
        _steps = 0;
        _present.Clear();
        _other.Clear();
    }

    private void End()
    {
        double present = Median(_present), other = Median(_other);
        double cost = Math.Abs(present - other) * _steps / 2;
        if (other < (1 - Gain) * present) _chosen = _tried!;
        // The next one looks the other way.
        else _isUpwards = !_isUpwards;
        _tried = null;
        _rest = Math.Max(LeastSeconds, cost / Share);
        // The steps before the first trial are over.
        _steps = Before;
    }

    private Workers Crew(int threads)
    {
        if (threads == _most.Threads) return _most;
        if (threads == 1) return Workers.Single;
        if (!_crews.TryGetValue(threads, out Workers? crew)) _crews[threads] = crew = new Workers(threads);
        return crew;
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
