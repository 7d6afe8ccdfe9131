using Glia.Data;
using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Losses;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>Watches a run while it trains and tells a finding once, when it is sure of it.</summary>
public sealed class LiveDoctor : ITrainingObserver
{
    // Steps before anything but NaN is said, and the rows on which the network is looked at. Convention.
    private const int SureAfter = 200, MostRows = 200;

    private readonly RunMonitor _monitor;
    private readonly Loss _loss;
    private readonly Action<Finding> _tell;
    private readonly HashSet<Fault> _told = [];
    private int _seen;

    /// <summary>A doctor of one run, made before its first step.</summary>
    /// <param name="loss">The loss as it was asked for.</param>
    /// <param name="trainer">What will train it.</param>
    /// <param name="data">What it trains on.</param>
    /// <param name="tell">Is given each finding.</param>
    public LiveDoctor(Loss loss, Trainer trainer, Dataset data, Action<Finding> tell)
    {
        // Only the reference rows are read: a run must not wait for its doctor to read everything.
        Dataset reference = data.Select(CountingRows.Spread(data.Rows, MostRows));
        TargetView targets = TargetView.Of(reference, loss, trainer.Network);
        _monitor = new RunMonitor(trainer.Network, data, new ReferenceRows(reference, targets), loss.FromLogits, trainer.Workers,
            sparing: true, sampleFrom: SureAfter);
        (_loss, _tell) = (loss, tell);
    }

    /// <inheritdoc/>
    public bool LooksAtGradients => _monitor.LooksAtGradients;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        _monitor.OnStep(trainer, report);
        if (!report.Taken || _monitor.Samples.Length != _seen) Look();
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        _monitor.OnEpoch(trainer, report);
        // Training rows are judged once more only where that may say something.
        if (_told.Contains(Faults.ValidationAboveTraining) || !ValidationAboveTraining.Shows(_monitor.Epochs)) return Answer.Continue;
        _monitor.Now();
        Look();
        return Answer.Continue;
    }

    // Symptoms alone are notes, and a note is no reason to disturb anybody.
    private void Look()
    {
        _seen = _monitor.Samples.Length;
        RunFacts run = RunFacts.Of(_monitor, _loss);
        foreach (Rule rule in AllRules.List)
        {
            if ((rule is RunRule seen ? seen.Judge(run) : rule.Watch(run)) is { Finding: { Severity: not Severity.Note } finding }
                && _told.Add(finding.Fault))
                _tell(Exhibited.Of([finding], [new RunExhibits(run)])[0]);
        }
    }
}
