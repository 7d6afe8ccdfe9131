using Glia.Files;

namespace Glia.Interop.Onnx;

/// <summary>
/// Computes what does not depend on the input: constants that exporters write as operations, above all the sizes that a Reshape is given.
/// The
/// number of samples is not known and stands as <see cref="Batch"/>.
/// </summary>
internal static class OnnxConstants
{
    /// <summary>Stands for the number of samples: a number that no size is.</summary>
    public const long Batch = -999_999_937;

    // Directions times units of the widest recurrent layers there are, a hundredfold.
    private const int MostFilled = 1 << 20;

    /// <summary>What an operation on constants gives; null where it is none of those that are computed here.</summary>
    public static OnnxTensor? Fold(OnnxNode node, Func<int, OnnxTensor?> input)
    {
        OnnxTensor? first = input(0);
        string name = node.Outputs.Count > 0 ? node.Outputs[0] : "";
        switch (node.Type)
        {
            case "Constant":
                if (!node.Attributes.Any()) return null;
                (string kind, OnnxAttribute value) = node.Attributes.First();
                return kind switch
                {
                    "value" => value.Tensor is { } tensor ? tensor with { Name = name } : null,
                    "value_float" => new(name, NdArray.Scalar(value.Float)),
                    "value_int" => new(name, new NdArray(NumberType.Int64, [], BitConverter.GetBytes(value.Int))),
                    "value_floats" => new(name, NdArray.From(value.Floats)),
                    "value_ints" => new(name, NdArray.From(value.Ints)),
                    _ => null,
                };
            case "Identity" or "Cast" or "Dropout": return first is null ? null : first with { Name = name };
            case "Transpose" when first is not null:
                int[] order = node.Ints("perm") is { } given ? [.. given.Select(axis => (int)axis + 1)]
                    : [.. Enumerable.Range(1, first.Shape.Length).Reverse()];
                if (order.Length != first.Shape.Length || order.Length is 0 or > 4 || !order.Order().SequenceEqual(Enumerable.Range(1,
                    order.Length))) return null;
                return Singles(name, first.Foreign.Permuted(order).Read(), [.. order.Select(axis => first.Shape[axis - 1])]);
            case "Reshape" when first is not null && (input(1)?.Whole() ?? node.Ints("shape")) is { } sizes:
                long rest = first.Array.Length / Math.Max(1, sizes.Where(size => size > 0).Aggregate(1L, (product, size) =>
                    product * size));
                int[] shape = [.. sizes.Select((size, axis) => (int)(size == -1 ? rest : size == 0 && axis < first.Shape.Length
                    ? first.Shape[axis] : size))];
                return NdArray.LengthOf(shape) == first.Array.Length ? first with { Name = name, Array = Shaped(first.Array, shape) }
                    : null;
            case "Unsqueeze" when first is not null && (node.Ints("axes") ?? input(1)?.Whole()) is { } axes:
                List<int> wider = [.. first.Shape];
                foreach (long axis in axes.Select(axis => axis < 0 ? axis + first.Shape.Length + axes.Length : axis).Order())
                    if (axis >= 0 && axis <= wider.Count) wider.Insert((int)axis, 1);
                return first with { Name = name, Array = Shaped(first.Array, [.. wider]) };
            case "Squeeze" when first is not null:
                long[]? gone = node.Ints("axes") ?? input(1)?.Whole();
                int[] kept = [.. first.Shape.Where((size, axis) => size != 1 || (gone is not null && !gone.Contains(axis)
                    && !gone.Contains(axis - first.Shape.Length)))];
                return first with { Name = name, Array = Shaped(first.Array, kept) };
            case "Gather" when first is { Shape.Length: 1 } && node.Int("axis", 0) == 0 && input(1)?.Whole() is { } places:
                long[] from = first.Whole();
                if (places.Any(place => place < -from.Length || place >= from.Length)) return null;
                return Whole(name, [.. places.Select(place => from[place < 0 ? place + from.Length : place])], input(1)!.Shape);
            case "Slice" when first is { Shape.Length: 1 }:
                long[] start = node.Ints("starts") ?? input(1)?.Whole() ?? [], end = node.Ints("ends") ?? input(2)?.Whole() ?? [];
                if (start.Length != 1 || end.Length != 1 || (input(4)?.Whole() is { } step && step is not [1])) return null;
                int length = first.Shape[0], low = Place(start[0], length), high = Math.Max(low, Place(end[0], length));
                return Whole(name, first.Whole()[low..high], [high - low]);
            // Some of the first states, which are all alike.
            case "Slice" when first is not null && Array.TrueForAll(first.Array.ToSingles(), one => one == 0):
                return Part(node, name, first, input);
            case "Concat" when first is not null && node.Inputs.Select((_, i) => input(i)).All(one => one is { Shape.Length: <= 1 }):
                long[] all = [.. node.Inputs.SelectMany((_, i) => input(i)!.Whole())];
                return Whole(name, all, [all.Length]);
            case "Add" or "Sub" or "Mul" or "Div" or "Pow" when first is not null && input(1) is { } second:
                return Arithmetic(node.Type, name, first, second);
            // The first states of a recurrent operator: one number, as often as there are samples, which one sample stands for.
            case "ConstantOfShape" when first is not null:
                return Filled(name, node.Attributes.TryGetValue("value", out OnnxAttribute? said) && said.Tensor is { } filling
                    ? filling.Array.ToSingles() : [0], first.Whole());
            case "Expand" when first is { Array.Length: 1 } && input(1)?.Whole() is { } spread:
                return Filled(name, first.Array.ToSingles(), spread);
            case "Expand" when first is not null && Array.TrueForAll(first.Array.ToSingles(), one => one == 0)
                && input(1)?.Whole() is { } wide:
                return Filled(name, [0], wide);
            case "Neg" when first is not null: return Singles(name, Array.ConvertAll(first.Array.ToSingles(), one => -one), first.Shape);
            case "Sqrt" when first is not null: return Singles(name, Array.ConvertAll(first.Array.ToSingles(), MathF.Sqrt), first.Shape);
            default: return null;
        }
    }

