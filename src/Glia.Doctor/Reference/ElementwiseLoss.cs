namespace Glia.Doctor.Reference;

/// <summary>A loss that treats every number alone and averages (or adds) over the columns of a row.</summary>
/// <param name="name">Keras' name.</param>
/// <param name="value">l(output, target).</param>
/// <param name="derivative">dl/doutput.</param>
/// <param name="average">Whether the columns are averaged, as all Keras losses do except KL divergence.</param>
internal sealed class ElementwiseLoss(string name, Func<double, double, double> value, Func<double, double, double> derivative,
    bool average = true) : Loss
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target)
    {
        double sum = 0;
        for (int j = 0; j < output.Length; j++) sum += value(output[j], target[j]);
        return average ? sum / output.Length : sum;
    }

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        for (int j = 0; j < output.Length; j++) gradient[j] = derivative(output[j], target[j]) / (average ? output.Length : 1);
    }
}
