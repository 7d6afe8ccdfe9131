namespace Glia.Doctor.Traces;

/// <summary>A penalty on recorded weights, beside the pull of the data.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Decay">What the weights are multiplied with in the gradient.</param>
/// <param name="Ratio">How much harder it pulls than the data.</param>
internal sealed record PenaltyPull(int Layer, string Name, double Decay, double Ratio)
{
    // A penalty outweighs the data where they have nothing left to say; one of this size does so where they have. Convention.
    private const double Harmful = 0.05, Odd = 0.01;

    /// <summary>Whether it outweighs the data.</summary>
    public bool Outweighs => Ratio >= OverRegularised.Outweighs && Decay >= Odd;

    /// <summary>Whether it is so large that it does harm.</summary>
    public bool IsHarmful => Outweighs && Decay >= Harmful;
}
