using System.Diagnostics;
using Glia.Data;
using Glia.Kernels;

namespace Glia.Benchmarks;

/// <summary>
/// What augmentation costs: microseconds a picture of gathering a batch and of changing it, one thread. Each figure is the shortest of many
/// rounds of a millisecond or two, which other work on the machine seldom falls into.
/// </summary>
internal static class AugmentTable
{
    private const int Batch = 128, Rounds = 400;

    private static readonly (string Name, PictureLimits Limits)[] Changes =
    [
        ("nothing", new PictureLimits { White = 255 }),
        ("shift", new PictureLimits { Shift = 2, White = 255 }),
        ("affine", new PictureLimits { Rotate = 0.2f, Shift = 1.5f, Scale = 0.12f, Shear = 0.1f, White = 255 }),
        ("affine and elastic 6x6", new PictureLimits { Rotate = 0.2f, Shift = 1.5f, Scale = 0.12f, Shear = 0.1f, Elastic = 1.4f,
            ElasticGrid = 6, White = 255 }),
        ("all there is", new PictureLimits
        {
            Rotate = 0.2f,
            Shift = 1.5f,
            Scale = 0.12f,
            Shear = 0.1f,
            Elastic = 1.4f,
            ElasticGrid = 6,
            Crop = 0.1f,
            FlipHorizontal = true,
            Erase = 0.1f,
            Brightness = 0.2f,
            White = 255,
        }),
    ];

    internal static void Print()
    {
        Console.WriteLine($"\nAugmentation, microseconds a picture, one thread, batch {Batch}: shortest of {Rounds} rounds, gathering " +
            "included");
        Console.WriteLine($"  {"",-24}{"28x28x1",10}{"32x32x3",10}");
        foreach ((string name, PictureLimits limits) in Changes)
            Console.WriteLine($"  {name,-24}{Measure(new Shape(28, 28, 1), limits),10:F2}{Measure(new Shape(32, 32, 3), limits),10:F2}");
    }

    private static double Measure(Shape shape, PictureLimits limits)
    {
        const int Pictures = 4096;
        var bytes = new byte[Pictures * shape.Size];
        new System.Random(1).NextBytes(bytes);
        var features = new ByteFeatures(bytes, shape);
        var batch = new float[Batch * shape.Size];
        var rows = new int[Batch];
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < Batch; i++) rows[i] = ((round * Batch) + (i * 37)) % Pictures;
            long start = Stopwatch.GetTimestamp();
            features.Gather(rows, batch);
            Kernels.Pictures.Change(batch, shape[0], shape[1], rows, limits, [1 / 255f], [0], 1, (uint)round);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Batch);
        }
        return best;
    }
}
