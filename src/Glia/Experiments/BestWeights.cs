using Glia.Training;

namespace Glia.Experiments;

/// <summary>Keeps the weights of the best finished epoch, for a run that is ended from outside.</summary>
internal sealed class BestWeights(Network network) : ITrainingObserver
{
    private readonly ParameterBlock _weights = new(network.Parameters);
    private bool _any;

    /// <inheritdoc/>
    public Answer OnEpoch(Trainer trainer, EpochReport report)
    {
        if (!report.IsBest) return Answer.Continue;
        _weights.CopyFrom(network.Weights);
        _any = true;
        return Answer.Continue;
    }

    /// <summary>Puts them back; false if no epoch was finished, and then the weights stay what they are.</summary>
    public bool Restore()
    {
        if (_any) network.Weights.CopyFrom(_weights);
        return _any;
    }
}
