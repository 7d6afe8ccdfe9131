using System.Diagnostics;
using Glia.Data;
using Glia.Metrics;
using Glia.Schedules;

namespace Glia.Training;

/// <summary>The loop of <see cref="Trainer.Fit"/>: epochs of steps, evaluation, the best weights, and when to stop.</summary>
internal sealed class FitLoop(Trainer trainer, Dataset data, FitOptions options)
{
    private readonly BatchOrder _order = new(data.Rows, options, trainer.Seed);
    private readonly List<EpochReport> _epochs = [];
    private readonly ParameterBlock? _bestWeights = options.EarlyStopping is { RestoreBestWeights: true }
        ? new ParameterBlock(trainer.Network.Parameters)
        : null;
    private readonly AveragedWeights? _averages = options.EmaMomentum is { } momentum
        ? new AveragedWeights(trainer.Network, momentum)
        : null;
    private readonly long _firstStep = trainer.Steps;
    private double _best = double.PositiveInfinity;
    private int _bestEpoch, _sinceBest;
    private double _seconds;

    public History Run()
    {
        var plan = new SchedulePlan((long)options.Epochs * _order.StepsPerEpoch, _order.StepsPerEpoch);
        Ending ending = Ending.Completed;
        bool unobserved = trainer.Unobserved;
        for (int epoch = 1; epoch <= options.Epochs && ending == Ending.Completed; epoch++) ending = Epoch(epoch, plan, unobserved);
        trainer.Unobserved = unobserved;
        _averages?.Give();
        bool restored = _bestWeights is not null && _bestEpoch > 0;
        if (restored) trainer.Network.Weights.Swap(_bestWeights!);
        return new History(_epochs, ending, _bestEpoch, trainer.Steps - _firstStep, _seconds)
        {
            UnjudgedWeights = restored && _epochs[^1].IsUnjudged ? _bestWeights : null,
        };
    }

    private Ending Epoch(int epoch, SchedulePlan plan, bool unobserved)
    {
        long started = Stopwatch.GetTimestamp();
        _order.BeginEpoch(trainer.Epochs);
        double lossSum = 0, ownSum = 0, rate = 0;
        long samples = 0, answers = 0, hits = 0;
        int steps = 0;
        Ending ending = Ending.Completed;
        while (steps < _order.StepsPerEpoch)
        {
            rate = trainer.Optimizer.LearningRate * trainer.Schedule.Factor(trainer.Steps - _firstStep, plan);
            trainer.Unobserved = unobserved || !AnybodyLooks();
            StepReport report = trainer.StepOfPass(data, _order.Rows(steps), rate, (uint)trainer.Epochs);
            if (report.Taken) _averages?.Follow(trainer.Workers);
            steps++;
            samples += report.Rows;
            answers += report.Answers;
            hits += report.Hits;
            lossSum += report.Loss * report.Rows;
            ownSum += report.OwnLoss * report.Rows;
            Answer answer = AskAfterStep(report);
            if (!report.Taken) ending = Ending.NotFinite;
            else if (answer == Answer.Stop) ending = Ending.Stopped;
            if (ending != Ending.Completed || answer == Answer.StopEpoch) break;
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        _seconds += seconds;
        trainer.EpochDone();
        var trained = new EpochReport
        {
            Epoch = epoch,
            Loss = ownSum / samples,
            Accuracy = (double)hits / answers,
            Rate = rate,
            Steps = steps,
            Samples = samples,
            Seconds = seconds,
            IsBest = false,
        };
        return _averages is null ? End(trained, lossSum / samples, ending) : EndOnAverages(trained, lossSum / samples, ending);
    }

    // Whoever judges, keeps or looks at the weights of an epoch has the averages in their place.
    private Ending EndOnAverages(EpochReport trained, double loss, Ending ending)
    {
        _averages!.Lend(() => ending = End(trained, loss, ending));
        return ending;
    }

    // Judges the weights that an epoch ended with, remembers the best ones, and tells whoever watches.
    private Ending End(EpochReport trained, double loss, Ending ending)
    {
        (Evaluation? validation, Evaluation? test) = Judge();
        bool unjudged = validation is null && options.Validation is not null;
        // Of several targets in units of their own the largest would decide alone, so the scaled loss says which epoch is best.
        double monitored = validation?.ScaledLoss ?? loss;
        bool improved = !unjudged && monitored < _best - (options.EarlyStopping?.MinDelta ?? 0);
        if (improved)
        {
            (_best, _bestEpoch, _sinceBest) = (monitored, trained.Epoch, 0);
            _bestWeights?.CopyFrom(trainer.Network.Weights);
        }
        else
        {
            _sinceBest++;
        }
        EpochReport done = trained with { Validation = validation, Test = test, IsBest = improved, IsUnjudged = unjudged };
        _epochs.Add(done);
        if (!unjudged) trainer.Schedule.EpochEnded(monitored);
        foreach (ITrainingObserver observer in options.Observers)
            if (observer.OnEpoch(trainer, done) == Answer.Stop && ending == Ending.Completed) ending = Ending.Stopped;
        // Keras stops after `patience` epochs without improvement, but never before one.
        if (ending == Ending.Completed && options.EarlyStopping is { } stopping && !improved
            && _sinceBest >= stopping.Patience && _sinceBest > 0)
            ending = Ending.EarlyStopped;
        return ending;
    }

    // Who asked for the end while it trained waits for the evaluation, who asks during the evaluation does not.
    private (Evaluation? Validation, Evaluation? Test) Judge()
    {
        CancellationToken end = options.CancellationToken.IsCancellationRequested ? CancellationToken.None : options.CancellationToken;
        Evaluation? validation = null, test = null;
        try
        {
            if (options.Validation is { } heldBack) validation = trainer.Evaluate(heldBack, end);
            if (options.Test is { } apart) test = trainer.Evaluate(apart, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // What was evaluated to its end counts.
        }
        return (validation, test);
    }

    private bool AnybodyLooks()
    {
        for (int i = 0; i < options.Observers.Count; i++)
            if (options.Observers[i].LooksAtGradients) return true;
        return false;
    }

    private Answer AskAfterStep(in StepReport report)
    {
        Answer answer = Answer.Continue;
        for (int i = 0; i < options.Observers.Count; i++)
        {
            Answer one = options.Observers[i].OnStep(trainer, report);
            if (one > answer) answer = one;
        }
        return answer;
    }
}
