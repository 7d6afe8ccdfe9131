using System.Buffers.Binary;
using Glia.Data;
using Glia.Files;

namespace Glia.Mnist;

/// <summary>
/// The MNIST database of handwritten digits (LeCun, Cortes and Burges, 1998): 60,000 training and 10,000 test images of 28 x 28 gray
/// pixels in the official order, with the digit each one shows. Embedded, so that nothing has to be downloaded.
/// </summary>
/// <remarks>
/// Pixels stay bytes: all 70,000 images take 55 MB, once, however many of <see cref="Train"/>, <see cref="Test"/> and <see cref="All"/>
/// are used. The data are under CC BY-SA 3.0, see NOTICE.
/// </remarks>
public sealed class MnistData
{
    /// <summary>How many images the training part has.</summary>
    public const int TrainRows = 60_000;

    /// <summary>How many images the test part has.</summary>
    public const int TestRows = 10_000;

    private const int Rows = TrainRows + TestRows;
    private const int ImageSize = 28 * 28;
    private const int Blocks = 140;
    private const int BlockSize = Rows / Blocks * ImageSize;
    private static readonly string[] s_classNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private readonly byte[] _pixels, _labels;
    private readonly Shape _shape;
    private readonly float _factor;

    private MnistData(byte[] pixels, byte[] labels, Shape shape, float factor) =>
        (_pixels, _labels, _shape, _factor) = (pixels, labels, shape, factor);

    /// <summary>The 60,000 training images; targets are 0/1 rows of width 10.</summary>
    public Dataset Train => field ??= Part(0, TrainRows);

    /// <summary>The 10,000 test images; targets are 0/1 rows of width 10.</summary>
    public Dataset Test => field ??= Part(TrainRows, TestRows);

    /// <summary>All 70,000, the training images first: the order of OpenML's <c>mnist_784</c>.</summary>
    public Dataset All => field ??= Part(0, Rows);

    /// <summary>
    /// Writes all images as Keras' <c>mnist.npz</c> has them: <c>x_train</c> [60000, 28, 28], <c>y_train</c> [60000], <c>x_test</c> and
    /// <c>y_test</c>, unsigned bytes.
    /// </summary>
    /// <param name="path">The file; replaced as a whole.</param>
    /// <param name="compressed">Deflated to 12 MB, or stored as 55 MB for whoever reads it once and does not wait.</param>
    public void WriteNpz(string path, bool compressed = true)
    {
        const int Side = 28, TrainBytes = TrainRows * ImageSize;
        Npz.Write(path,
        [
            new("x_train", NdArray.From(_pixels.AsSpan(0, TrainBytes), TrainRows, Side, Side)),
            new("y_train", NdArray.From(_labels.AsSpan(0, TrainRows), TrainRows)),
            new("x_test", NdArray.From(_pixels.AsSpan(TrainBytes), TestRows, Side, Side)),
            new("y_test", NdArray.From(_labels.AsSpan(TrainRows), TestRows)),
        ], compressed);
    }

    /// <summary>Unpacks the digits, on two threads where there are two.</summary>
    /// <param name="shape">The shape of one image; 784 where not given, <c>new Shape(28, 28, 1)</c> for convolutions.</param>
    /// <param name="factor">What each pixel from 0 to 255 is multiplied with: 1/255, or 1 for raw pixels.</param>
    /// <exception cref="ArgumentException">The shape does not hold 784 numbers.</exception>
    public static MnistData Load(Shape? shape = null, float factor = 1f / 255)
    {
        Shape image = shape ?? new Shape(ImageSize);
        if (image.Size != ImageSize)
            throw new ArgumentException($"An image has 784 pixels and shape {image} holds {image.Size}.", nameof(shape));
        var pixels = new byte[Rows * ImageSize];
        var labels = new byte[Rows];
        if (Environment.ProcessorCount > 1)
        {
            var helper = new Thread(() => Unpack(Blocks / 2, Blocks, pixels, []));
            helper.Start();
            Unpack(0, Blocks / 2, pixels, labels);
            helper.Join();
        }
        else
        {
            Unpack(0, Blocks, pixels, labels);
        }
        return new MnistData(pixels, labels, image, factor);
    }

    private Dataset Part(int start, int count)
    {
        var classes = new int[count];
        for (int row = 0; row < count; row++) classes[row] = _labels[start + row];
        var images = new ByteFeatures(_pixels.AsMemory(start * ImageSize, count * ImageSize), _shape, _factor);
        return new Dataset(images, Targets.OneHot(classes, 10), s_classNames);
    }

    /// <summary>Unpacks a range of blocks. The resource is read in pieces: a copy of it as a whole would cost 13 MB.</summary>
    private static void Unpack(int first, int end, byte[] pixels, Span<byte> labels)
    {
        using Stream resource = typeof(MnistData).Assembly.GetManifestResourceStream("digits.bin")!;
        Span<byte> sizes = new byte[Blocks * sizeof(int)];
        resource.ReadExactly(sizes);
        resource.ReadExactly(labels);
        long at = sizes.Length + Rows;
        byte[] coded = [];
        for (int block = 0; block < end; block++)
        {
            int size = BinaryPrimitives.ReadInt32LittleEndian(sizes[(block * sizeof(int))..]);
            if (block >= first)
            {
                if (coded.Length < size) coded = new byte[size + size / 4];
                resource.Position = at;
                resource.ReadExactly(coded, 0, size);
                ZeroRunCoding.Decode(coded.AsSpan(0, size), pixels.AsSpan(block * BlockSize, BlockSize));
            }
            at += size;
        }
    }
}
