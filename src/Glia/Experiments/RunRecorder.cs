using System.Diagnostics;
using Glia.Files;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// Writes a run folder while the run goes on, so that whoever ends the process loses little: the experiment before the first step, a line
/// of history
/// every epoch, the best model as soon as there is a better one and writing it costs little. All state of a run that lies on the disk is
/// written here.
/// </summary>
/// <remarks>
/// What cannot be written while the run goes on, on a full disk say, ends no training: it is told once and tried again. <see
/// cref="Finish"/> does tell.
/// </remarks>
public sealed class RunRecorder : ITrainingObserver, IDisposable
{
    // The share of a run's time that may go into saving its best model. A model that takes a millisecond is then saved ten times a second
    // at most.
    private const double MostShare = 0.01;

    private readonly ExperimentRun _run;
    private readonly RunLock _lock;
    private readonly string _place;
    private readonly HistoryFile _history;
    private readonly Action<string>? _tell;
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _spent, _last;
    private bool _owed, _anySaved, _kept, _told;

    private RunRecorder(string folder, string place, ExperimentRun run, RunLock taken, HistoryFile history, Action<string>? tell) =>
        (Folder, _place, _run, _lock, _history, _tell) = (folder, place, run, taken, history, tell);

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>
    /// Begins a run folder: the experiment, an empty history and the network as it starts. An empty folder, and one that holds no file of
    /// a run, will do.
    /// What is in it stays; the files of an earlier run stay until this one is finished.
    /// </summary>
    /// <param name="folder">Where to; made if it does not exist.</param>
    /// <param name="run">What will be run.</param>
    /// <param name="overwrite">Whether the run that lies there may be replaced.</param>
    /// <param name="tell">Hears, in a sentence, that something cannot be written at the moment.</param>
    /// <exception cref="GliaException">A run lies there, another one is being written there, or nothing can be written there. Nothing was
    /// changed.</exception>
    public static RunRecorder Begin(string folder, ExperimentRun run, bool overwrite = false, Action<string>? tell = null)
    {
        Check(folder, overwrite);
        string[] made = [.. Missing(folder)];
        RunLock? taken = null;
        try
        {
            Directory.CreateDirectory(folder);
            taken = RunLock.Take(folder);
            RunSwap.CarryOn(folder);
            // Once more: now nobody else changes it.
            Check(folder, overwrite);
            bool replaces = Holds(folder);
            foreach (string file in RunFolder.Files) AtomicFile.RemoveLeftovers(Path.Combine(folder, file));
            return Open(folder, replaces ? RunSwap.Begin(folder) : folder, run, taken, tell);
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            foreach (string empty in made) RemoveEmpty(empty);
            if (error is GliaException) throw;
            string why = error.Message.TrimEnd('.');
            throw new GliaException($"{folder} cannot be a run folder ({why}); choose another place or free it.", error);
        }
    }

