using Glia.Data;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Mnist;

/// <summary>
/// As many digits as one likes: the 60,000 training images over and over, each time deformed anew. In the manner of InfiMNIST (Loosli,
/// Canu and Bottou, 2006), whose 8.1 million images are made otherwise; these are Glia's augmentation.
/// </summary>
public static class DeformedDigits
{
    private const int Side = 28, Size = Side * Side;

    // Written at a time: as many as a cache holds.
    private const int Batch = 512;

    /// <summary>How far the images are deformed: what <c>glia train mnist-cnn</c> does while it learns.</summary>
    public static Augmentation Usual { get; } = new() { Rotate = 12.6, Shift = 1.5, Scale = 0.13, Shear = 0.12, Elastic = 1.4 };

    /// <summary>
    /// Writes <c>x_train</c> [rows, 28, 28] and <c>y_train</c> [rows], deformed, and <c>x_test</c> and <c>y_test</c>, the 10,000 test
    /// images as they are, all unsigned bytes, as an <c>.npz</c> that is stored and not packed. The file depends on rows, augmentation and
    /// seed alone; no more than a few megabytes of it are in memory.
    /// </summary>
    /// <param name="path">The file; replaced as a whole.</param>
    /// <param name="rows">How many deformed images. The image of a row is number row % 60,000 of the training images.</param>
    /// <param name="augmentation">How far they are deformed; <see cref="Usual"/> if null.</param>
    /// <param name="seed">Where the random numbers come from.</param>
    /// <param name="workers">The threads to use; one if null.</param>
    /// <param name="progress">Told how many images are written; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call early; then there is no file.</param>
    /// <exception cref="GliaException">A setting makes no sense, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is not one row to write.</exception>
    public static void Write(string path, int rows, Augmentation? augmentation = null, ulong seed = 1, Workers? workers = null,
        IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var digits = MnistData.Load(new Shape(Side, Side, 1), factor: 1);
        Dataset deformed = digits.Train.Augmented(augmentation ?? Usual);
        int[] classes = digits.Train.Targets.ToClasses();
        Npz.Write(path,
        [
            new("x_train", NumberType.UInt8, [rows, Side, Side], Images),
            new("y_train", NumberType.UInt8, [rows], Labels),
            new("x_test", NumberType.UInt8, [MnistData.TestRows, Side, Side], stream => stream.Write(((ByteFeatures)digits.All.Inputs)
                .Values[(MnistData.TrainRows * Size)..])),
            new("y_test", NumberType.UInt8, [MnistData.TestRows],
                stream => stream.Write(Array.ConvertAll(digits.Test.Targets.ToClasses(), label => (byte)label))),
        ], new Dictionary<string, NdArray>());

        void Images(Stream stream)
        {
            var numbers = new int[Batch];
            var pixels = new float[Batch * Size];
            var bytes = new byte[Batch * Size];
            for (int start = 0; start < rows;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                // A batch is of one pass over the training images: the pass decides how an image is deformed.
                (int pass, int first) = Math.DivRem(start, MnistData.TrainRows);
                int count = Math.Min(Math.Min(Batch, rows - start), MnistData.TrainRows - first);
                for (int i = 0; i < count; i++) numbers[i] = first + i;
                Span<float> some = pixels.AsSpan(0, count * Size);
                deformed.GatherForTraining(numbers.AsSpan(0, count), some, seed, (uint)pass, workers ?? Workers.Single);
                for (int i = 0; i < some.Length; i++) bytes[i] = (byte)Math.Clamp(MathF.Round(some[i]), 0, byte.MaxValue);
                stream.Write(bytes, 0, some.Length);
                start += count;
                progress?.Report(start);
            }
        }

        void Labels(Stream stream)
        {
            var bytes = new byte[MnistData.TrainRows];
            for (int start = 0; start < rows; start += bytes.Length)
            {
                int count = Math.Min(bytes.Length, rows - start);
                for (int i = 0; i < count; i++) bytes[i] = (byte)classes[i];
                stream.Write(bytes, 0, count);
            }
        }
    }
}
