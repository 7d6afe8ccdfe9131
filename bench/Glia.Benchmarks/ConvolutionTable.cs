using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>Convolutions of usual sizes in all three directions, as a share of the peak of multiply-adds at the same moment.</summary>
internal static class ConvolutionTable
{
    private const int Images = 8;

    internal static void Print()
    {
        Console.WriteLine($"\nConvolutions of {Images} images, share of the peak: forward, gradient in the weights, gradient in the " +
            "images.");
        foreach (int threads in new[] { 1, 2 })
        {
            Workers workers = new(threads);
            PrintLine(workers, new Window(28, 28, 1, 3, 3), 32);
            PrintLine(workers, new Window(28, 28, 1, 5, 5).Same(), 32);
            PrintLine(workers, new Window(26, 26, 32, 3, 3), 64);
            PrintLine(workers, new Window(13, 13, 32, 3, 3), 64);
            PrintLine(workers, new Window(14, 14, 32, 5, 5).Same(), 64);
            PrintLine(workers, new Window(14, 14, 64, 3, 3).Same(), 64);
            PrintLine(workers, new Window(32, 32, 3, 3, 3).Same(), 32);
            PrintLine(workers, new Window(16, 16, 64, 3, 3).Same(), 128);
            PrintLine(workers, new Window(7, 7, 128, 3, 3).Same(), 128);
            PrintLine(workers, new Window(14, 14, 6, 5, 5), 16);
        }
    }

    private static void PrintLine(Workers workers, Window window, int filters)
    {
        float[] x = Numbers(Images * window.Height * window.Width * window.Channels);
        float[] w = Numbers(window.Rows * window.Columns * window.Channels * filters);
        float[] y = Numbers(Images * window.OutputHeight * window.OutputWidth * filters);
        float[] dx = new float[x.Length], dw = new float[w.Length], results = new float[y.Length];
        double flops = 2.0 * y.Length * window.Rows * window.Columns * window.Channels;
        Clock.Timing forward = Clock.Measure(workers, flops, () => Convolution.Forward(workers, window, x, w, default, results));
        Clock.Timing weights = Clock.Measure(workers, flops, () => Convolution.WeightGradient(workers, window, x, y, dw));
        Clock.Timing images = Clock.Measure(workers, flops, () => Convolution.InputGradient(workers, window, y, w, dx));
        string name =
            $"{window.Height}x{window.Width}x{window.Channels} {window.Rows}x{window.Columns} {(window.Top > 0 ? "same" : "valid")}";
        Console.WriteLine($"  {workers.Threads} thread(s) {name,-20} -> {filters,3}   {forward}   {weights}   {images}");
    }

    private static float[] Numbers(int count)
    {
        var numbers = new float[count];
        RandomFill.Uniform(numbers, -1, 1, 1, 1);
        return numbers;
    }
}
