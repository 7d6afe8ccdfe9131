using Glia.Settings;

namespace Glia.Layers;

/// <summary>The largest number of each window of each channel of images of <c>[height, width, channels]</c>.</summary>
/// <param name="poolSize">The window: one number, or <c>(height, width)</c>; 2 by default, as in Keras.</param>
/// <param name="strides">From one position to the next; the size of the window by default.</param>
/// <param name="padding">Whether the window may leave the image: <c>valid</c> or <c>same</c>. What lies outside does not count.</param>
/// <exception cref="ArgumentException">A number is not positive.</exception>
public sealed class MaxPooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = default)
    : LocalPooling(2, largest: true, poolSize ?? 2, strides, padding)
{
    internal static MaxPooling2D FromConfig(ConfigReader config) =>
        FromConfig(config, 2, (window, strides, padding) => new MaxPooling2D(window, strides, padding));
}
