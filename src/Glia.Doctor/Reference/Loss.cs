namespace Glia.Doctor.Reference;

/// <summary>A loss: one number per row, reduced over the batch, and its gradient with respect to the outputs.</summary>
internal abstract class Loss
{
    /// <summary>Keras' epsilon: probabilities are clipped to [1e-7, 1 − 1e-7].</summary>
    public const double Epsilon = 1e-7;

    /// <summary>Keras' name: <c>categorical_crossentropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether the rows are added up instead of averaged: Keras' reduction <c>sum</c> instead of <c>sum_over_batch_size</c>.
    /// </summary>
    public bool Sum { get; init; }

    /// <summary>The loss of one row.</summary>
    public abstract double OfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target);

    /// <summary>Writes the derivative of <see cref="OfRow"/> with respect to the output.</summary>
    public abstract void GradientOfRow(ReadOnlySpan<double> output, ReadOnlySpan<double> target, Span<double> gradient);

    /// <summary>
    /// The same loss of the pre-activations, where activation and loss are one of the safe pairs (softmax with categorical cross-entropy,
    /// sigmoid with binary cross-entropy, computed through log-sum-exp); otherwise null.
    /// </summary>
    public virtual Loss? OfLogits(Activation outputActivation) => null;

    /// <summary>The loss of a batch. Targets have one row per output row, and one column for the sparse loss.</summary>
    public double Value(Matrix outputs, Matrix targets)
    {
        double sum = 0;
        for (int i = 0; i < outputs.Rows; i++) sum += OfRow(outputs.Row(i), targets.Row(i));
        return Sum ? sum : sum / outputs.Rows;
    }

    /// <summary>The derivative of <see cref="Value"/> with respect to the outputs.</summary>
    public Matrix Gradient(Matrix outputs, Matrix targets)
    {
        var gradient = new Matrix(outputs.Rows, outputs.Columns);
        for (int i = 0; i < outputs.Rows; i++) GradientOfRow(outputs.Row(i), targets.Row(i), gradient.Row(i));
        return Sum ? gradient : gradient.Times(1.0 / outputs.Rows);
    }
}
