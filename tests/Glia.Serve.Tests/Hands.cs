namespace Glia.Serve.Tests;

/// <summary>Digits as three people write them: strokes of points, 0 to 1 across and down the canvas.</summary>
internal static class Hands
{
    /// <summary>The first writes plainly and large, the second small, leaning, in a corner, the third shakily, with a flag on the one and a
    /// closed four.</summary>
    public static double[][] Write(int digit, int hand)
    {
        double[][] strokes = Strokes(digit, hand);
        return [.. strokes.Select((stroke, number) => stroke.Select((at, i) =>
        {
            double x = stroke[i - i % 2], y = stroke[i - i % 2 + 1];
            (double left, double top) = hand switch
            {
                0 => (0.15 + 0.7 * x, 0.1 + 0.8 * y),
                1 => (0.08 + 0.3 * x + 0.1 * (1 - y), 0.5 + 0.4 * y),
                _ => (0.2 + 0.6 * x + 0.012 * Math.Sin(9 * i + number), 0.12 + 0.72 * y + 0.012 * Math.Cos(7 * i)),
            };
            return i % 2 == 0 ? left : top;
        }).ToArray())];
    }

    private static double[][] Strokes(int digit, int hand) => digit switch
    {
        0 => [Arc(0.5, 0.5, 0.32, 0.5, -90, -450)],
        1 => hand == 2 ? [[0.3, 0.25, 0.55, 0, 0.55, 0.5, 0.55, 1]] : [[0.5, 0, 0.5, 0.3, 0.5, 0.7, 0.5, 1]],
        2 => [[.. Arc(0.5, 0.27, 0.33, 0.27, -170, 30), 0.5, 0.7, 0.15, 1, 0.5, 0.97, 0.88, 1]],
        3 => [[.. Arc(0.45, 0.25, 0.33, 0.25, -150, 90), .. Arc(0.45, 0.74, 0.38, 0.26, -90, 150)]],
        4 => hand == 2 ? [[0.62, 0, 0.3, 0.4, 0.1, 0.66, 0.5, 0.66, 0.92, 0.66], [0.62, 0, 0.62, 0.5, 0.62, 1]]
            : [[0.2, 0, 0.17, 0.3, 0.15, 0.55, 0.5, 0.55, 0.85, 0.52], [0.72, 0.1, 0.7, 0.5, 0.68, 1]],
        5 => [[0.25, 0, 0.2, 0.42, .. Arc(0.46, 0.68, 0.36, 0.3, -130, 140)], [0.25, 0, 0.5, 0.01, 0.8, 0]],
        6 => [[0.68, 0, 0.4, 0.25, 0.22, 0.6, .. Arc(0.5, 0.72, 0.28, 0.27, 180, -180)]],
        7 => [[0.12, 0.02, 0.5, 0.02, 0.85, 0.02, 0.6, 0.45, 0.4, 1]],
        8 => [[.. Arc(0.5, 0.24, 0.26, 0.24, 90, 450), .. Arc(0.5, 0.74, 0.33, 0.26, -90, -450)]],
        _ => [[.. Arc(0.48, 0.27, 0.3, 0.27, -20, -380), 0.77, 0.25, 0.72, 0.6, 0.6, 1]],
    };

    private static double[] Arc(double x, double y, double width, double height, double from, double to)
    {
        const int Points = 24;
        return [.. Enumerable.Range(0, Points + 1).SelectMany(i =>
        {
            double angle = (from + (to - from) * i / Points) * Math.PI / 180;
            return (double[])[x + width * Math.Cos(angle), y + height * Math.Sin(angle)];
        })];
    }
}
