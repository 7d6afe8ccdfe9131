namespace Glia.Programs.Frameworks;

/// <summary>
/// Rates and penalties of scikit-learn in Keras' units. Its losses are sums over the outputs, the squared one halved, where Keras' are
/// means; its penalty is divided by the rows of the batch and halved.
/// </summary>
/// <param name="IsDescent">Whether the steps follow the size of the gradient: solver sgd.</param>
/// <param name="Gradient">How many times as large as Keras' its gradient is.</param>
/// <param name="Batch">Rows of a step.</param>
internal sealed record SklearnUnits(bool IsDescent, double Gradient, int Batch)
{
    /// <summary>The most rows of a step where <c>batch_size</c> is <c>auto</c>, as scikit-learn has it.</summary>
    public const int LargestBatch = 200;

    /// <summary>The rate in Keras' units.</summary>
    public double Rate(double rate) => IsDescent ? rate * Gradient : rate;

    /// <summary>The rate in scikit-learn's units.</summary>
    public double OwnRate(double rate) => IsDescent ? rate / Gradient : rate;

    /// <summary>The L2 penalty that <c>alpha</c> is.</summary>
    public double Penalty(double alpha) => alpha / (2 * Batch * Gradient);
}
