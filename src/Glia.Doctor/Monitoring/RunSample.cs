using Glia.Doctor.Trials;

namespace Glia.Doctor.Monitoring;

/// <summary>The network at one moment of the run, seen on the reference rows.</summary>
internal sealed class RunSample
{
    private readonly LayerState[] _layers;

    internal RunSample(int layers) => _layers = new LayerState[layers];

    /// <summary>Steps done.</summary>
    public long Step { get; private set; }

    /// <summary>How well it answers.</summary>
    public Score Score { get; private set; }

    /// <summary>What its layers do, in the order of the network's layers.</summary>
    public IReadOnlyList<LayerState> Layers => _layers;

    internal Span<LayerState> Begin(long step, Score score)
    {
        (Step, Score) = (step, score);
        return _layers;
    }
}
