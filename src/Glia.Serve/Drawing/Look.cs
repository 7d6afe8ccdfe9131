using Glia.Data;
using Glia.Images;
using Glia.Models;
using Glia.Report.Html;
using Glia.Serve.Predicting;

namespace Glia.Serve.Drawing;

/// <summary>A picture as a network sees it, and what the network says to it.</summary>
/// <param name="Address">The picture as an address that holds it whole, a PNG.</param>
/// <param name="Seen">What was done to the picture, in a sentence.</param>
/// <param name="Answer">What the network says.</param>
internal sealed record Look(string Address, string Seen, Answer Answer)
{
    private const string Centred =
        "Scaled until its longer side fills 20 of 28, then moved until its centre of mass is in the middle, as MNIST's digits are.";

    /// <summary>A picture file.</summary>
    /// <exception cref="GliaException">It cannot be read.</exception>
    public static Look OfFile(Answerer answerer, byte[] file)
    {
        var sample = new byte[answerer.Pictures!.Shape.Size];
        string seen = answerer.Pictures.Prepare(ImageReader.Read(file, "The picture"), sample);
        return Of(answerer, sample, seen);
    }

    /// <summary>A drawing: no photo of a sheet, so nothing has to be told from paper.</summary>
    /// <exception cref="GliaException">Nothing is drawn.</exception>
    public static Look OfStrokes(Answerer answerer, IReadOnlyList<double[]> strokes)
    {
        (int height, int width) = answerer.PictureSize;
        GrayImage drawn = Strokes.Draw(strokes).Centered(width, height);
        return Of(answerer, drawn.Pixels, Centred);
    }

    private static Look Of(Answerer answerer, byte[] sample, string seen)
    {
        (int height, int width) = answerer.PictureSize;
        ModelPredictions answers = answerer.Ask(new ByteFeatures(sample, answerer.Pictures!.Shape));
        return new Look(DataImage.Of(sample, width, height, sample.Length / (width * height)), seen, Answer.Of(answers, 0));
    }
}
