using Glia.Files;

namespace Glia.Layers;

/// <summary>The mean of each channel of sequences of <c>[steps, channels]</c>.</summary>
/// <param name="keepDims">Whether the output keeps its dimensions, each of size 1.</param>
public sealed class GlobalAveragePooling1D(bool keepDims = false) : GlobalPooling(1, largest: false, keepDims)
{
    internal static GlobalAveragePooling1D FromConfig(ConfigReader config) => new(ReadKeepDims(config));
}
