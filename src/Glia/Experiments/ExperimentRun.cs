using System.Diagnostics;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments.Recorded;
using Glia.Kernels;
using Glia.Losses;
using Glia.Metrics;
using Glia.Models;
using Glia.Training;

namespace Glia.Experiments;

/// <summary>
/// An experiment ready to train: data split, scaled and encoded, network built.
/// <see cref="Train(IReadOnlyList{ITrainingObserver})"/> does it.
/// </summary>
public sealed class ExperimentRun
{
    // Of so many a share of right ones is known to half a point and better, and it is only compared with that of the test part; to ask all
    // of sixty thousand took a tenth of a run of seconds.
    private const int MostKnownRows = 10_000;

    private readonly Loss _loss;
    private int _keptEpoch;

    private ExperimentRun(Experiment experiment, PreparedData data, Network network, Trainer trainer, long started)
    {
        (Experiment, Data, Network, Trainer, Started) = (experiment, data, network, trainer, started);
        _loss = experiment.Training.BuildLoss();
        ClassNames = Names();
        Best = new BestWeights(network);
        Clock = new RunClock(started);
        StepsPerEpoch = experiment.Training.FitOptions().StepsOfEpoch(data.Training.Rows);
    }

    /// <summary>What is run.</summary>
    public Experiment Experiment { get; }

