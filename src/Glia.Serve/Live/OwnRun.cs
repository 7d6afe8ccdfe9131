using System.Diagnostics;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Report;
using Glia.Report.Panels;
using Glia.Report.Reading;
using Glia.Training;

namespace Glia.Serve.Live;

/// <summary>
/// A run that this process does, on a thread of its own, into a run folder as <c>glia train</c> leaves one. The training leaves numbers
/// behind and wakes readers after an epoch; it does nothing else for them.
/// </summary>
internal sealed class OwnRun : WatchedRun, IStatefulObserver, IDisposable
{
    private const int MostLosses = 256;

    // On a full disk, until there is room: hours of training must not end in nothing.
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(10);

    private readonly ExperimentRun _run;
    private readonly Action<string> _tell;
    private readonly RunRecorder _recorder;
    private readonly CancellationTokenSource _stop = new(), _end = new();
    private readonly RunWatch _watch;
    private readonly LiveDoctor? _doctor;
    private readonly List<Finding> _findings = [];
    private readonly long _first;
    private readonly Lock _counting = new();
    private readonly List<RateChange> _changes = [];
    private readonly Thread _thread;
    private long _steps, _samples, _began;
    private double _rate, _epochEnded;
    private float _wanted = float.NaN;
    private int _epochs, _version;
    private volatile string? _failed;
    private volatile RunSummary? _summary;
    private volatile bool _trained;

    private OwnRun(Served.Training training, RunRecorder recorder)
    {
        ExperimentRun run = training.Prepared;
        (_run, _recorder, _tell, _watch) = (run, recorder, training.Tell, new RunWatch(run));
        _rate = run.Trainer.Optimizer.LearningRate;
        if (training.Resumed is { } resumed) (_first, _steps, _epochs) = (resumed.Steps, resumed.Steps, resumed.Epochs.Count);
        if (training.Doctor) _doctor = new LiveDoctor(run.Experiment.Training.BuildLoss(), run.Trainer, run.Data.Training, Found);
        _thread = new Thread(Train) { Name = "training", IsBackground = true };
    }

    /// <inheritdoc/>
    public override string Name => RunShelf.Name(_recorder.Folder);

    /// <summary>The run folder.</summary>
    public string Folder => _recorder.Folder;

    /// <inheritdoc/>
    public override bool IsOwn => true;

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public string StateName => "served";

    /// <summary>Whether the doctor watches.</summary>
    public bool HasDoctor => _doctor is not null;

