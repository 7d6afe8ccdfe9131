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

    /// <summary>Puts them back; false if no epoch was finished, and then the weights stay what they are.</summary>
    public bool Restore()
    {
        if (_any) network.Weights.CopyFrom(_weights);
        return _any;
    }

    /// <summary>
    /// Does something while the network has the best weights; afterwards it has its own again. Between two training steps only.
    /// </summary>
    public void Lend(Action act)
    {
        if (_any) Swap();
        try
        {
            act();
        }
        finally
        {
            if (_any) Swap();
        }
    }

    // In place, because a third copy of the weights may be more than there is memory for.
    private void Swap()
    {
        Span<float> ours = _weights.All, theirs = network.Weights.All;
        Span<float> held = stackalloc float[1024];
        for (int start = 0; start < ours.Length; start += held.Length)
        {
            int count = Math.Min(held.Length, ours.Length - start);
            ours.Slice(start, count).CopyTo(held);
            theirs.Slice(start, count).CopyTo(ours[start..]);
            held[..count].CopyTo(theirs[start..]);
        }
    }
}
