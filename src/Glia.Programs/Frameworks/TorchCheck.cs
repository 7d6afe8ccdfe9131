using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Holds what was read against what PyTorch computed: nothing is diagnosed before both agree.</summary>
internal static class TorchCheck
{
    // Sums of float32 in another order differ by so much, relative to the largest output. Derived.
    private const double Rounding = 1e-3;

    /// <summary>Computes every stretch of layers that answers alike in training and after it from what went into it.</summary>
    /// <exception cref="NotUnderstood">The numbers that follow are not the program's.</exception>
    public static void Check(TorchRecord record, TorchNetwork network)
    {
        int start = 0, held = 0;
        for (int i = 0; i <= network.Layers.Count; i++)
        {
            if (i < network.Layers.Count && !network.Layers[i].Main.IsOfTraining) continue;
            if (i > start) held += Agrees(record, network, start, i) ? 1 : 0;
            start = i + 1;
        }
        if (held == 0) throw new NotUnderstood("its forward pass: none of its outputs could be held against what was understood");
    }

    /// <summary>Whether a number is the one expected but for rounding.</summary>
    /// <param name="number">The number.</param>
    /// <param name="expected">The one expected; one that is not finite is no evidence.</param>
    /// <param name="of">All that are expected.</param>
    public static bool IsSame(float number, float expected, float[] of) => IsSame(number, expected, Largest(of));

    private static bool IsSame(float number, float expected, double largest) =>
        !float.IsFinite(expected) || Math.Abs(number - expected) <= Rounding * Math.Max(largest, Rounding);

    private static double Largest(float[] numbers) => numbers.Max(one => float.IsFinite(one) ? Math.Abs(one) : 0);

    private static bool Agrees(TorchRecord record, TorchNetwork network, int start, int end)
    {
        TorchValue input = record.Values[network.Layers[start].Main.Input], output = record.Values[network.Layers[end - 1].Output];
        if (input.Contents is not { } x || output.Contents is not { } y || input.Shape.Length < 2) return false;
        var part = new Network(TorchNetwork.ShapeOf(input.Shape.AsSpan(1)),
            [.. network.Layers.Take(end).Skip(start).Select((layer, i) => layer.Layer.Build($"network[{i}]"))]);
        if (!network.SetWeights(part, start)) return false;
        float[] given = TorchNetwork.ChannelsLast(x.ToSingles(), input.Shape.AsSpan(1)), expected =
            TorchNetwork.ChannelsLast(y.ToSingles(), output.Shape.AsSpan(1));
        int rows = input.Shape[0], inputs = part.InputShape.Size, outputs = part.OutputShape.Size;
        if (expected.Length != rows * outputs)
            throw new NotUnderstood("its forward pass: its outputs have another size than those understood");
        double largest = Largest(expected);
        var answer = new float[outputs];
        for (int row = 0; row < rows; row++)
        {
            part.Predict(given.AsSpan(row * inputs, inputs), answer);
            for (int i = 0; i < outputs; i++)
            {
                if (!IsSame(answer[i], expected[row * outputs + i], largest))
                    throw NotUnderstood.Outputs();
            }
        }
        return true;
    }
}
