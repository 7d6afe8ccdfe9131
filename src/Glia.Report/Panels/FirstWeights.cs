using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>The weights of the first layer as pictures: what each of its units looks for in an image.</summary>
internal static class FirstWeights
{
    private const int MostUnits = 48, Columns = 12, Gap = 1;

    // Blue below zero, orange above, dark in between: a palette of 256 colours. Colour 0 is the gap.
    private static readonly byte[] s_palette = [.. Enumerable.Range(0, 256).SelectMany(Colour)];

    /// <summary>The pictures; nothing where inputs are no pictures, or the first layer does not multiply them.</summary>
    public static Markup Of(RecordedRun run)
    {
        if (run.Model is not { } model || Kernel(model.Network) is not { } kernel) return Markup.Empty;
        ReadOnlySpan<float> weights = model.Network.Weights[kernel];
        int units = kernel.Shape.Last, inputs = kernel.Shape.Size / units;
        if (Size(run, kernel, inputs) is not var (height, width, channels)) return Markup.Empty;
        int shown = Math.Min(MostUnits, units), columns = Math.Min(Columns, shown), rows = (shown + columns - 1) / columns;
        int sheetWidth = columns * (width + Gap) - Gap, sheetHeight = rows * (height + Gap) - Gap;
        var sheet = new byte[sheetWidth * sheetHeight];
        for (int unit = 0; unit < shown; unit++)
        {
            // Each in its own scale: the pattern counts, not how strong it is.
            float most = float.Epsilon;
            for (int i = 0; i < inputs; i++) most = Math.Max(most, Math.Abs(weights[i * units + unit]));
            if (!float.IsFinite(most)) return Markup.Empty;
            for (int pixel = 0; pixel < height * width; pixel++)
            {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++) sum += weights[(pixel * channels + channel) * units + unit];
                (int row, int column) = Math.DivRem(unit, columns);
                (int y, int x) = Math.DivRem(pixel, width);
                sheet[(row * (height + Gap) + y) * sheetWidth + column * (width + Gap) + x] =
                    (byte)Math.Clamp(128 + 127 * sum / (channels * most), 1, 255);
            }
        }
        string described = $"The first {shown} of {units} units of {kernel.Layer.Name}, each as a picture of its weights";
        string address = DataImage.OfPalette(sheet, sheetWidth, sheetHeight, s_palette);
        return Markup.Of($"""
            <h3>What the first layer looks for</h3><figure class=weights>
            <img src="{address}" alt="{described}" width={sheetWidth} height={sheetHeight}>
            <figcaption>{described}: orange adds to the unit, blue takes from it.</figcaption></figure>
            """);
    }

    // The first layer that has weights, if all before it leave the picture as it is.
    private static Parameter? Kernel(Network network)
    {
        Layer? layer = network.Layers.FirstOrDefault(layer => network.Parameters.Any(parameter => parameter.Layer == layer));
        if (layer is null || layer.InputShape.Size != network.InputShape.Size) return null;
        return network.Parameters.FirstOrDefault(parameter => parameter.Layer == layer && parameter.IsKernel);
    }

    private static (int Height, int Width, int Channels)? Size(RecordedRun run, Parameter kernel, int inputs)
    {
        // A window of a convolution is a picture whatever the size of the images; those of 1 x 1 show nothing.
        if (kernel.Shape.Rank == 4)
            return kernel.Shape[0] > 1 && kernel.Shape[1] > 1 ? (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2]) : null;
        if (run.Details is not { Pictures: { Rank: 4 } pictures } || kernel.Shape.Rank != 2) return null;
        int channels = pictures.Shape[3];
        if (pictures.Shape[1] * pictures.Shape[2] * channels == inputs) return (pictures.Shape[1], pictures.Shape[2], channels);
        return null;
    }

    private static byte[] Colour(int index)
    {
        if (index == 0) return [128, 128, 128];
        double value = (index - 128) / 127.0, strength = Math.Abs(value);
        // From almost black to Okabe and Ito's orange and sky blue.
        double[] end = value > 0 ? [240, 170, 60] : [86, 180, 233];
        return [.. end.Select(channel => (byte)Math.Round(20 + strength * (channel - 20)))];
    }
}
