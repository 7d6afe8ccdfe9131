using Glia.Kernels;

namespace Glia.Doctor.Trials;

/// <summary>
/// The runs that nearly every examination needs: as it is, a plain network, ten rows. They depend on nothing that a rule finds, so a
/// second thread makes them while the rules still judge, and who asks for one that is not begun yet makes it. What they give is the same
/// either way.
/// </summary>
internal sealed class FirstTrials : IDisposable
{
    // A plain network says what the data allow. Where nine tenths of all there is are learned, nothing that it could say changes a verdict.
    internal const double Enough = 0.9;

    private readonly CancellationTokenSource _unwanted = new();
    private readonly CancellationToken _stop;
    private readonly Lazy<Variant?> _patient;
    private readonly Lazy<TrialRunner?> _room;
    private readonly Lazy<Trial?> _asItIs, _plain;
    private readonly Lazy<OverfitTen?> _ten;

    /// <summary>Begins them, where there is a thread to spare.</summary>
    /// <param name="subject">The experiment.</param>
    /// <param name="measured">What its targets are.</param>
    /// <param name="whole">Whether the run as it is goes to its end.</param>
    /// <param name="workers">The threads to use.</param>
    public FirstTrials(ExperimentSubject subject, ExperimentFacts measured, bool whole, Workers workers)
    {
        bool ahead = workers.Threads > 1;
        // A whole run is long enough to share; a short one beside the rules leaves them their thread.
        Workers crew = !ahead || whole ? workers : new Workers(workers.Threads - 1);
        _stop = _unwanted.Token;
        _patient = new(() => measured.Targets is null ? null : Variant.Of(subject));
        _room = new(() => _patient.Value is { PlannedSteps: > 0 } variant
            ? new TrialRunner(measured.Targets!, Trial.Affordable(variant), workers)
            : null);
        _asItIs = new(() =>
        {
            if (_room.Value is not { } room) return null;
            Variant variant = _patient.Value!;
            if (!whole) return room.TryFor(variant, room.Steps, crew, unwanted: _stop);
            variant = variant with { Options = variant.Options with { Validation = subject.Validation ?? subject.Test } };
            return room.TryFor(variant, (int)Math.Min(int.MaxValue, variant.PlannedSteps), crew, whole: true, _stop);
        });
        _plain = new(() =>
        {
            if (_room.Value is not { } room || AsItIs?.Skill >= Enough) return null;
            if (PlainNetwork.For(_patient.Value!, measured.Targets!) is not { } recipe) return null;
            return room.TryHeldBack(recipe, PlainNetwork.StepsFor(recipe), crew);
        });
        _ten = new(() => _room.Value is null ? null : OverfitTen.Run(_patient.Value!, measured.Targets!, Workers.Single));
        if (ahead) Task.Factory.StartNew(Ahead, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The experiment as it can be copied; null if it cannot.</summary>
    public Variant? Patient => _patient.Value;

    /// <summary>Where its copies are tried; null if there is nothing to copy or no step is planned.</summary>
    public TrialRunner? Room => _room.Value;

    /// <summary>The run as it is; null if it cannot be made.</summary>
    public Trial? AsItIs => _asItIs.Value;

    /// <summary>
    /// What a plain network reaches; null if the targets are of no usual kind, or the run as it is reached all that matters.
    /// </summary>
    public Trial? Plain => _plain.Value;

    /// <summary>Whether ten rows can be learned by heart; null if these targets do not say so.</summary>
    public OverfitTen? Ten => _ten.Value;

    /// <summary>Nobody will ask any more: what is begun ends after its step.</summary>
    public void Dispose()
    {
        _unwanted.Cancel();
        _unwanted.Dispose();
    }

    private void Ahead()
    {
        _ = AsItIs;
        if (!_stop.IsCancellationRequested) _ = Plain;
        if (!_stop.IsCancellationRequested) _ = Ten;
    }
}
