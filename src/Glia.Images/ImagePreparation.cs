using Glia.Models;

namespace Glia.Images;

/// <summary>How an image becomes the input of a network.</summary>
public abstract class ImagePreparation
{
    /// <summary>The size of one sample; a byte a number.</summary>
    public abstract Shape Shape { get; }

    /// <summary>
    /// What a model wants: the size and color it was trained on, where it was trained on image files; else the image is fitted to the
    /// digits of MNIST.
    /// </summary>
    /// <param name="model">A model that was trained on pictures.</param>
    /// <exception cref="GliaException">The model takes no images.</exception>
    public static ImagePreparation Of(Model model) => model.Preprocessing?.Images is { } images
        ? new ResizedImages(images)
        : new DigitImages(model.Network.InputShape);

    /// <summary>Writes the sample of an image.</summary>
    /// <param name="image">The image, upright.</param>
    /// <param name="sample">Where it goes.</param>
    /// <returns>What was done, in one sentence.</returns>
    /// <exception cref="GliaException">There is nothing on the image; the sentence has no subject.</exception>
    public abstract string Prepare(Image image, Span<byte> sample);
}
