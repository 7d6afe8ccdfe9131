using System.Diagnostics;
using Glia.Data;
using Glia.Kernels;
using Glia.Metrics;
using Glia.Schedules;
using Glia.Training.Leaves;

namespace Glia.Training;

/// <summary>
/// The loop of <see cref="Trainer.Fit"/>: epochs of steps, evaluation, the best weights, when to stop. What it remembers from step to step
/// is a <see cref="FitProgress"/> and the weights beside the network's own, so that a checkpoint holds all of it.
/// </summary>
internal sealed class FitLoop : IDisposable
{
    private readonly Trainer _trainer;
    private readonly Dataset _data;
    private readonly FitOptions _options;
    private readonly IReadOnlyList<ITrainingObserver> _observers;
    private readonly BatchOrder _order;
    private readonly Accumulation _cut;
    private readonly Peers? _peers;
    private readonly LeafCrew? _leaves;
    private readonly BestWeights? _best;
    private readonly AveragedWeights? _averages;
    private readonly CheckpointWriter? _checkpoints;
    private readonly RunIdentity? _identity;
    private readonly FitProgress _at = new();
    private readonly ThreadChoice _threads;
    private long? _epochStarted;   // while its steps are done
    private Evaluation? _tested;   // with the last weights

    public FitLoop(Trainer trainer, Dataset data, FitOptions options)
    {
        (_trainer, _data, _options, _observers) = (trainer, data, options, options.Observers);
        _threads = new ThreadChoice(trainer.Workers);
        _order = new BatchOrder(data.Rows, options, trainer.Seed, options.Window ?? ShuffleWindow.Of(data.Inputs));
        _cut = new Accumulation(options.BatchSize, options.GradientAccumulationSteps);
        if (options.Processes is { Count: > 1 } processes)
            _peers = new Peers(processes, WriteDown, options.CancellationToken);
        _leaves = options.Leaves > 1 ? new LeafCrew(trainer, options.Leaves, options.BatchSize, _order.BatchSize, _peers) : null;
        _best = options.Best ?? (options.EarlyStopping is { RestoreBestWeights: true } ? new BestWeights(trainer.Network) : null);
        _averages = options.EmaMomentum is { } momentum ? new AveragedWeights(trainer.Network, momentum) : null;
        _at.FirstStep = trainer.Steps;
        if (options.Checkpoints is { } checkpoints)
        {
            ObserverState.RequireNames(_observers);
            _identity = new RunIdentity(trainer, data, options);
            string folder = checkpoints.Folder;
            CheckpointSlots slots = options.Slots
                ?? (checkpoints.Resume ? CheckpointSlots.Read(folder, checkpoints.Tell) : CheckpointSlots.Unread(folder));
            if (slots.Newest is { } state)
            {
                _identity.Require(state);
                _at = Load(state);
            }
            _checkpoints = new CheckpointWriter(checkpoints, slots, BytesOfState(), Save);
        }
        if (options.Progress is not null || options.CancellationToken.CanBeCanceled)
            _observers = [.. _observers, new Attendant(options, data.Rows, trainer.Steps - _at.FirstStep, _at.Epochs.Count)];
    }

    public History Run()
    {
        var plan = new SchedulePlan((long)_options.Epochs * _order.StepsPerEpoch, _order.StepsPerEpoch);
        Ending ending = _at.Ending == Ending.Stopped ? Ending.Completed : _at.Ending;
        bool isOver = _at.Ending != Ending.Stopped, unobserved = _trainer.Unobserved;
        using ReadAhead? ahead = isOver ? null : ReadAhead.For(_data.Inputs, _order);
        if (!isOver && AnyOf(_options.CancellationToken.IsCancellationRequested)) ending = Ending.Stopped;
        while (!isOver && ending == Ending.Completed && _at.Epochs.Count < _options.Epochs) ending = Epoch(plan, unobserved);
        _trainer.Unobserved = unobserved;
        if (ending != Ending.Stopped && !isOver && _options.Checkpoints is { KeepsEnd: true })
        {
            // The loop's own weights: what follows is done again by whoever takes this up.
            _at.Ending = ending;
            _checkpoints!.Write();
        }
        _averages?.Give();
        bool restores = _options.EarlyStopping is { RestoreBestWeights: true } && _at.BestEpoch > 0;
        ParameterBlock? last = restores ? _best!.Restore() : null;
        return new History(_at.Epochs, ending, _at.BestEpoch, _trainer.Steps - _at.FirstStep, _at.AllSeconds)
        {
            UnjudgedWeights = last is not null && _at.Epochs[^1].IsUnjudged ? last : null,
            Test = restores ? null : _tested,
        };
    }