    /// <summary>
    /// Refuses what beginning would refuse, as far as it can be seen without writing: before data are loaded for minutes.
    /// </summary>
    /// <param name="folder">Where the run folder shall be.</param>
    /// <param name="overwrite">Whether the run that lies there may be replaced.</param>
    /// <exception cref="GliaException">A run lies there, another one is being written there, or it is a file.</exception>
    public static void Check(string folder, bool overwrite)
    {
        if (folder.Trim().Length == 0) throw new GliaException("The run folder has no name; choose one.");
        string place = Path.GetFullPath(folder);
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } above) place = above;
        if (File.Exists(place))
            throw new GliaException($"{folder} cannot be a run folder: {Path.GetFileName(place)} is a file; choose another place.");
        if (overwrite || !Holds(folder)) return;
        bool finished = !RunFolder.IsRun(folder) || File.Exists(RunFolder.PathOf(folder, RunFolder.SummaryFile));
        string what = finished ? "a run" : "a run that did not finish";
        throw new GliaException(
            $"{folder} already holds {what}; give --overwrite to replace it once the new one is finished, or choose another folder.");
    }

    /// <summary>
    /// Goes on with a run that did not come to its end. What said that it was over, and what there was to look at, goes first; the history
    /// becomes that of the epochs up to the checkpoint.
    /// </summary>
    /// <param name="resumed">Where it stands, read.</param>
    /// <param name="run">What will be run on.</param>
    /// <param name="tell">Hears, in a sentence, that something cannot be written at the moment.</param>
    /// <exception cref="GliaException">It is being written by another process, or nothing can be written there.</exception>
    public static RunRecorder Resume(ResumedRun resumed, ExperimentRun run, Action<string>? tell = null)
    {
        RunLock? taken = null;
        try
        {
            taken = RunLock.Take(resumed.Folder);
            // Backwards: the summary first, by which a run is known as finished.
            foreach (string file in RunFolder.Files.Reverse())
            {
                AtomicFile.RemoveLeftovers(Path.Combine(resumed.Place, file));
                if (!RunFolder.OfAnyMoment.Contains(file)) File.Delete(Path.Combine(resumed.Place, file));
            }
            var history = new HistoryFile(Path.Combine(resumed.Place, RunFolder.HistoryFile),
                HistoryCsv.Write(resumed.Epochs, run.HasAccuracy, run.MetricNames));
            run.Resumed = resumed;
            // The best model on the disk may be of an epoch that will be trained again: it is written once more.
            return new RunRecorder(resumed.Folder, resumed.Place, run, taken, history, tell)
            {
                _anySaved = true,
                _owed = resumed.Epochs.Any(epoch => epoch.IsBest),
            };
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            if (error is GliaException) throw;
            throw new GliaException($"{resumed.Folder} cannot be written ({error.Message.TrimEnd('.')}); free it, and go on then.", error);
        }
    }

    /// <summary>
    /// Does what a process had left to do that was killed when its run was finished: files take their places, checkpoints go. Nothing if
    /// another process is at it, or if nothing can be written there: the run is finished all the same.
    /// </summary>
    /// <param name="folder">A run folder whose run <see cref="ResumedRun.IsFinished"/>.</param>
    public static void Settle(string folder)
    {
        try
        {
            using RunLock taken = RunLock.Take(folder);
            RunSwap.CarryOn(folder);
            foreach (string file in CheckpointSlots.Files) File.Delete(Path.Combine(folder, file));
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            // Whoever looks for its files finds them where they are.
        }
    }

    /// <summary>Lets the run write its checkpoints into the folder.</summary>
    /// <param name="every">How often.</param>
    public void Checkpoint(CheckpointInterval every)
    {
        // A run that is over has its model: no checkpoint need say so.
        _run.Checkpoints = new Checkpoints(_place) { Every = every, KeepsEnd = false, Tell = Tell };
    }

    /// <summary>Begins a run folder of its own for an experiment: <see cref="RunFolder.Unused"/>.</summary>
    /// <param name="name">The experiment's name.</param>
    /// <param name="run">What will be run.</param>
    /// <param name="tell">Hears, in a sentence, that something cannot be written at the moment.</param>
    /// <exception cref="GliaException">Nothing can be written there.</exception>
    public static RunRecorder BeginUnused(string name, ExperimentRun run, Action<string>? tell = null)
    {
        while (true)
        {
            string folder = RunFolder.Unused(name);
            try
            {
                return Begin(folder, run, overwrite: false, tell);
            }
            catch (GliaException) when (RunLock.IsTaken(folder) || Holds(folder))
            {
                // Another run took the name in this moment: the next one is free.
            }
        }
    }

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        if (_owed && IsCheap()) _run.Best.Lend(SaveModel);
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        Try(() => _history.Append(HistoryCsv.Line(report, _run.HasAccuracy, _run.MetricNames)));
        _owed |= report.IsBest;
        // The first one is worth its price: until then only untrained weights are on the disk.
        if (_owed && (!_anySaved || IsCheap())) _run.Best.Lend(SaveModel);
        return Answer.Continue;
    }

    /// <summary>
    /// Saves the trained network, as soon as it is trained and before it is judged, which may take long; and the last weights beside it,
    /// where there are <see cref="History.UnjudgedWeights"/>.
    /// </summary>
    /// <param name="history">What the training told.</param>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public void Keep(History history)
    {
        RunFolder.WriteModels(_place, _run, history);
        _kept = true;
    }

    /// <summary>
    /// Writes all files of the finished run and puts it into the place of the one it replaces. Nothing more is written afterwards.
    /// </summary>
    /// <param name="summary">What came out.</param>
    /// <exception cref="GliaException">Something cannot be written. It may be tried again.</exception>
    public void Finish(RunSummary summary)
    {
        _history.Dispose();
        try
        {
            RunFolder.Write(_place, _run, summary, withModels: !_kept || !File.Exists(ModelPath));
            // What is over is not gone on with.
            if (summary.History.Ending != Ending.Stopped)
                foreach (string file in CheckpointSlots.Files) File.Delete(Path.Combine(_place, file));
            if (_place != Folder) RunSwap.Commit(Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{Folder} cannot be written ({error.Message.TrimEnd('.')}); the finished run is in {_place}.", error);
        }
    }

    /// <summary>Lets go of the folder, which stays as it is.</summary>
    public void Dispose()
    {
        _history.Dispose();
        _lock.Dispose();
    }

    // The experiment last: a folder is a run once it is there, and then it has a model.
    private static RunRecorder Open(string folder, string place, ExperimentRun run, RunLock taken, Action<string>? tell)
    {
        HistoryFile? history = null;
        try
        {
            history = new HistoryFile(Path.Combine(place, RunFolder.HistoryFile), HistoryCsv.Header(run.MetricNames));
            run.ToModel().Save(Path.Combine(place, RunFolder.ModelFile), toDisk: false);
            string experiment = run.Experiment.WithAbsoluteSource().ToJson();
            AtomicFile.WriteText(Path.Combine(place, RunFolder.ExperimentFile), experiment, toDisk: false);
            return new RunRecorder(folder, place, run, taken, history, tell);
        }
        catch
        {
            history?.Dispose();
            RunSwap.Remove(place);
            throw;
        }
    }

    private string ModelPath => Path.Combine(_place, RunFolder.ModelFile);

    private bool IsCheap() => _spent + _last <= MostShare * Stopwatch.GetElapsedTime(_started);

    private void SaveModel()
    {
        long started = Stopwatch.GetTimestamp();
        _owed = !Try(() => _run.ToModel().Save(ModelPath, toDisk: _anySaved));
        _last = Stopwatch.GetElapsedTime(started);
        _spent += _last;
        _anySaved = true;
    }

    private bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            string why = (error.InnerException ?? error).Message.TrimEnd('.');
            Tell($"{Folder} cannot be written now: {why}. Training goes on, and writing is tried again.");
            return false;
        }
    }

    // Once: a full disk is one piece of news, whatever of the run is refused.
    private void Tell(string sentence)
    {
        if (!_told) _tell?.Invoke(sentence);
        _told = true;
    }

    // One file with the name of a run's will do: whatever it is, it is not ours to replace unasked.
    private static bool Holds(string folder) => RunFolder.Files.Any(file => Path.Exists(RunFolder.PathOf(folder, file)));

    // The folders that have to be made, the innermost first.
    private static IEnumerable<string> Missing(string folder)
    {
        for (string? place = Path.GetFullPath(folder); place is not null && !Path.Exists(place); place = Path.GetDirectoryName(place))
            yield return place;
    }

    private static void RemoveEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It was never made, or somebody put something into it meanwhile: then it is not ours to remove.
        }
    }
}
