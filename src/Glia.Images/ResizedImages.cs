using Glia.Data;

namespace Glia.Images;

/// <summary>Images resized to one size, in gray or in color.</summary>
/// <param name="input">The size and the color.</param>
internal sealed class ResizedImages(ImageInput input) : ImagePreparation
{
    /// <summary>The size and the color.</summary>
    public ImageInput Input => input;

    /// <inheritdoc/>
    public override Shape Shape => input.Shape;

    /// <inheritdoc/>
    public override string Prepare(Image image, Span<byte> sample)
    {
        if (input.Color)
        {
            Resizing.ToColor(image, input.Size, sample);
        }
        else
        {
            var color = new byte[3 * sample.Length];
            Resizing.ToColor(image, input.Size, color);
            for (int i = 0; i < sample.Length; i++) sample[i] = GrayImage.Brightness(color[3 * i], color[3 * i + 1], color[3 * i + 2]);
        }
        bool same = image.Width == input.Size.Width && image.Height == input.Size.Height;
        string done = same ? "taken as it is" : $"resized to {input.Size.Width} x {input.Size.Height}";
        return $"{image.Width} x {image.Height} pixels, {done}, in {(input.Color ? "color" : "gray")}.";
    }
}
