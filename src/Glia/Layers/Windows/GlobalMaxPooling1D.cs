using Glia.Settings;

namespace Glia.Layers;

/// <summary>The largest number of each channel of sequences of <c>[steps, channels]</c>.</summary>
/// <param name="keepDims">Whether the output keeps its dimensions, each of size 1.</param>
public sealed class GlobalMaxPooling1D(bool keepDims = false) : GlobalPooling(1, largest: true, keepDims)
{
    internal static GlobalMaxPooling1D FromConfig(ConfigReader config) => new(ReadKeepDims(config));
}
