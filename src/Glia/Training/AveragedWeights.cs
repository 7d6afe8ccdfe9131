using Glia.Kernels;

namespace Glia.Training;

/// <summary>
/// The exponential moving average of a network's weights, statistics of its layers included: after step t it is the mean of the weights
/// after steps 1 to t, in which each step counts <c>momentum</c> times as much as the next.
/// </summary>
/// <remarks>
/// The first weights of a run, which have learned nothing, do not count: the bias correction of Adam (Kingma and Ba, 2015). Keras'
/// <c>use_ema</c> begins with the weights after step 1 and gives them the whole past.
/// </remarks>
internal sealed class AveragedWeights(Network network, double momentum)
{
    private double _ofThePast = 1;   // momentum^t
    private bool _isLent;

    private readonly ParameterBlock _block = new(network.Parameters);

    /// <summary>Counts the weights after a step in.</summary>
    public void Follow(Workers workers)
    {
        _ofThePast *= momentum;
        MovingAverage.Follow(_block.All, network.Weights.All, (float)((1 - momentum) / (1 - _ofThePast)), workers);
    }

    /// <summary>Does something while the network has the averages; its own weights where there are none yet.</summary>
    public void Lend(Action act)
    {
        if (_ofThePast >= 1)
        {
            act();
            return;
        }
        _isLent = true;
        try
        {
            network.With(_block, act);
        }
        finally
        {
            _isLent = false;
        }
    }

    /// <summary>Does something while the network has its own weights, also in the midst of a loan.</summary>
    public void Reclaim(Action act)
    {
        if (_isLent) network.With(_block, act);
        else act();
    }

    /// <summary>Takes them down.</summary>
    public void Save(StateWriter state)
    {
        state.Add("of_the_past", _ofThePast);
        state.Add("weights", _block);
    }

    /// <summary>Takes them up again.</summary>
    public void Load(StateReader state)
    {
        _ofThePast = state.Number("of_the_past");
        state.Read("weights", _block);
    }

    /// <summary>Gives them to the network for good, which keeps its own weights where there are none.</summary>
    public void Give()
    {
        if (_ofThePast < 1) network.Weights.Swap(_block);
    }
}
