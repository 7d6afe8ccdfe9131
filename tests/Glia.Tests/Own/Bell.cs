using Glia.Losses;

namespace Glia.Tests.Own;

/// <summary>The mean squared error that tells somebody of each part of an evaluation: no gradient is asked for there.</summary>
/// <param name="ring">Hears how many parts have been evaluated so far.</param>
internal sealed class Bell(Action<int> ring) : Loss
{
    private int _parts;

    public override string Name => "bell";

    protected override double Sum(
        ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, int columns, float scale, Span<float> gradient)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            float difference = outputs[i] - targets[i];
            sum += (double)difference * difference / columns;
            if (!gradient.IsEmpty) gradient[i] = 2 * difference * scale / columns;
        }
        if (gradient.IsEmpty) ring(++_parts);
        return sum;
    }
}