    /// <summary>Whole numbers as a constant.</summary>
    public static OnnxTensor Whole(string name, long[] values, int[] shape) => new(name, Shaped(NdArray.From(values), shape));

    private static OnnxTensor? Part(OnnxNode node, string name, OnnxTensor zeros, Func<int, OnnxTensor?> input)
    {
        long[] starts = node.Ints("starts") ?? input(1)?.Whole() ?? [], ends = node.Ints("ends") ?? input(2)?.Whole() ?? [];
        long[] axes = node.Ints("axes") ?? input(3)?.Whole() ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        if (starts.Length != ends.Length || starts.Length != axes.Length || input(4)?.Whole().Any(step => step != 1) == true) return null;
        long[] sizes = [.. zeros.Shape.Select(size => (long)size)];
        for (int i = 0; i < axes.Length; i++)
        {
            long axis = axes[i] < 0 ? axes[i] + sizes.Length : axes[i];
            if (axis < 0 || axis >= sizes.Length) return null;
            sizes[axis] = Math.Max(0, Place(ends[i], zeros.Shape[axis]) - Place(starts[i], zeros.Shape[axis]));
        }
        return Filled(name, [0], sizes);
    }

    private static OnnxTensor? Filled(string name, float[] value, long[] sizes)
    {
        int[] shape = [.. sizes.Select(size => size == Batch ? 1 : (int)Math.Clamp(size, 0, int.MaxValue))];
        // As many as a state has, and no more: a file does not decide what is allocated.
        if (value.Length != 1 || NdArray.LengthOf(shape) is not { } length || length > MostFilled) return null;
        return Singles(name, [.. Enumerable.Repeat(value[0], (int)length)], shape);
    }

    private static int Place(long place, int length) => (int)Math.Clamp(place < 0 ? place + length : place, 0, length);

    private static NdArray Shaped(NdArray array, int[] shape) => new(array.Type, shape, array.RawMemory);

    private static OnnxTensor Singles(string name, float[] values, int[] shape) =>
        new(name, new NdArray(NumberType.Float32, shape, ForeignBytes(values)));

    private static byte[] ForeignBytes(float[] values) => Networks.ForeignTensor.BytesOf(values).ToArray();

    // Two arrays of one size, or one of them a single number.
    private static OnnxTensor? Arithmetic(string type, string name, OnnxTensor a, OnnxTensor b)
    {
        bool same = a.Shape.SequenceEqual(b.Shape);
        if (!same && a.Array.Length != 1 && b.Array.Length != 1) return null;
        OnnxTensor larger = a.Array.Length >= b.Array.Length ? a : b;
        var values = new double[larger.Array.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double x = a.Array.GetDouble(a.Array.Length == 1 ? 0 : i), y = b.Array.GetDouble(b.Array.Length == 1 ? 0 : i);
            values[i] = type switch
            {
                "Add" => x + y,
                "Sub" => x - y,
                "Mul" => x * y,
                "Div" => x / y,
                _ => Math.Pow(x, y),
            };
        }
        return a.Array.IsInteger && b.Array.IsInteger
            ? Whole(name, Array.ConvertAll(values, value => (long)value), larger.Shape)
            : Singles(name, Array.ConvertAll(values, value => (float)value), larger.Shape);
    }
}
