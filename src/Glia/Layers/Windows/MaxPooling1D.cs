using Glia.Settings;

namespace Glia.Layers;

/// <summary>The largest number of each window of each channel of sequences of <c>[steps, channels]</c>.</summary>
/// <param name="poolSize">Steps the window sees.</param>
/// <param name="strides">From one position to the next; the size of the window by default.</param>
/// <param name="padding">Whether the window may leave the image: <c>valid</c> or <c>same</c>. What lies outside does not count.</param>
/// <exception cref="ArgumentException">A number is not positive.</exception>
public sealed class MaxPooling1D(int poolSize = 2, int? strides = null, Padding padding = default)
    : LocalPooling(1, largest: true, (1, poolSize), (1, strides ?? poolSize), padding)
{
    internal static MaxPooling1D FromConfig(ConfigReader config) =>
        FromConfig(config, 1, (window, strides, padding) => new MaxPooling1D(window.Width, strides.Width, padding));
}
