using System.Diagnostics;

namespace Glia.Fuzz;

/// <summary>What came of changed files of one kind.</summary>
internal sealed class Trial
{
    /// <summary>The most that reading one file may allocate beyond four times what it has: what real data unpack to, and no more.</summary>
    public const long MostBytes = 100_000_000;

    /// <summary>The most processor time for one file, in seconds; far above a second only where a reader hangs.</summary>
    public const double MostSeconds = 5;

    // As many as the model that Seeds makes has.
    private const int WeightBytes = 50;

    private readonly Reader _reader;
    private readonly List<(string Name, byte[] Bytes)> _seeds;
    private readonly byte[][] _others;
    private readonly string _folder;
    private readonly Mutator _mutator;
    private readonly System.Random _random;

    /// <param name="reader">The kind.</param>
    /// <param name="seeds">Its files.</param>
    /// <param name="others">Files of any kind, of which parts are taken.</param>
    /// <param name="folder">Where the changed files are written.</param>
    /// <param name="seed">The same seed gives the same changes.</param>
    public Trial(Reader reader, List<(string Name, byte[] Bytes)> seeds, byte[][] others, string folder, int seed)
    {
        (_reader, _seeds, _others, _folder) = (reader, seeds, others, folder);
        (_mutator, _random) = (new Mutator(seed), new System.Random(seed));
    }

    /// <summary>How many were read.</summary>
    public long Read { get; private set; }

    /// <summary>How many were refused by a sentence.</summary>
    public long Refused { get; private set; }

    /// <summary>The longest time for one, in seconds of work.</summary>
    public double Slowest { get; private set; }

    /// <summary>The most bytes that were allocated for one, beyond four times the file.</summary>
    public long Largest { get; private set; }

    /// <summary>What else happened, with the file that made it happen.</summary>
    public List<(string What, byte[] Bytes, string Name)> Faults { get; } = [];

    /// <summary>The file that is being tried, and since when; for whoever watches.</summary>
    public (string Name, byte[] Bytes, long Since) Current { get; private set; } = ("", [], Stopwatch.GetTimestamp());

    /// <summary>Opens every file as it is, so that what is done once is done before anything is measured.</summary>
    public void Begin()
    {
        if (_reader.Weights is { } weights) File.WriteAllBytes(Path.Combine(_folder, weights), new byte[WeightBytes]);
        foreach ((string name, byte[] bytes) in _seeds)
        {
            string path = Path.Combine(_folder, name);
            File.WriteAllBytes(path, bytes);
            try
            {
                _reader.Open(path);
            }
            catch (GliaException)
            {
                // Some are refused as they are: a pickled module, a column of no kind that is read.
            }
        }
    }

    /// <summary>Tries one.</summary>
    public void Next()
    {
        (string name, byte[] whole) = _seeds[_random.Next(_seeds.Count)];
        byte[] other = _random.Next(4) == 0 ? _others[_random.Next(_others.Length)] : _seeds[_random.Next(_seeds.Count)].Bytes;
        byte[] bytes = _mutator.Next(whole, other);
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        TimeSpan worked = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
        Current = (name, bytes, start);
        string? fault = null;
        try
        {
            _reader.Open(path);
            Read++;
        }
        catch (GliaException error)
        {
            Refused++;
            if (!error.Message.EndsWith('.') && !error.Message.EndsWith('?')) fault = $"no sentence: {error.Message}";
        }
        catch (Exception error)
        {
            string? place = error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Glia.", StringComparison.Ordinal))?.Trim();
            fault = $"{error.GetType().Name}: {error.Message} {place}";
        }
        long used = GC.GetAllocatedBytesForCurrentThread() - before - (4L * bytes.Length);
        // On a machine that does other things time passes without work, and other threads of the tests work meanwhile.
        double seconds = Math.Min(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - worked).TotalSeconds);
        (Largest, Slowest) = (Math.Max(Largest, used), Math.Max(Slowest, seconds));
        if (used > MostBytes) fault ??= $"{used:N0} bytes allocated for {bytes.Length:N0}";
        if (seconds > MostSeconds) fault ??= $"{seconds:F1} s";
        if (fault is not null) Faults.Add((fault, bytes, name));
        Current = ("", [], start);
    }
}
