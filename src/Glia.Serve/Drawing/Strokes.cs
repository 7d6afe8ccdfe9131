using System.Text.Json;
using Glia.Data;

namespace Glia.Serve.Drawing;

/// <summary>
/// What a pointer drew, as a picture with the pen of MNIST: a tenth of the drawing's longer side wide, however large somebody draws.
/// </summary>
internal static class Strokes
{
    // The longer side of the ink in pixels, eight for each of the digit's 20, so that its area means are smooth.
    private const int InkSide = 160;

    // MNIST's strokes are 1/11 to 1/9 of the longer side wide (sum of a digit's ink by the length of its lines).
    private const double PenShare = 0.1;

    // A tap is a dot and no digit as large as the canvas: below a twentieth of the canvas nothing grows further.
    private const double LeastSide = 0.05;

    private const int MostPoints = 4000;

    /// <summary>Reads strokes: <c>{"strokes": [[x, y, x, y, …], …]}</c>, 0 to 1 across and down the canvas.</summary>
    /// <exception cref="GliaException">It is no such thing, or nothing is drawn.</exception>
    public static IReadOnlyList<double[]> Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 4 });
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out JsonDocument? document)) throw Wrong();
            using (document)
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object
                    || !document.RootElement.TryGetProperty("strokes", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
                    throw Wrong();
                double[][] strokes = [.. list.EnumerateArray().Select(Points).Where(points => points.Length >= 2)];
                if (strokes.Length == 0) throw new GliaException("Nothing is drawn yet.");
                if (strokes.Sum(points => points.Length) > 2 * MostPoints)
                    throw new GliaException($"The drawing has more than {MostPoints:N0} points; clear it and draw again.");
                return strokes;
            }
        }
        catch (JsonException error)
        {
            throw new GliaException("The drawing is no JSON.", error);
        }
    }

    /// <summary>The picture, light ink on black.</summary>
    /// <param name="strokes">The strokes, each x, y, x, y, and so on.</param>
    public static GrayImage Draw(IReadOnlyList<double[]> strokes)
    {
        double left = Least(strokes, 0), top = Least(strokes, 1), right = -Least(strokes, 0, -1), bottom = -Least(strokes, 1, -1);
        double pen = PenShare * InkSide, scale = (InkSide - pen) / Math.Max(LeastSide, Math.Max(right - left, bottom - top));
        int width = (int)Math.Ceiling((right - left) * scale + pen) + 2, height = (int)Math.Ceiling((bottom - top) * scale + pen) + 2;
        var ink = new byte[width * height];
        foreach (double[] points in strokes)
        {
            for (int i = 0; i + 1 < points.Length; i += 2)
            {
                // A stroke of one point is a dot.
                int before = Math.Max(0, i - 2);
                Segment(ink, width, height, pen / 2, X(points[before]), Y(points[before + 1]), X(points[i]), Y(points[i + 1]));
            }
        }
        return new GrayImage(ink, width, height);

        double X(double x) => (x - left) * scale + pen / 2 + 1;

        double Y(double y) => (y - top) * scale + pen / 2 + 1;
    }

    // Every pixel by its distance from the line: round ends, and an edge one pixel soft.
    private static void Segment(byte[] ink, int width, int height, double radius, double x0, double y0, double x1, double y1)
    {
        int fromX = Math.Max(0, (int)(Math.Min(x0, x1) - radius - 1)), toX = Math.Min(width - 1, (int)(Math.Max(x0, x1) + radius + 1));
        int fromY = Math.Max(0, (int)(Math.Min(y0, y1) - radius - 1)), toY = Math.Min(height - 1, (int)(Math.Max(y0, y1) + radius + 1));
        double dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
        for (int y = fromY; y <= toY; y++)
        {
            for (int x = fromX; x <= toX; x++)
            {
                double px = x + 0.5 - x0, py = y + 0.5 - y0, along = length == 0 ? 0 : Math.Clamp((px * dx + py * dy) / length, 0, 1);
                double distance = Math.Sqrt(Math.Pow(px - along * dx, 2) + Math.Pow(py - along * dy, 2));
                var covered = (byte)(255 * Math.Clamp(radius + 0.5 - distance, 0, 1));
                ref byte pixel = ref ink[y * width + x];
                if (covered > pixel) pixel = covered;
            }
        }
    }

    private static double Least(IReadOnlyList<double[]> strokes, int from, int sign = 1) =>
        strokes.Min(points => points.Where((_, i) => i % 2 == from).Min(value => sign * value));

    private static double[] Points(JsonElement stroke)
    {
        if (stroke.ValueKind != JsonValueKind.Array || stroke.GetArrayLength() % 2 != 0) throw Wrong();
        return [.. stroke.EnumerateArray().Select(value =>
            value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double at) && at is >= -1 and <= 2 ? at : throw Wrong())];
    }

    private static GliaException Wrong() => new("A drawing is {\"strokes\": [[x, y, x, y, …], …]}, 0 to 1 across and down the canvas.");
}
