using Glia.Random;

namespace Glia.Initializers;

/// <summary>Where the random numbers of one network's start come from.</summary>
public sealed class InitializerDraw
{
    private RandomState? _numpy;

    internal InitializerDraw(ulong seed) => Seed = seed;

    /// <summary>The seed of the network.</summary>
    public ulong Seed { get; }

    /// <summary>The parameter that is being filled, counted from 0; its number is its stream, independent of every other.</summary>
    public int Parameter { get; internal set; }

    /// <summary>How many inputs each output of the parameter's layer sums; for a bias, too.</summary>
    public int FanIn { get; internal set; }

    /// <summary>The one stream of <c>np.random.seed(seed)</c>, which all parameters share in the order of their declaration.</summary>
    public RandomState Numpy => _numpy ??= new RandomState(checked((uint)Seed));
}
