using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Glia.Interop.Onnx;

namespace Glia.Interop.TensorBoard;

/// <summary>A value of a summary: a tensor, and the plugin that shows it.</summary>
internal sealed record EventValue
{
    // Numbers of DataType, and of DataClass.
    private const int Float = 1, Double = 2, String = 7, Scalars = 1, Tensors = 2, Blobs = 3;

    // TensorBoard's own default.
    private const int Buckets = 30;

    private readonly string _plugin;
    private readonly int _class;
    private readonly ProtoWriter _tensor;

    private EventValue(string plugin, int dataClass, ProtoWriter tensor) => (_plugin, _class, _tensor) = (plugin, dataClass, tensor);

    /// <summary>What the plugin is told; null for nothing.</summary>
    public ProtoWriter? Content { get; init; }

    /// <summary>One number.</summary>
    public static EventValue Scalar(double value)
    {
        Span<byte> four = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(four, (float)value);
        return new EventValue("scalars", Scalars, Tensor(Float).Block(4, four));
    }

    /// <summary>How numbers are spread, in equal buckets between the smallest and the largest; null where none is finite.</summary>
    public static EventValue? Histogram(ReadOnlySpan<float> numbers)
    {
        (float least, float most, long count) = (float.PositiveInfinity, float.NegativeInfinity, 0);
        foreach (float number in numbers)
        {
            if (!float.IsFinite(number)) continue;
            (least, most) = (Math.Min(least, number), Math.Max(most, number));
            count++;
        }
        if (count == 0) return null;
        // Where all are the same one bucket around them holds them.
        double left = least == most ? least - 0.5 : least, right = least == most ? least + 0.5 : most;
        int buckets = least == most ? 1 : Buckets;
        double width = (right - left) / buckets;
        var counts = new long[buckets];
        foreach (float number in numbers)
            if (float.IsFinite(number)) counts[Math.Min(buckets - 1, (int)((number - left) / width))]++;
        var bytes = new byte[3 * sizeof(double) * buckets];
        for (int i = 0; i < buckets; i++)
        {
            Span<byte> row = bytes.AsSpan(3 * sizeof(double) * i);
            BinaryPrimitives.WriteDoubleLittleEndian(row, left + (i * width));
            BinaryPrimitives.WriteDoubleLittleEndian(row[sizeof(double)..], i == buckets - 1 ? right : left + ((i + 1) * width));
            BinaryPrimitives.WriteDoubleLittleEndian(row[(2 * sizeof(double))..], counts[i]);
        }
        return new EventValue("histograms", Tensors, Tensor(Double, buckets, 3).Block(4, bytes));
    }

    /// <summary>A picture.</summary>
    public static EventValue Image(byte[] png, int width, int height) => new("images", Blobs, Tensor(String, 3)
        .Text(8, width.ToString(CultureInfo.InvariantCulture)).Text(8, height.ToString(CultureInfo.InvariantCulture)).Block(8, png));

    /// <summary>A text in Markdown.</summary>
    public static EventValue Text(string markdown) => new("text", Tensors, Tensor(String, 1).Block(8, Encoding.UTF8.GetBytes(markdown)));

    /// <summary>What only a plugin reads.</summary>
    public static EventValue Of(string plugin, ProtoWriter content) => new(plugin, 0, Tensor(Float, 0)) { Content = content };

    /// <summary>The message of a summary's value.</summary>
    /// <param name="tag">What it is called.</param>
    /// <param name="first">Whether it is the first of this name, which says what shows it.</param>
    public ProtoWriter Message(string tag, bool first)
    {
        ProtoWriter value = new ProtoWriter().Text(1, tag).Message(8, _tensor);
        if (!first) return value;
        ProtoWriter plugin = new ProtoWriter().Text(1, _plugin);
        if (Content is not null) plugin.Message(2, Content);
        ProtoWriter metadata = new ProtoWriter().Message(1, plugin);
        if (_class != 0) metadata.Whole(4, _class);
        return value.Message(9, metadata);
    }

    private static ProtoWriter Tensor(int type, params ReadOnlySpan<int> sizes)
    {
        var shape = new ProtoWriter();
        foreach (int size in sizes) shape.Message(2, new ProtoWriter().Whole(1, size));
        return new ProtoWriter().Whole(1, type).Message(2, shape);
    }
}
