namespace Glia.Doctor.Reference;

/// <summary>
/// The hinge loss of a support vector machine with several classes: the sum over all wrong classes j of max(0, 1 + o_j − o_y), with y the
/// class of the row (Weston and Watkins 1999; PyTorch's MultiMarginLoss without its division by the number of classes).
/// </summary>
internal sealed class MultiMargin : Loss
{
    /// <inheritdoc/>
    public override string Name => "multi_margin";

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        int right = Right(target);
        double sum = 0;
        for (int j = 0; j < output.Length; j++)
            if (j != right) sum += Math.Max(0, 1 + output[j] - output[right]);
        return sum;
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        gradient.Clear();
        int right = Right(target);
        for (int j = 0; j < output.Length; j++)
        {
            if (j == right || 1 + output[j] - output[right] <= 0) continue;
            gradient[j] = 1;
            gradient[right] -= 1;
        }
    }

    private static int Right(ReadOnlySpan<double> target)
    {
        int right = 0;
        for (int j = 1; j < target.Length; j++)
            if (target[j] > target[right]) right = j;
        return right;
    }
}
