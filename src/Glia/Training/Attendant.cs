using System.Diagnostics;

namespace Glia.Training;

/// <summary>Tells a caller how a run goes on, and ends it after the step where the caller asks for that.</summary>
/// <param name="options">Who is told.</param>
/// <param name="rows">Rows of the data.</param>
/// <param name="steps">Steps that an earlier part of the run has done.</param>
/// <param name="epochs">Epochs that it has finished.</param>
internal sealed class Attendant(FitOptions options, int rows, long steps, int epochs) : ITrainingObserver
{
    // Ten times a second: as often as somebody can read, and seldom enough to cost nothing.
    private static readonly long Pause = Stopwatch.Frequency / 10;

    private readonly long _planned = (long)options.Epochs * options.StepsOfEpoch(rows);
    private long _steps = steps, _told = Stopwatch.GetTimestamp();
    private int _epoch = epochs + 1;
    private double _loss;

    public bool LooksAtGradients => false;

    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        _steps++;
        _loss = report.Loss;
        if (options.Progress is not null && Stopwatch.GetTimestamp() - _told > Pause) Tell(null);
        return options.CancellationToken.IsCancellationRequested ? Answer.Stop : Answer.Continue;
    }

    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        Tell(report);
        _epoch++;
        // Asked for during an evaluation: no further step.
        return options.CancellationToken.IsCancellationRequested ? Answer.Stop : Answer.Continue;
    }

    private void Tell(EpochReport? finished)
    {
        _told = Stopwatch.GetTimestamp();
        options.Progress?.Report(new TrainingProgress(_epoch, options.Epochs, _steps, _planned, _loss, finished));
    }
}
