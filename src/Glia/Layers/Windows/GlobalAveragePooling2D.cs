using Glia.Settings;

namespace Glia.Layers;

/// <summary>The mean of each channel of images of <c>[height, width, channels]</c>.</summary>
/// <param name="keepDims">Whether the output keeps its dimensions, each of size 1.</param>
public sealed class GlobalAveragePooling2D(bool keepDims = false) : GlobalPooling(2, largest: false, keepDims)
{
    internal static GlobalAveragePooling2D FromConfig(ConfigReader config) => new(ReadKeepDims(config));
}