    /// <summary>The other processes are not waited for any more.</summary>
    public void Dispose() => _peers?.Dispose();

    private Ending Epoch(SchedulePlan plan, bool unobserved)
    {
        Ending ending = _at.StepsAreDone ? Ending.Completed : Steps(plan, unobserved);
        // The last moment at which this epoch can still be gone on with.
        bool kept = ending == Ending.Stopped;
        if (kept) _checkpoints?.Write();
        (Evaluation? validation, Evaluation? test) = OnAverages(() => Judge(ending));
        _tested = test;
        bool isBrokenOff = (validation is null && _options.Validation is not null) || (test is null && _options.Test is not null);
        if (isBrokenOff && !kept)
        {
            kept = true;
            _checkpoints?.Write();
        }
        _trainer.EpochDone();
        ending = OnAverages(() => Close(validation, test, ending));
        if (AnyOf(ending == Ending.Stopped) && ending == Ending.Completed) ending = Ending.Stopped;
        if (ending == Ending.Completed) _checkpoints?.EpochDone();
        else if (ending == Ending.Stopped && !kept) _checkpoints?.Write();
        return ending;
    }

    private Ending Steps(SchedulePlan plan, bool unobserved)
    {
        Ending ending = Ending.Completed;
        long started = Stopwatch.GetTimestamp() - (long)(_at.Seconds * Stopwatch.Frequency);
        _epochStarted = started;
        _order.BeginEpoch(_trainer.Epochs);
        while (!_at.StepsAreDone && ending == Ending.Completed)
        {
            _at.Rate = _trainer.Optimizer.LearningRate * _trainer.Schedule.Factor(_trainer.Steps - _at.FirstStep, plan);
            _trainer.Unobserved = unobserved || !AnybodyLooks();
            ReadOnlySpan<int> rows = _order.Rows(_at.Steps);
            Workers workers = _threads.Workers;
            long begun = Stopwatch.GetTimestamp();
            StepReport report = _trainer.StepOfPass(_data, rows, _at.Rate, (uint)_trainer.Epochs, _cut, _leaves, workers);
            if (report.Taken) _averages?.Follow(workers);
            _threads.Took(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            _at.Steps++;
            _at.Samples += report.Rows;
            _at.Answers += report.Answers;
            _at.Hits += report.Hits;
            _at.LossSum += report.Loss * report.Rows;
            _at.OwnSum += report.OwnLoss * report.Rows;
            Answer answer = AskAfterStep(report);
            if (!report.Taken) ending = Ending.NotFinite;
            else if (answer == Answer.Stop) ending = Ending.Stopped;
            _at.StepsAreDone = _at.Steps >= _order.StepsPerEpoch || answer == Answer.StopEpoch;
            if (ending == Ending.Completed) _checkpoints?.StepDone();
        }
        _at.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _epochStarted = null;
        return ending;
    }

    // Whoever judges, keeps or looks at the weights of an epoch has the averages in their place.
    private T OnAverages<T>(Func<T> act)
    {
        if (_averages is null) return act();
        T result = default!;
        _averages.Lend(() => result = act());
        return result;
    }

    // Remembers the weights that an epoch ended with if they are the best ones, and tells whoever watches.
    private Ending Close(Evaluation? validation, Evaluation? test, Ending ending)
    {
        bool unjudged = validation is null && _options.Validation is not null;
        // Of several targets in units of their own the largest would decide alone, so the scaled loss says which epoch is best.
        double monitored = validation?.ScaledLoss ?? _at.LossSum / _at.Samples;
        bool improved = !unjudged && monitored < _at.Best - (_options.EarlyStopping?.MinDelta ?? 0);
        if (improved)
        {
            (_at.Best, _at.BestEpoch, _at.SinceBest) = (monitored, _at.Epochs.Count + 1, 0);
            _best?.Take();
        }
        else
        {
            _at.SinceBest++;
        }
        var done = new EpochReport
        {
            Epoch = _at.Epochs.Count + 1,
            Loss = _at.OwnSum / _at.Samples,
            Accuracy = (double)_at.Hits / _at.Answers,
            Rate = _at.Rate,
            Steps = _at.Steps,
            Samples = _at.Samples,
            Seconds = _at.Seconds,
            Validation = validation,
            Test = test,
            IsBest = improved,
            IsUnjudged = unjudged,
        };
        _at.Epochs.Add(done);
        _at.BeginEpoch();
        if (!unjudged) _trainer.Schedule.EpochEnded(monitored);
        foreach (ITrainingObserver observer in _observers)
            if (observer.OnEpoch(_trainer, done) == Answer.Stop && ending == Ending.Completed) ending = Ending.Stopped;
        // Keras stops after `patience` epochs without improvement, but never before one.
        if (ending == Ending.Completed && _options.EarlyStopping is { } stopping && !improved
            && _at.SinceBest >= stopping.Patience && _at.SinceBest > 0)
            ending = Ending.EarlyStopped;
        return ending;
    }

    // Who asked for the end while it trained waits for the evaluation, who asks during the evaluation does not. Several processes have
    // heard of it together, each with the ending of the steps; where they share the evaluation, one that is asked breaks it off in all.
    private (Evaluation? Validation, Evaluation? Test) Judge(Ending ending)
    {
        bool asked = ending == Ending.Stopped || _options.CancellationToken.IsCancellationRequested;
        CancellationToken end = asked ? CancellationToken.None : _options.CancellationToken;
        Evaluation? validation = null, test = null;
        try
        {
            if (_options.Validation is { } heldBack) validation = _trainer.Evaluate(heldBack, _peers, end);
            if (_options.Test is { } apart) test = _trainer.Evaluate(apart, _peers, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested || _peers is not null)
        {
            // What was evaluated to its end counts.
        }
        return (validation, test);
    }

    // Who asks one process to end asks all.
    private bool AnyOf(bool wish) => _peers is null ? wish : _peers.Most(wish ? 1 : 0) == 1;

    // For whoever waits for another process in vain, in an evaluation on the averages as well.
    private void WriteDown()
    {
        if (_averages is null) _checkpoints?.Write();
        else _averages.Reclaim(() => _checkpoints?.Write());
    }

    private void Save(StateWriter state)
    {
        // In the middle of an epoch its time so far counts; afterwards it is known.
        if (_epochStarted is { } started) _at.Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _identity!.Save(state.Section(RunIdentity.Section));
        TrainerState.Save(state.Section(TrainerState.Section), _trainer);
        _at.Save(state.Section(FitProgress.Section));
        _averages?.Save(state.Section("averages"));
        _best?.Save(state.Section("best"));
        ObserverState.Save(state.Section("observers"), _observers);
    }

    private FitProgress Load(StateReader state)
    {
        TrainerState.Load(state.Section(TrainerState.Section), _trainer);
        _averages?.Load(state.Section("averages"));
        _best?.Load(state.Section("best"));
        ObserverState.Load(state.Section("observers"), _observers);
        return FitProgress.Load(state.Section(FitProgress.Section));
    }

    private long BytesOfState()
    {
        int blocks = 1 + _trainer.Optimizer.StateNames.Count + (_averages is null ? 0 : 1) + (_best is null ? 0 : 1);
        return sizeof(float) * blocks * _trainer.Network.ParameterCount;
    }

    private bool AnybodyLooks()
    {
        for (int i = 0; i < _observers.Count; i++)
            if (_observers[i].LooksAtGradients) return true;
        return false;
    }

    private Answer AskAfterStep(in StepReport report)
    {
        Answer answer = Answer.Continue;
        for (int i = 0; i < _observers.Count; i++)
        {
            Answer one = _observers[i].OnStep(_trainer, report);
            if (one > answer) answer = one;
        }
        return _peers is null ? answer : (Answer)_peers.Most((int)answer);
    }
}