    /// <summary>The data, ready for the network.</summary>
    public PreparedData Data { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>What trains it.</summary>
    public Trainer Trainer { get; }

    /// <summary>What the classes are called; null if the network names no classes.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>Whether answers are right or wrong, so that there is an accuracy: classes and labels, not numbers.</summary>
    public bool HasAccuracy => ClassNames is not null || Data.Training.Targets.AreLabels;

    /// <summary>What is measured after each epoch besides; nothing where there is no part to measure it on.</summary>
    internal IReadOnlyList<string> MetricNames =>
        Data.Validation is null && Data.Test is null ? [] : [.. Trainer.Metrics.Select(metric => metric.Name)];

    /// <summary>Steps of one epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps of the whole run if nothing ends it early.</summary>
    public long TotalSteps => (long)StepsPerEpoch * Experiment.Training.Epochs;

    /// <summary>The loss of perfect answers: above 0 where labels are smoothed.</summary>
    public double PerfectLoss => _loss.PerfectFor(Network.OutputShape.Last);

    /// <summary>Prepares a run.</summary>
    /// <param name="experiment">What to run.</param>
    /// <param name="loaded">Its data as the source holds them.</param>
    /// <param name="threads">How many threads to use; all processors if null.</param>
    /// <param name="started">A <see cref="Stopwatch"/> timestamp from which wall time counts; now if null.</param>
    /// <exception cref="GliaException">Data, network and training do not fit each other.</exception>
    public static ExperimentRun Prepare(Experiment experiment, LoadedData loaded, int? threads = null, long? started = null)
    {
        long start = started ?? Stopwatch.GetTimestamp();
        experiment = experiment with { Data = experiment.Data.As(loaded) };
        Network network = experiment.BuildNetwork(loaded.Inputs.Shape);
        PreparedData data = PreparedData.Prepare(experiment, loaded, network.OutputShape);
        Trainer trainer = experiment.BuildTrainer(network, threads is { } count ? new Workers(count) : null, data.TargetScaler);
        trainer.Check(data.Training);
        // A metric that cannot be measured here is better refused now than after the first epoch.
        foreach (Metric metric in trainer.Metrics) metric.Begin(data.Training.Targets, network.OutputShape);
        int batch = experiment.Training.Sampling == Sampling.Random
            ? experiment.Training.BatchSize
            : Math.Min(experiment.Training.BatchSize, data.Training.Rows);
        Workspace.RequireMemory(network, batch, training: true, trainer.TakesLogits,
            kept: network.ParameterCount * (1 + trainer.Optimizer.StateNames.Count + experiment.Training.BlocksOfLeaves));
        return new ExperimentRun(experiment, data, network, trainer, start) { Source = loaded };
    }

    /// <summary>Makes sure that so many processes can share the leaves of each step.</summary>
    /// <param name="processes">How many processes take part.</param>
    /// <exception cref="GliaException">There are fewer leaves; the sentence says what to do.</exception>
    public void RequireLeaves(int processes) => Trainer.RequireLeaves(processes, Experiment.Training.Leaves);

    /// <summary>The data as the source holds them, for whoever watches; null once it trains, so that nobody keeps them in memory.</summary>
    internal LoadedData? Source { get; private set; }

    /// <summary>Where and how often it writes down where it stands while it trains; null for not at all. Set before it trains.</summary>
    public Checkpoints? Checkpoints { get; set; }

    /// <summary>
    /// The processes that share the leaves of each step; null for this one alone. All of them prepare the same run; one of them records it,
    /// and all have its weights in the end. Set before it trains.
    /// </summary>
    public IProcessGroup? Processes { get; set; }

    /// <summary>The run that this one goes on with; null where it begins. Set before it trains.</summary>
    public ResumedRun? Resumed { get; set; }

    /// <summary>How long it took so far, in earlier processes too.</summary>
    internal RunClock Clock { get; }

    /// <summary>The timestamp from which wall time counts.</summary>
    internal long Started { get; }

    /// <summary>When the training was over; 0 before.</summary>
    internal long Fitted { get; private set; }

    /// <summary>Whether an output above 0, and not above one half, is a yes.</summary>
    internal bool AnswersBySign => _loss.AnswersBySign;

    /// <summary>The best weights so far, while it trains.</summary>
    internal BestWeights Best { get; }

    /// <summary>Trains and judges the network.</summary>
    /// <param name="observers">Those who watch; one that answers Stop ends the run after the step, and the best weights are kept.</param>
    public RunSummary Train(params IReadOnlyList<ITrainingObserver> observers) => Judge(Fit(observers));

    /// <summary>Trains and judges the network, and lets a caller follow and end it.</summary>
    /// <param name="progress">Told some ten times a second, and after every epoch, where the run stands; null for nobody.</param>
    /// <param name="cancellationToken">
    /// Ends the run after the step in progress, which is no error: the best weights are kept and judged, and the summary's
    /// <see cref="History.Ending"/> says that it was stopped.
    /// </param>
    /// <param name="observers">Those who watch; one that answers Stop ends the run after the step, and the best weights are kept.</param>
    public RunSummary Train(
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, params IReadOnlyList<ITrainingObserver> observers) =>
        Judge(Fit(progress, cancellationToken, observers));

    /// <summary>
    /// Trains the network. Where the run was ended from outside, or early stopping says so, it has the weights of its best epoch
    /// afterwards.
    /// </summary>
    /// <param name="observers">Those who watch; one that answers Stop ends the run after the step.</param>
    public History Fit(params IReadOnlyList<ITrainingObserver> observers) => Fit(null, CancellationToken.None, observers);

    /// <summary>The same, and lets a caller follow and end it.</summary>
    /// <param name="progress">Told some ten times a second, and after every epoch, where the run stands; null for nobody.</param>
    /// <param name="cancellationToken">
    /// Ends the run as <see cref="FitOptions.CancellationToken"/> says. Where an evaluation was broken off and an earlier epoch is the best
    /// one, the last weights are in <see cref="History.UnjudgedWeights"/>; where no epoch was evaluated, the network has the last ones.
    /// </param>
    /// <param name="observers">Those who watch; one that answers Stop ends the run after the step.</param>
    public History Fit(
        IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, params IReadOnlyList<ITrainingObserver> observers)
    {
        Source = null;
        // A training allocates nothing, so that what was needed to prepare data larger than memory would stay until its end.
        if (Data.Training.Inputs.AreOnDisk) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        History history = Trainer.Fit(Data.Training, Options() with
        {
            Observers = [Clock, .. observers],
            Progress = progress,
            CancellationToken = cancellationToken,
        });
        bool restored = Experiment.Training.EarlyStopping is { RestoreBestWeights: true } && history.BestEpoch > 0;
        if (!restored && history.Ending is Ending.Stopped or Ending.NotFinite && Best.Restore() is { } last)
        {
            restored = true;
            history = history with { Test = null, UnjudgedWeights = history.Epochs[^1].IsUnjudged ? last : null };
        }
        _keptEpoch = restored ? history.BestEpoch : history.Epochs.Count;
        Fitted = Stopwatch.GetTimestamp();
        return history;
    }

    private FitOptions Options() => Experiment.Training.FitOptions() with
    {
        ClassWeight = Data.ClassWeight,
        // Each epoch is judged by the pictures as they are: all views at each would take longer than many trainings.
        Validation = Data.Validation?.WithViews(null),
        Test = Data.Test?.WithViews(null),
        Best = Best,
        // Whoever does not record the run reads where it stands all the same.
        Checkpoints = Checkpoints
            ?? (Resumed is { } resumed ? new Checkpoints(resumed.Place) { Every = CheckpointInterval.Never, KeepsEnd = false } : null),
        Processes = Processes,
        Slots = Resumed?.Slots,
    };

    /// <summary>Where a state stands: steps done, and the epochs that are over.</summary>
    /// <exception cref="GliaException">It is of another run.</exception>
    internal (long Steps, IReadOnlyList<EpochReport> Epochs) Standing(StateReader state)
    {
        new RunIdentity(Trainer, Trainer.AsTrained(Data.Training, Options()), Options()).Require(state);
        var progress = FitProgress.Load(state.Section(FitProgress.Section));
        return (TrainerState.StepsOf(state), progress.Epochs);
    }

    /// <summary>
    /// Judges the trained network on the training part and the test part, every row alike whatever weight it had. Where the test part
    /// judges, 10,000 training rows, one of each stretch of them, say how well the network knows them.
    /// </summary>
    /// <param name="history">What <see cref="Fit(IReadOnlyList{ITrainingObserver})"/> told.</param>
    public RunSummary Judge(History history)
    {
        Evaluation? asIs = Data.Test is null ? null : history.Test ?? Trainer.Evaluate(Data.Test.WithViews(null));
        Evaluation? test = Data.Test?.Views is null ? asIs : Trainer.Evaluate(Data.Test);
        Dataset known = Data.Training.WithoutSampleWeights();
        if (test is not null && known.Rows > MostKnownRows) known = known.Select(OfEachStretch(known.Rows));
        Evaluation train = Trainer.Evaluate(known);
        return new RunSummary
        {
            Train = train,
            Test = test,
            TestAsIs = ReferenceEquals(test, asIs) ? null : asIs,
            ClassNames = ClassNames,
            LabelNames = train.Labels is { } labels ? LabelNames.Of(ToModel(), labels.Count) : null,
            History = history,
            KeptEpoch = _keptEpoch,
            WallSeconds = Clock.Seconds,
            PeakMemoryBytes = PeakMemory(),
            Seed = Experiment.Seed,
            Parameters = Network.ParameterCount,
            Verdict = Sentence(history, test ?? train, test is null ? "training" : "test"),
        };
    }

    /// <summary>What there is to look at in a run that is over: its worst rows, how sure it was, its layers, its time.</summary>
    /// <param name="watch">What watched it train.</param>
    /// <param name="history">What <see cref="Fit(IReadOnlyList{ITrainingObserver})"/> told.</param>
    /// <param name="findings">What a doctor that watched had to say; null for nobody.</param>
    public RunDetails Detail(RunWatch watch, History history, JsonArray? findings = null) =>
        RunDetailing.Of(this, watch, history.TrainSeconds, findings);

    /// <summary>The network with all that using it needs, as a model file holds it.</summary>
    public Model ToModel() => new(Network)
    {
        Preprocessing = Data.Preprocessing,
        TargetScaler = Data.TargetScaler,
        AnswersLabels = Data.Training.Targets.AreLabels,
        ClassNames = ClassNames,
        Loss = LossCatalogue.ToJson(_loss),
        TestTimeAugmentation = Experiment.TestTimeAugmentation,
    };

    private LearningVerdict Sentence(History history, Evaluation judged, string part)
    {
        string rows = $"{part} {Data.RowsAre}";
        if (history.Ending == Ending.NotFinite) return LearningVerdict.NotFinite(history.Epochs.Count, history.Steps);
        LearningVerdict verdict = OfAnswers(history, judged, rows);
        return Unanswered.Said(verdict, judged, Network, (Data.Test ?? Data.Training).Inputs, rows);
    }

    private LearningVerdict OfAnswers(History history, Evaluation judged, string rows)
    {
        if (ClassNames is not null) return LearningVerdict.Classes(judged, ClassNames, rows, history.Steps > 0);
        if (judged.Labels is not null) return LearningVerdict.Labels(judged, rows, history.Steps > 0);
        double mean = MeanLoss.Of(_loss, Network, Data.Training, Data.Test ?? Data.Training, Data.TargetScaler);
        return LearningVerdict.Values(judged, mean, rows, history.Steps > 0);
    }

    // Classes have names where the source gave some; where its numbers are classes all the same, their numbers are the names.
    private string[]? Names()
    {
        // Numbers that happen to be 0 and 1, as a constant is once it is scaled, are numbers where the experiment says so.
        if (Experiment.Data.Task == "regress" || Data.TargetScaler is not null) return null;
        if (Experiment.Data.Task == "multilabel" && Data.Training.Targets.AreLabels) return null;
        if (Data.ClassNames is { } given && OutputNames.Of(given, Network.OutputShape) is { } names) return names;
        if (!ClassTargets.Are(Data.Training.Targets, Network.OutputShape, _loss)) return null;
        bool signs = OutputNames.Classes(Network.OutputShape) == 2 && ClassTargets.AreSigns(Data.Training.Targets);
        return signs ? ["-1", "1"] : OutputNames.Of([], Network.OutputShape);
    }

    // Drawn within each stretch, since rows may come in turns of some kind: of MNIST's training rows every sixth alone had 98.6 % right
    // ones where all had 99.1 %.
    private int[] OfEachStretch(int rows)
    {
        var places = new float[MostKnownRows];
        RandomFill.Uniform(places, 0, 1, (ulong)Experiment.Seed, ulong.MaxValue);
        return [.. places.Select((place, i) => (int)Math.Min(rows - 1, (i + (double)place) * rows / MostKnownRows))];
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
