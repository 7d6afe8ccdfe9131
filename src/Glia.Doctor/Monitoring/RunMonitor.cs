using Glia.Data;
using Glia.Doctor.Trials;
using Glia.Kernels;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>
/// Watches a run. Every step costs a few additions on sums the optimizer has anyway; rarely, and ever more rarely, the reference rows go
/// through the network to see what its units do. Nothing is allocated in a step.
/// </summary>
internal sealed class RunMonitor : ITrainingObserver
{
    // The moments that are kept. Convention.
    private const int MostSamples = 96;

    // The share of steps that is nearly all of them. Convention.
    private const double NearlyAll = 0.9;

    // The sums are read again after a sixteenth of the steps so far, at most sixteen; where the run may be long, after three times as many,
    // at most the last: a median needs no more. Tuned: watching costs less than 2 % of a run on MNIST.
    private const int Sixteenth = 16, Thrice = 3, MostApart = 96;

    // One forward pass costs a third of a step of as many rows, and reading the layers as much again. So many steps of as many rows apart
    // it is one part in a hundred, in short runs two; and a sixth of the run at least, so that a long one is seen evenly. Derived.
    private const long ApartInLong = 100, ApartInShort = 40;
    private const int LeastApart = 20, SixthOfRun = 6;

    private readonly Dataset _data;
    private readonly ReferenceRows _yardstick;
    private readonly Workers _workers;
    private readonly ParameterBlock _firstWeights;
    private readonly ParameterTrack[] _parameters;
    private readonly List<ParameterTrack> _unchanged;
    private readonly RunSample[] _samples = new RunSample[MostSamples];
    private readonly UnitEnds[] _ends;
    private readonly double[] _scratch;
    private readonly List<EpochReport> _epochs = [];
    private readonly bool _logits, _sparing;
    private Workspace? _workspace;             // made for the first sample, which a short run never comes to
    private Tensor[] _outputs = [];            // of each layer, on the reference rows
    private int _sampleCount;
    private long _nextLook = 1, _nextSample, _directionAt;
    private ParameterBlock? _before;           // the weights before the step whose direction is looked at

    /// <summary>A monitor of one run, made before its first step.</summary>
    /// <param name="network">The network that will be trained.</param>
    /// <param name="data">What it will be trained on.</param>
    /// <param name="yardstick">The reference rows and how to count on them; few rows will do.</param>
    /// <param name="logits">Whether the loss takes logits.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="sparing">Whether the run may be long, so that watching must cost next to nothing of it.</param>
    /// <param name="sampleFrom">The step before which the reference rows are not looked at.</param>
    public RunMonitor(Network network, Dataset data, ReferenceRows yardstick, bool logits, Workers workers,
        bool sparing = false, long sampleFrom = 0)
    {
        (Network, _data, _yardstick, _sparing, _nextSample) = (network, data, yardstick, sparing, sampleFrom);
        // What went through a sigmoid is none, whatever the loss is told.
        _logits = logits && network.OutputActivation is null;
        _workers = workers;
        _firstWeights = new ParameterBlock(network.Parameters);
        _firstWeights.CopyFrom(network.Weights);
        _parameters = [.. network.Parameters.Select(parameter => new ParameterTrack(parameter))];
        _unchanged = [.. _parameters.Where(track => track.Parameter.IsWeight)];
        _ends = [.. network.Layers.Select(layer => UnitEnds.Of(layer.Function))];
        _scratch = new double[2 * network.Layers.Max(layer => layer.OutputShape.Size)];
        for (int i = 0; i < MostSamples; i++) _samples[i] = new RunSample(network.Layers.Count);
        if (sampleFrom == 0) Sample(0);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The losses of the steps.</summary>
    public LossCurve Loss { get; } = new();

    /// <summary>The losses so far as a curve.</summary>
    public Curve Curve => Loss.ToCurve(Steps);

    /// <summary>The weights that multiply inputs and are trained.</summary>
    public IReadOnlyList<ParameterTrack> Kernels => [.. _parameters.Where(track => track.Parameter is { Trainable: true, IsKernel: true })];

    /// <summary>Steps seen.</summary>
    public long Steps { get; private set; }

    /// <summary>The parameters in the network's order.</summary>
    public IReadOnlyList<ParameterTrack> Parameters => _parameters;

    /// <summary>The moments at which the network was looked at, the untrained one first.</summary>
    public ReadOnlySpan<RunSample> Samples => _samples.AsSpan(0, _sampleCount);

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochReport> Epochs => _epochs;

    /// <summary>Where the first number that was not finite stood; null as long as all were.</summary>
    public NonFiniteOrigin? NotFinite { get; private set; }

    /// <summary>A step after which the reference rows are looked at, however far apart looks are; 0 for none.</summary>
    public long AlsoAt { get; init; }

    /// <summary>Steps whose direction was compared with the gradient: one after each sample.</summary>
    public int Directions { get; private set; }

    /// <summary>
    /// How many of them went along the gradient, uphill. Momentum goes uphill now and then; only adding the update does nearly always.
    /// </summary>
    public int Uphill { get; private set; }

    /// <summary>Whether nearly all of them did.</summary>
    public bool IsUphill => Directions > 0 && Uphill >= NearlyAll * Directions;

    /// <summary>
    /// The skill the last answers would have for the rows in another order: as good as the true one if the input makes no difference.
    /// </summary>
    public double SkillOfShuffledRows => _outputs.Length == 0 ? double.NaN : _yardstick.MeasureShuffled(_outputs[^1], _logits).Skill;

    /// <summary>How often each class was answered when the network was last looked at; null for values.</summary>
    public int[]? Answered => _outputs.Length == 0 ? null : _yardstick.Answered(_outputs[^1], _logits);

    /// <summary>The reference rows and how to count on them.</summary>
    public ReferenceRows ReferenceRows => _yardstick;

    /// <inheritdoc/>
    public bool LooksAtGradients => Steps + 1 >= _nextLook || Steps + 1 == _directionAt;

    /// <inheritdoc/>
    public Answer OnStep(Trainer trainer, in StepReport report)
    {
        Steps++;
        if (!report.Taken)
        {
            NotFinite ??= NonFiniteOrigin.Find(trainer, report.LastRows, _data);
            return Answer.Continue;
        }
        Loss.Add(report.Loss);
        if (Steps >= _nextLook) Count(trainer.Optimizer);
        if (Steps == _directionAt) Compare(trainer.Workspace!.Gradients);
        if (Steps >= _nextSample || Steps == AlsoAt) Sample(report.Rows);
        return Answer.Continue;
    }

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        _epochs.Add(report);
        return Answer.Continue;
    }

