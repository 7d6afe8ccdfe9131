using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Losses;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>Watches a run while it trains and tells a finding once, when it is sure of it.</summary>
public sealed class LiveDoctor : ITrainingObserver
{
    // Steps before anything but NaN is said, and the rows on which the network is looked at.
    private const int SureAfter = 200, ReferenceRows = 200;

    private readonly RunMonitor _monitor;
    private readonly Action<Finding> _tell;
    private readonly HashSet<Fault> _told = [];
    private readonly bool _entropy;
    private int _seen;

    /// <summary>A doctor of one run, made before its first step.</summary>
    /// <param name="loss">The loss as it was asked for.</param>
    /// <param name="trainer">What will train it.</param>
    /// <param name="data">What it trains on.</param>
    /// <param name="tell">Is given each finding.</param>
    public LiveDoctor(Loss loss, Trainer trainer, Dataset data, Action<Finding> tell)
    {
        // Only the reference rows are read: a run must not wait for its doctor to read everything.
        int rows = Math.Min(ReferenceRows, data.Rows);
        Dataset reference = data.Select([.. Enumerable.Range(0, rows).Select(i => (int)((long)i * data.Rows / rows))]);
        TargetView targets = TargetView.Of(reference, loss, trainer.Network.OutputShape.Size);
        _monitor = new RunMonitor(trainer.Network, data, new Yardstick(reference, targets), loss.FromLogits, trainer.Workers,
            sparing: true, sampleFrom: SureAfter);
        _entropy = targets.HasClasses && loss.Name is "categorical_crossentropy" or "sparse_categorical_crossentropy";
        _tell = tell;
    }

    /// <inheritdoc/>
    public bool LooksAtGradients => _monitor.LooksAtGradients;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        _monitor.OnStep(trainer, report);
        if (!report.Taken) NotFinite();
        else if (_monitor.Samples.Length != _seen) Look(trainer);
        _seen = _monitor.Samples.Length;
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        _monitor.OnEpoch(trainer, report);
        if (ValidationGap.Shows(_monitor.Epochs)
            && ValidationGap.Finding(_monitor.Epochs, _monitor.Now().Score.Accuracy, _monitor.Yardstick.Rows) is { } gap)
            Tell(gap);
        return Answer.Continue;
    }

    private void NotFinite()
    {
        Birthplace born = _monitor.NotFinite!;
        double first = _monitor.Loss.First, last = _monitor.Loss.Last;
        string when = $"The loss became NaN or infinite at step {_monitor.Steps:N0}; " +
            $"the first such value is in {born.Where}{(born.Row >= 0 ? $", row {born.Row}" : "")}";
        if (born.Where.Phase == Phases.Data) Tell(Faults.NotFiniteData.Error(Grade.Certain, born.Where, $"{when}."));
        else if (born.Where.Phase == Phases.Loss && !(last > 10 * first))
            Tell(Faults.UnsafeLogarithm.Error(Grade.Likely, born.Where, $"{when}, and everything before the loss is finite."));
        else
            Tell(Faults.LearningRateTooHigh.Error(Grade.Strong, born.Where,
                $"{when}. The loss was {first:G3} at first and {last:G3} before it."));
    }

    private void Look(Trainer trainer)
    {
        RunSample now = _monitor.Samples[^1];
        bool guessing = now.Score.Skill <= _monitor.Yardstick.Noise || double.IsNaN(now.Score.Skill);
        if (!guessing) return;   // it learns: whatever looks odd does no harm so far
        for (int i = 0; i < trainer.Network.Layers.Count - 1; i++)
        {
            if (now.Layers[i].Dead < 1) continue;
            string layer = trainer.Network.Layers[i].Name;
            string dead = $"At step {_monitor.Steps:N0} every unit of {layer} is zero for all of {_monitor.Yardstick.Rows} rows, " +
                $"so nothing reaches the output and no gradient comes back.";
            Tell(Faults.LearningRateTooHigh.Error(Grade.Likely, new Where(layer, Phase: Phases.Forward), dead,
                "Stop; start again with a tenth of the learning rate, he_normal weights and scaled inputs. Dead units do not recover."));
            return;
        }
        var kernels = _monitor.Parameters.Where(track => track.Parameter is { Trainable: true, Name: "kernel" }).ToList();
        double ratio = kernels.Select(track => track.UpdateRatio).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        if (ratio < 1e-5 && Math.Abs(_monitor.Loss.FallInErrors()) < 3)
            Tell(Faults.LearningRateTooLow.Error(Grade.Strong, new Where(Phase: Phases.Update),
                $"After {_monitor.Steps:N0} steps no layer changes by more than {ratio:G2} of its weights a step " +
                $"(usual is about 0.001), and the loss is still {_monitor.Loss.Mean(first: false):G4}."));
        Curve loss = _monitor.Loss.ToCurve(_monitor.Steps);
        bool rises = LossRises.Rises(loss) || LossExplodes.Explodes(loss);
        bool uphill = _monitor.Directions > 0 && _monitor.Uphill >= 0.9 * _monitor.Directions;
        // Momentum goes uphill by chance: a few more steps say whether it is always so.
        if (rises && uphill && _monitor.Directions >= 5)
            Tell(Faults.UpdateAdded.Error(Grade.Strong, new Where(Phase: Phases.Update),
                $"{_monitor.Uphill} of {_monitor.Directions} steps went along the gradient, uphill, " +
                $"and the loss rose from {_monitor.Loss.First:G3} to {_monitor.Loss.Mean(first: false):G3}."));
        else if (rises && !uphill)
            Tell(Faults.LearningRateTooHigh.Error(Grade.Strong, new Where(Phase: Phases.Update),
                $"The loss rose from {_monitor.Loss.First:G3} to {_monitor.Loss.Mean(first: false):G3} in {_monitor.Steps:N0} steps."));
        double prior = _monitor.Yardstick.PriorLoss;
        if (_monitor.Loss.Mean(first: false) < 0.5 * prior && _entropy)
        {
            string apart = $"The loss is {_monitor.Loss.Mean(first: false):G3}, where knowing the class shares alone gives {prior:G3}; " +
                $"yet only {100 * now.Score.Accuracy:0.#} % of the answers are right.";
            Tell(Faults.MetricDoesNotFollowLoss.Warning(Grade.Strong, new Where(Phase: Phases.Evaluation), apart));
        }
        if (kernels.Find(track => !track.Changed)?.Parameter is { } still)
        {
            string same = $"{still.FullName} is the same to the last bit after {_monitor.Steps:N0} steps.";
            Tell(Faults.ParameterNeverUpdated.Error(Grade.Strong, new Where(still.Layer.Name, still.Name, Phases.Update), same));
        }
    }

    private void Tell(Finding finding)
    {
        if (_told.Add(finding.Fault)) _tell(finding);
    }
}
