namespace Glia.Doctor.Reference;

/// <summary>Minus the cosine of the angle between outputs and targets; a length below ε counts as ε.</summary>
internal sealed class CosineSimilarity : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    public override double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target) =>
        -Dot(output, target) / (Math.Max(Length(output), Epsilon) * Math.Max(Length(target), Epsilon));

    /// <inheritdoc/>
    public override void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient)
    {
        double length = Length(output), outputs = Math.Max(length, Epsilon), targets = Math.Max(Length(target), Epsilon),
            cosine = -OfRow(output, target);
        for (int j = 0; j < output.Length; j++)
            gradient[j] = ((length > Epsilon ? cosine * output[j] / outputs : 0) - target[j] / targets) / outputs;
    }

    private static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Dot(x, x));

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++) sum += x[j] * y[j];
        return sum;
    }
}