    /// <summary>Looks at the network as it is now, for the end of a run.</summary>
    public RunSample Now()
    {
        Sample(1);
        return _samples[_sampleCount - 1];
    }

    private void Count(Optimizer optimizer)
    {
        for (int i = 0; i < _parameters.Length; i++)
            if (_parameters[i].Parameter.Trainable) _parameters[i].Add(optimizer.Sums[i]);
        // Plain gradient descent is much faster in a step whose gradients nobody looks at.
        _nextLook = Steps + (_sparing ? Math.Clamp(Thrice * Steps, 1, MostApart) : Math.Clamp(Steps / Sixteenth, 1, Sixteenth));
    }

    private void Compare(ParameterBlock gradients)
    {
        ReadOnlySpan<float> before = _before!.All, after = Network.Weights.All, slope = gradients.All;
        double along = 0;
        for (int i = 0; i < slope.Length; i++) along += (double)slope[i] * (after[i] - before[i]);
        if (along == 0) return;   // it did not move, or there is no slope
        Directions++;
        if (along > 0) Uphill++;
    }

    private void Sample(int rows)
    {
        if (_sampleCount == MostSamples)
        {
            // Every second one gives its place; the objects are used again.
            for (int i = 0; i < MostSamples / 2; i++) (_samples[i], _samples[2 * i]) = (_samples[2 * i], _samples[i]);
            _sampleCount = MostSamples / 2;
        }
        if (_workspace is null)
        {
            _workspace = new Workspace(Network, _yardstick.Rows, _workers);
            _outputs = [.. Network.Layers.Select(layer => _workspace.Output(layer, _yardstick.Rows))];
        }
        Score score = _yardstick.Measure(Network, _workspace, _logits);
        Span<LayerState> states = _samples[_sampleCount++].Begin(Steps, score);
        for (int i = 0; i < states.Length; i++)
            states[i] = LayerState.Read(_outputs[i], _ends[i], _scratch);
        for (int i = _unchanged.Count - 1; i >= 0; i--)
        {
            Parameter parameter = _unchanged[i].Parameter;
            if (Network.Weights[parameter].SequenceEqual(_firstWeights[parameter])) continue;
            _unchanged[i].Changed = true;
            _unchanged.RemoveAt(i);
        }
        _before ??= new ParameterBlock(Network.Parameters);
        _before.CopyFrom(Network.Weights);
        _directionAt = Steps + 1;
        long apart = rows == 0 ? LeastApart : (_sparing ? ApartInLong : ApartInShort) * _yardstick.Rows / rows + LeastApart;
        _nextSample = Steps + Math.Max(apart, Steps / SixthOfRun);
    }
}
