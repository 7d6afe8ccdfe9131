using Glia.Experiments.Recorded;
using Glia.Files;
using Glia.Training;

namespace Glia.Experiments.Sweeps;

/// <summary>
/// Runs what is left of a sweep on this machine, several runs at a time. Whatever ends it, the runs that are over are over, and the others
/// go on from their checkpoints when it is started again.
/// </summary>
/// <param name="sweep">The sweep.</param>
/// <param name="open">Opens the data of an experiment.</param>
/// <param name="threads">Threads of one run.</param>
public sealed class SweepRunner(SweepFolder sweep, Func<Experiment, LoadedData> open, int threads)
{
    private readonly Dictionary<string, Lazy<LoadedData>> _data = [];
    private readonly Lock _turn = new();

    /// <summary>How often its runs write down where they stand.</summary>
    public CheckpointInterval Every { get; init; }

    /// <summary>Hears of each run that is over, one at a time; null for nobody.</summary>
    public Action<SweepResult>? Done { get; init; }

    /// <summary>Runs all that is left, round by round.</summary>
    /// <param name="jobs">How many runs at a time.</param>
    /// <param name="cancellationToken">Ends it: runs in progress end after their step and leave a checkpoint.</param>
    /// <exception cref="GliaException">Something cannot be written.</exception>
    public void Run(int jobs, CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = new Queue<SweepRun>(sweep.Runs.Where(run => !run.IsOver));
            if (left.Count == 0) return;
            var failures = new List<Exception>();
            Thread[] crew = [.. Enumerable.Range(0, Math.Min(jobs, left.Count)).Select(_ => new Thread(Work))];
            foreach (Thread thread in crew) thread.Start();
            foreach (Thread thread in crew) thread.Join();
            if (failures is [var first, ..]) throw new GliaException(first.Message, first);
            sweep.Refresh();

            void Work()
            {
                while (Next() is { } run)
                {
                    try
                    {
                        if (!One(run, cancellationToken)) return;
                        lock (_turn) Done?.Invoke(SweepResult.Of(run, sweep.Sweep));
                    }
                    catch (Exception error)
                    {
                        // Of the folder, the disk or the memory, and not of the run: the others would fare alike.
                        lock (_turn) failures.Add(error);
                        return;
                    }
                }
            }

            SweepRun? Next()
            {
                lock (_turn)
                {
                    if (failures.Count > 0 || cancellationToken.IsCancellationRequested) return null;
                    return left.TryDequeue(out SweepRun? run) ? run : null;
                }
            }
        }
    }

    // False where it was asked to end.
    private bool One(SweepRun of, CancellationToken cancellationToken)
    {
        ExperimentRun run;
        try
        {
            Experiment experiment = Experiment.Read(of.File);
            run = ExperimentRun.Prepare(experiment, Data(experiment), threads);
        }
        catch (GliaException error)
        {
            // What cannot be, in data or network, is a result like another.
            AtomicFile.WriteText(of.ErrorFile, error.Message + "\n");
            return true;
        }
        ResumedRun? resumed = ResumedRun.Of(of.Folder);
        resumed?.Read(run);
        using RunRecorder recorder = resumed is null
            ? RunRecorder.Begin(of.Folder, run, overwrite: true)
            : RunRecorder.Resume(resumed, run);
        recorder.Checkpoint(Every);
        var watch = new RunWatch(run);
        History history = run.Fit(null, cancellationToken, recorder, watch);
        if (history.Ending == Ending.Stopped) return false;
        recorder.Keep(history);
        recorder.Finish(run.Judge(history) with { Details = run.Detail(watch, history) });
        return true;
    }

    // Runs of a sweep mostly differ in anything but their data, which are opened once.
    private LoadedData Data(Experiment experiment)
    {
        string validation = experiment.Training.ValidationData?.ToJson()?.ToJsonString() ?? "";
        string key = $"{ExperimentWriter.Data(experiment.Data).ToJsonString()} {validation}";
        Lazy<LoadedData>? data;
        lock (_turn)
            if (!_data.TryGetValue(key, out data)) _data.Add(key, data = new(() => open(experiment)));
        return data.Value;
    }
}
