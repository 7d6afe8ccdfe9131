using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// While training, sets a random share of the channels of sequences of <c>[steps, channels]</c> to zero, at every position.
/// </summary>
/// <param name="rate">The share, at least 0 and less than 1.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
public sealed class SpatialDropout1D(float rate) : SpatialDropout(1, rate)
{
    internal static SpatialDropout1D FromConfig(ConfigReader config) => new(ReadRate(config));
}
