using System.Diagnostics;
using Glia.Data;
using Glia.Metrics;
using Glia.Training;

namespace Glia.Serve.Lab;

/// <summary>Tells how a run goes at even steps, and no faster than an eye follows.</summary>
/// <param name="steps">Steps of the whole run.</param>
/// <param name="judged">The rows on which it is judged.</param>
/// <param name="tell">Hears it.</param>
internal sealed class LabPace(long steps, Dataset judged, Action<LabPoint> tell) : ITrainingObserver
{
    private const int Points = 60;

    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(25);

    private readonly long _apart = Math.Max(1, steps / Points);
    private double _sum;
    private int _count;
    private long _told = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        // A loss that left the numbers is the last that is seen.
        _sum += report.OwnLoss;
        _count++;
        if (report.Step % _apart != 0 && report.Step != 1 && report.Taken) return Answer.Continue;
        Evaluation now = trainer.Evaluate(judged);
        tell(new LabPoint(report.Step, steps, _sum / _count, double.IsNaN(now.Accuracy) ? now.R2 : now.Accuracy, double.NaN));
        (_sum, _count) = (0, 0);
        TimeSpan early = s_least - Stopwatch.GetElapsedTime(_told);
        if (early > TimeSpan.Zero) Thread.Sleep(early);
        _told = Stopwatch.GetTimestamp();
        return Answer.Continue;
    }
}
