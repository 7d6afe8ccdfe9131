using System.Diagnostics;
using Glia.Training;

namespace Glia.Experiments.Recorded;

/// <summary>
/// Watches a run for its details: the loss of every step, and now and then what a step did to the layers. It reads and never asks for
/// anything that would make a step compute more, so that the weights are the same bits with it and without.
/// </summary>
public sealed class RunWatch : IStatefulObserver
{
    // Looks at the layers in a whole run: a curve that says where something changed.
    private const int Looks = 48;

    private readonly StepCurve _losses = new();
    private readonly List<long> _at = [];
    private readonly LayerTrack[] _tracks;
    private readonly long _apart;
    private readonly Task<DataFingerprint>? _fingerprint;
    private long _next = 1;

    /// <summary>A watch of a run, made before its first step.</summary>
    /// <param name="run">The run.</param>
    public RunWatch(ExperimentRun run)
    {
        Began = Stopwatch.GetTimestamp();
        // Beside the first steps: who trains does not wait for it.
        if (run.Source is { } source) _fingerprint = Task.Run(() => DataFingerprint.Of(source));
        _apart = Math.Max(1, run.TotalSteps / Looks);
        ILookup<Layer, Parameter> parameters = run.Network.Parameters.ToLookup(parameter => parameter.Layer);
        bool[] learns = MemoryPlan.Learning(run.Network);
        _tracks =
        [
            .. run.Network.Stages.Where(stage => stage.Step == stage.Owner && parameters[stage.Owner].Any())
                .Select(stage => new LayerTrack(run.Network, stage.Owner, [.. parameters[stage.Owner]],
                    stage.Inputs.Any(from => from != Wire.OfInput && learns[from]))),
        ];
    }

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public string StateName => "watch";

    /// <summary>When it was made.</summary>
    internal long Began { get; }

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        _losses.Add(report.OwnLoss);
        if (report.Step == _next && report.Taken)
        {
            _at.Add(report.Step);
            foreach (LayerTrack track in _tracks) track.Look(trainer, report.LastRows, report.Rate);
            _next += _apart;
        }
        if (report.Step + 1 == _next)
            foreach (LayerTrack track in _tracks) track.Prepare();
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        state.Add("next", _next);
        state.Add("at", [.. _at.Select(step => (double)step)]);
        _losses.Save(state.Section("losses"));
        for (int i = 0; i < _tracks.Length; i++) _tracks[i].Save(state.Section($"layer {i}"));
    }

    /// <inheritdoc/>
    public void Load(StateReader state)
    {
        _next = state.Whole("next");
        _at.AddRange(state.Numbers("at").Select(step => (long)step));
        _losses.Load(state.Section("losses"));
        for (int i = 0; i < _tracks.Length; i++) _tracks[i].Load(state.Section($"layer {i}"));
    }

    /// <summary>The losses of the steps so far.</summary>
    internal StepLosses Steps => _losses.ToLosses();

    /// <summary>What tells the data from others; null where it was made too late to see them.</summary>
    internal DataFingerprint? Fingerprint => _fingerprint?.GetAwaiter().GetResult();

    /// <summary>What the layers did so far.</summary>
    internal RecordedLayers Layers => new(_at, [.. _tracks.Select(track => track.ToLayer())]);
}
