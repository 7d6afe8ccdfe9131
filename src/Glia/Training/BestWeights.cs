namespace Glia.Training;

/// <summary>
/// The weights of the best epoch so far, for early stopping that restores them and for a run that is ended from outside.
/// </summary>
internal sealed class BestWeights(Network network)
{
    private readonly ParameterBlock _weights = new(network.Parameters);
    private bool _any;

    /// <summary>Keeps the weights that the network has now.</summary>
    public void Take()
    {
        _weights.CopyFrom(network.Weights);
        _any = true;
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

    /// <summary>Takes them down.</summary>
    public void Save(StateWriter state)
    {
        state.Add("any", _any);
        if (_any) state.Add("weights", _weights);
    }

    /// <summary>Takes them up again.</summary>
    public void Load(StateReader state)
    {
        _any = state.Flag("any");
        if (_any) state.Read("weights", _weights);
    }
}