    /// <summary>What the doctor that watches saw so far.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_counting) return [.. _findings];
        }
    }

    /// <summary>Makes the run folder, or takes up the one of a run that goes on, and begins to train.</summary>
    /// <param name="training">What to run.</param>
    /// <exception cref="GliaException">The folder cannot be made, or is written by another process.</exception>
    public static OwnRun Begin(Served.Training training)
    {
        string name = training.Prepared.Experiment.Name ?? training.Name;
        RunRecorder recorder = training switch
        {
            { Resumed: { } resumed } => RunRecorder.Resume(resumed, training.Prepared, training.Tell),
            { Folder: { } folder } => RunRecorder.Begin(folder, training.Prepared, overwrite: false, training.Tell),
            _ => RunRecorder.BeginUnused(name, training.Prepared, training.Tell),
        };
        recorder.Checkpoint(training.Checkpoints);
        var run = new OwnRun(training, recorder);
        run._thread.Start();
        return run;
    }

    /// <summary>Ends the training after the step; what was trained is kept.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Sets the optimizer's learning rate, which the schedule multiplies, from the next step on.</summary>
    /// <param name="rate">The rate, above 0.</param>
    public void ChangeRate(float rate) => Volatile.Write(ref _wanted, rate);

    /// <summary>The optimizer's learning rate now, before the schedule's factor.</summary>
    public float BaseRate => _run.Trainer.Optimizer.LearningRate;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        lock (_counting)
        {
            _steps = report.Step;
            _samples += report.Rows;
            _rate = report.Rate;
        }
        if (!float.IsNaN(Volatile.Read(ref _wanted)))
        {
            float wanted = Interlocked.Exchange(ref _wanted, float.NaN);
            trainer.Optimizer.LearningRate = wanted;
            _changes.Add(new RateChange(report.Step, wanted));
        }
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        state.Add("changed_after", [.. _changes.Select(change => (double)change.Step)]);
        state.Add("changed_to", [.. _changes.Select(change => (double)change.LearningRate)]);
    }

    /// <inheritdoc/>
    public void Load(StateReader state) => _changes.AddRange(state.Numbers("changed_after").Zip(state.Numbers("changed_to"),
        (step, rate) => new RateChange((long)step, rate)));

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        lock (_counting)
        {
            _epochs = report.Epoch;
            _epochEnded = (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;
        }
        Changed();
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public override RunState Read()
    {
        long steps;
        double rate, ended;
        long samples;
        int epochs, found;
        lock (_counting)
        {
            (steps, rate, ended, epochs, samples, found) = (_steps, _rate, _epochEnded, _epochs, _samples, _findings.Count);
        }
        // Sent again with every state: as many as a chart beside others shows.
        StepLosses losses = _watch.Steps.Thinned(MostLosses);
        HistoryTable history = HistoryTable.Read(RunFolder.PathOf(Folder, RunFolder.HistoryFile));
        double seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        int planned = _run.Experiment.Training.Epochs;
        RunState state = this switch
        {
            { _failed: { } sentence } => new RunState(Mood.Bad, "It ended", sentence),
            { _summary: { } summary } => Over(summary),
            { _trained: true } => new RunState(Mood.Open, "Judging", "It is trained; now every row is judged.") { IsRunning = true },
            _ => new RunState(Mood.Open, "Training", Where(epochs, planned, steps, seconds)) { IsRunning = true },
        };
        List<(string, string)> figures = [("epoch", $"{Math.Min(epochs + 1, planned)} of {planned}"), ("step", $"{steps:#,0}")];
        if (losses.Mean is [.., var last]) figures.Add(("loss", Words.Number(last)));
        if (Last(history) is { } accuracy) figures.Add(accuracy);
        if (state.IsRunning && !_trained && seconds > 0) figures.Add(($"{_run.Data.RowsAre} a second", Spoken.Short(samples / seconds)));
        return state with
        {
            Share = _run.TotalSteps == 0 ? 1 : (double)steps / _run.TotalSteps,
            Figures = figures,
            Charts = [.. CurvesPanel.Charts(history, losses, _run.StepsPerEpoch).Select(chart => chart with { Grows = true })],
            Rate = rate,
            EpochEnded = ended,
            Found = found,
        };
    }

    /// <summary>Stops and waits until what was trained is kept.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _end.Cancel();
        _thread.Join();
        _stop.Dispose();
        _end.Dispose();
    }

    /// <inheritdoc/>
    protected override string Stamp() => $"{Volatile.Read(ref _version)}.{Interlocked.Read(ref _steps)}";

    private void Train()
    {
        _began = Stopwatch.GetTimestamp();
        try
        {
            List<ITrainingObserver> watching = [_recorder, this, _watch];
            if (_doctor is not null) watching.Add(_doctor);
            History history = _run.Fit(progress: null, _stop.Token, watching);
            _trained = true;
            Changed();
            RunSummary summary = _run.Judge(history) with { RateChanges = _changes };
            JsonArray? cards = _doctor is null ? null : new JsonArray([.. Findings.Select(finding => FindingCard.Of(finding).ToJson())]);
            Keep(summary with { Details = _run.Detail(_watch, history, cards) });
            // Before it is told that the run is over: whoever goes on to its report finds it let go of.
            _recorder.Dispose();
            _summary = summary;
            _tell($"Everything is in {Folder}");
        }
        catch (Exception error) when (error is GliaException or IOException or UnauthorizedAccessException)
        {
            _failed = error.Message;
        }
        // Others may look at the folder now as at any run that is over or was ended.
        _recorder.Dispose();
        Changed();
    }

    private void Keep(RunSummary summary)
    {
        for (bool told = false; ; told = true)
        {
            try
            {
                _recorder.Finish(summary);
                return;
            }
            catch (GliaException error) when (!_end.IsCancellationRequested)
            {
                string again = $"It is tried again every {s_again.TotalSeconds:0} seconds; Ctrl-C gives up and loses it.";
                if (!told) _tell($"{error.Message} {again}");
                _ = _end.Token.WaitHandle.WaitOne(s_again);
            }
        }
    }

    private void Found(Finding finding)
    {
        lock (_counting) _findings.Add(finding);
        Changed();
    }

    private void Changed()
    {
        Interlocked.Increment(ref _version);
        Wake();
    }

    private string Where(int epochs, int planned, long steps, double seconds)
    {
        if (steps == _first) return steps == 0 ? "The first step is on its way." : $"It goes on after step {steps:#,0}.";
        double left = seconds / (steps - _first) * (_run.TotalSteps - steps);
        return $"Epoch {Math.Min(epochs + 1, planned)} of {planned}, about {Spoken.Seconds(left)} left.";
    }

    private RunState Over(RunSummary summary)
    {
        (Mood mood, string word) = summary.Verdict.Learned switch
        {
            Learned.Well => (Mood.Good, "It learned"),
            Learned.ALittle => (Mood.Open, "It learned a little"),
            Learned.NotAtAll => (Mood.Bad, "It did not learn"),
            _ => (Mood.Open, "It is over"),
        };
        string stopped = summary.History.Ending == Ending.Stopped ? $"Stopped after step {summary.History.Steps:#,0}. " : "";
        // The word stands above it already.
        string sentence = summary.Verdict.Sentence, start = $"{word}: ";
        if (sentence.StartsWith(start, StringComparison.Ordinal)) sentence = RunState.Capital(sentence[start.Length..]);
        return new RunState(mood, word, stopped + sentence)
        {
            Next = [("The report", RunShelf.Address(Name)), ("Try it", $"{RunShelf.Address(Name)}/try")],
        };
    }

    private static (string, string)? Last(HistoryTable history)
    {
        foreach (string part in (string[])["val_accuracy", "test_accuracy", "accuracy"])
            if (history.Has(part)) return (part.Replace("val_", "validation ").Replace('_', ' '), Spoken.Percent(history[part][^1]));
        return null;
    }
}
