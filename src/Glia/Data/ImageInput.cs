using System.Text.Json.Nodes;

namespace Glia.Data;

/// <summary>What images become before a network sees them: one size, in gray or in color, a byte a channel, channels last.</summary>
/// <param name="Size">The size each image is resized to, by the mean of the pixels that a new pixel covers.</param>
/// <param name="Color">Whether a pixel is red, green and blue, and not its brightness.</param>
public sealed record ImageInput(ImageSize Size, bool Color)
{
    /// <summary>The size of one sample: height, width, channels.</summary>
    public Shape Shape => new(Size.Height, Size.Width, Color ? 3 : 1);

    /// <summary>Keras' word for gray or color: <c>grayscale</c> or <c>rgb</c>.</summary>
    public string ColorMode => Color ? "rgb" : "grayscale";

    /// <summary>It as it goes into a model file.</summary>
    public JsonObject ToJson() => new() { ["image_size"] = Size.ToJson(), ["color_mode"] = ColorMode };

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static ImageInput FromJson(JsonNode json)
    {
        try
        {
            int[] size = [.. json["image_size"]!.AsArray().Select(side => side!.GetValue<int>())];
            string color = json["color_mode"]!.GetValue<string>();
            if (size is [>= 1 and <= ImageSize.MostSide, >= 1 and <= ImageSize.MostSide] && color is "rgb" or "grayscale")
                return new ImageInput(new ImageSize(size[0], size[1]), color == "rgb");
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or NullReferenceException)
        {
            // Said below, as every other form that is none.
        }
        throw new GliaException("The model does not say properly how images are to be prepared (image_size, color_mode); save it again.");
    }
}
