using Glia.Data;

namespace Glia.Images;

/// <summary>Images made to look like the digits of MNIST.</summary>
/// <param name="shape">The size of one sample.</param>
internal sealed class DigitImages(Shape shape) : ImagePreparation
{
    /// <inheritdoc/>
    public override Shape Shape => shape;

    /// <inheritdoc/>
    public override string Prepare(Image image, Span<byte> sample)
    {
        (GrayImage fitted, string seen) = image.ToGray().FitTo(shape);
        fitted.Pixels.CopyTo(sample);
        return seen;
    }
}
