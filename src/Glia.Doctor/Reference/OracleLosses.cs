namespace Glia.Doctor.Reference;

/// <summary>The losses, in Keras' names and with Keras' defaults. They take probabilities unless said otherwise.</summary>
internal static class OracleLosses
{
    private const double Epsilon = Loss.Epsilon;

    /// <summary>Every name that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy", "mean_squared_error", "mean_absolute_error",
         "huber", "log_cosh", "poisson", "kl_divergence", "mean_absolute_percentage_error", "mean_squared_logarithmic_error", "hinge",
         "squared_hinge",
         "categorical_hinge", "multi_margin", "cosine_similarity"];

    /// <summary>
    /// The loss with this name, or null. Keras' short names (<c>mse</c>, <c>mae</c>, <c>logcosh</c>, <c>kld</c>,
    /// <c>kullback_leibler_divergence</c>) are known too.
    /// </summary>
    /// <param name="name">Keras' name.</param>
    /// <param name="fromLogits">Whether the outputs are logits (the cross-entropies only).</param>
    /// <param name="labelSmoothing">Between 0 and 1 (the cross-entropies only).</param>
    /// <param name="sum">Whether the rows are added up instead of averaged.</param>
    /// <param name="delta">Where Huber's loss turns from square to absolute.</param>
    public static Loss? Find(string name, bool fromLogits = false, double labelSmoothing = 0, bool sum = false, double delta = 1) =>
        name switch
        {
            "categorical_crossentropy" => new CategoricalCrossEntropy(fromLogits, labelSmoothing) { Sum = sum },
            "sparse_categorical_crossentropy" => new CategoricalCrossEntropy(fromLogits, labelSmoothing, sparse: true) { Sum = sum },
            "binary_crossentropy" => new BinaryCrossEntropy(fromLogits, labelSmoothing) { Sum = sum },
            "mean_squared_error" or "mse" => Elementwise("mean_squared_error", (o, t) => (o - t) * (o - t), (o, t) => 2 * (o - t), sum),
            "mean_absolute_error" or "mae" => Elementwise("mean_absolute_error", (o, t) => Math.Abs(o - t),
                (o, t) => double.IsNaN(o - t) ? double.NaN : Math.Sign(o - t), sum),
            "huber" or "huber_loss" => Elementwise("huber",
                (o, t) => Huber(o - t, delta), (o, t) => Math.Clamp(o - t, -delta, delta), sum),
            "log_cosh" or "logcosh" => Elementwise("log_cosh", (o, t) => LogCosh(o - t), (o, t) => Math.Tanh(o - t), sum),
            "poisson" => Elementwise("poisson", (o, t) => o - t * Math.Log(o + Epsilon), (o, t) => 1 - t / (o + Epsilon), sum),
            "kl_divergence" or "kld" or "kullback_leibler_divergence" =>
                new ElementwiseLoss("kl_divergence", KullbackLeibler, KullbackLeiblerDerivative, average: false) { Sum = sum },
            "mean_absolute_percentage_error" or "mape" => Elementwise("mean_absolute_percentage_error",
                (o, t) => 100 * Math.Abs(o - t) / Math.Max(Math.Abs(t), Epsilon),
                (o, t) => double.IsNaN(o - t) ? double.NaN : 100 * Math.Sign(o - t) / Math.Max(Math.Abs(t), Epsilon), sum),
            "mean_squared_logarithmic_error" or "msle" => Elementwise("mean_squared_logarithmic_error",
                (o, t) => LogError(o, t) * LogError(o, t), (o, t) => o > Epsilon ? 2 * LogError(o, t) / (1 + o) : 0, sum),
            "hinge" => Elementwise("hinge", (o, t) => Math.Max(0, 1 - Side(t) * o), (o, t) => 1 - Side(t) * o > 0 ? -Side(t) : 0, sum),
            "squared_hinge" => Elementwise("squared_hinge",
                (o, t) => Math.Pow(Math.Max(0, 1 - Side(t) * o), 2), (o, t) => -2 * Side(t) * Math.Max(0, 1 - Side(t) * o), sum),
            "categorical_hinge" => new CategoricalHinge { Sum = sum },
            "multi_margin" => new MultiMargin { Sum = sum },
            "cosine_similarity" => new CosineSimilarity { Sum = sum },
            _ => null,
        };

    /// <summary>The loss with this name.</summary>
    /// <exception cref="GliaException">There is no such loss.</exception>
    public static Loss Named(string name, bool fromLogits = false, double labelSmoothing = 0, bool sum = false, double delta = 1) =>
        Find(name, fromLogits, labelSmoothing, sum, delta)
            ?? throw new GliaException($"There is no loss '{name}': use one of {string.Join(", ", Names)}.");

    private static ElementwiseLoss Elementwise(string name, Func<double, double, double> value,
        Func<double, double, double> derivative, bool sum) =>
        new(name, value, derivative) { Sum = sum };

    private static double LogError(double output, double target) =>
        Math.Log(1 + Math.Max(output, Epsilon)) - Math.Log(1 + Math.Max(target, Epsilon));

    // Labels 0 and 1 stand for -1 and 1.
    private static double Side(double target) => target == 0 ? -1 : target;

    private static double Huber(double error, double delta) =>
        Math.Abs(error) <= delta ? error * error / 2 : delta * Math.Abs(error) - delta * delta / 2;

    private static double LogCosh(double error) => Math.Abs(error) + Activations.LogOnePlus(Math.Exp(-2 * Math.Abs(error))) - Math.Log(2);

    private static double KullbackLeibler(double output, double target) => Clip(target) * Math.Log(Clip(target) / Clip(output));

    private static double KullbackLeiblerDerivative(double output, double target) =>
        output is >= Epsilon and <= 1 ? -Clip(target) / output : 0;

    private static double Clip(double p) => Math.Clamp(p, Epsilon, 1);
}
