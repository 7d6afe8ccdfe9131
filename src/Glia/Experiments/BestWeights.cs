using Glia.Training;

namespace Glia.Experiments;

/// <summary>Keeps the weights of the best finished epoch, for a run that is ended from outside.</summary>
internal sealed class BestWeights(Network network) : ITrainingObserver
{
    private readonly ParameterBlock _weights = new(network.Parameters);
    private bool _any;

    /// <inheritdoc/>
    public bool LooksAtGradients => false;

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        if (!report.IsBest) return Answer.Continue;
        _weights.CopyFrom(network.Weights);
        _any = true;
        return Answer.Continue;
    }

    /// <summary>
    /// Gives them to the network and returns the weights that it had. Null if there are no best ones; then the network keeps what it has.
    /// </summary>
    public ParameterBlock? Restore()
    {
        if (!_any) return null;
        network.Weights.Swap(_weights);
        _any = false;
        return _weights;
    }

    /// <summary>
    /// Does something while the network has the best weights; afterwards it has its own again. Between two training steps only.
    /// </summary>
    public void Lend(Action act)
    {
        if (_any) network.With(_weights, act);
        else act();
    }
}
