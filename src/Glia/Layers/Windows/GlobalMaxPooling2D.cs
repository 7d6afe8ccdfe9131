using Glia.Settings;

namespace Glia.Layers;

/// <summary>The largest number of each channel of images of <c>[height, width, channels]</c>.</summary>
/// <param name="keepDims">Whether the output keeps its dimensions, each of size 1.</param>
public sealed class GlobalMaxPooling2D(bool keepDims = false) : GlobalPooling(2, largest: true, keepDims)
{
    internal static GlobalMaxPooling2D FromConfig(ConfigReader config) => new(ReadKeepDims(config));
}
