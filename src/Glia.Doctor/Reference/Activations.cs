namespace Glia.Doctor.Reference;

/// <summary>The activations, in Keras' names and with Keras' defaults.</summary>
internal static class Activations
{
    // Klambauer et al., Self-Normalizing Neural Networks, 2017.
    private const double SeluAlpha = 1.6732632423543772848170429916717, SeluScale = 1.0507009873554804934193349852946;

    /// <summary>
    /// The names with which mistakes are tried. <see cref="Named"/> knows a few more, which networks in files have and nobody writes by
    /// hand.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
        ["relu", "leaky_relu", "elu", "selu", "gelu", "gelu_tanh", "silu", "sigmoid", "hard_sigmoid", "tanh", "softplus", "softsign",
            "exponential", "linear", "softmax"];

    /// <summary>The activation with this name, or null. <c>swish</c> is silu, <c>gelu_tanh</c> is gelu with approximate = true.</summary>
    /// <param name="name">Keras' name.</param>
    /// <param name="negativeSlope">The slope of leaky_relu below zero;
    /// Keras 3's default is 0.2 for the function and 0.3 for the layer.</param>
    /// <param name="alpha">The scale of elu below zero.</param>
    public static Activation? Find(string name, double negativeSlope = 0.2, double alpha = 1) => name switch
    {
        "relu" => new ElementwiseActivation("relu", z => z > 0 || double.IsNaN(z) ? z : 0, z => z > 0 ? 1 : 0, 0),
        "leaky_relu" => new ElementwiseActivation("leaky_relu", z => z > 0 ? z : negativeSlope * z, z => z > 0 ? 1 : negativeSlope, 0),
        "elu" => new ElementwiseActivation("elu", z => z > 0 ? z : alpha * Math.Exp(z) - alpha, z => z > 0 ? 1 : alpha * Math.Exp(z), 0),
        "selu" => new ElementwiseActivation("selu", z => SeluScale * (z > 0 ? z : SeluAlpha * Math.Exp(z) - SeluAlpha),
            z => SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z)), 0),
        "gelu" => new ElementwiseActivation("gelu", z => z * Normal(z), z => Normal(z) + z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)),
        "gelu_tanh" => new ElementwiseActivation("gelu_tanh", z => z / 2 * (1 + Math.Tanh(GeluInner(z))), GeluTanhDerivative),
        "silu" or "swish" => new ElementwiseActivation("silu", z => z * Sigmoid(z), z => Sigmoid(z) * (1 + z * (1 - Sigmoid(z)))),
        "sigmoid" => new ElementwiseActivation("sigmoid", Sigmoid, z => Sigmoid(z) * (1 - Sigmoid(z))),
        "hard_sigmoid" => HardSigmoid(1.0 / 6, 0.5),
        "tanh" => new ElementwiseActivation("tanh", Math.Tanh, z => 1 - Math.Tanh(z) * Math.Tanh(z)),
        "softplus" => new ElementwiseActivation("softplus", Softplus, Sigmoid),
        "softsign" => new ElementwiseActivation("softsign", z => z / (1 + Math.Abs(z)), z => 1 / ((1 + Math.Abs(z)) * (1 + Math.Abs(z)))),
        "exponential" => new ElementwiseActivation("exponential", Math.Exp, Math.Exp),
        "linear" => new ElementwiseActivation("linear", z => z, _ => 1),
        "softmax" => new SoftmaxActivation(),
        "log_softmax" => new LogSoftmaxActivation(),
        "mish" => new ElementwiseActivation("mish", z => z * Math.Tanh(Softplus(z)), MishDerivative),
        "hard_silu" => new ElementwiseActivation("hard_silu", z => z * Math.Clamp(z + 3, 0, 6) / 6,
            z => z <= -3 ? 0 : z >= 3 ? 1 : (z / 3) + 0.5, -3, 3),
        _ => null,
    };

    /// <summary>The activation with this name.</summary>
    /// <exception cref="GliaException">There is no such activation.</exception>
    public static Activation Named(string name, double negativeSlope = 0.2, double alpha = 1) =>
        Find(name, negativeSlope, alpha)
            ?? throw new GliaException($"There is no activation '{name}': use one of {string.Join(", ", Names)}.");

    /// <summary>Keras' relu with all its settings.</summary>
    public static Activation Relu(double slope, double threshold, double largest) => new ElementwiseActivation("relu",
        z => z < threshold ? slope * (z - threshold) : Math.Min(z, largest), z => z < threshold ? slope : z > largest ? 0 : 1, threshold,
            largest);

    /// <summary>A straight line cut off at 0 and 1.</summary>
    public static Activation HardSigmoid(double slope, double offset)
    {
        double low = -offset / slope, high = (1 - offset) / slope;
        return new ElementwiseActivation("hard_sigmoid", z => Math.Clamp((slope * z) + offset, 0, 1), z => z > low && z < high ? slope : 0,
            low, high);
    }

    /// <summary>1 / (1 + exp(−z)), from the side on which nothing overflows.</summary>
    public static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    /// <summary>log(1 + x), exact for small x too (Kahan).</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double Softplus(double z) => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));

    private static double MishDerivative(double z)
    {
        double t = Math.Tanh(Softplus(z));
        return t + (z * Sigmoid(z) * (1 - (t * t)));
    }

    private static double GeluInner(double z) => Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);

    private static double GeluTanhDerivative(double z)
    {
        double tanh = Math.Tanh(GeluInner(z));
        return (1 + tanh) / 2 + z / 2 * (1 - tanh * tanh) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
    }

    // The distribution function of the standard normal. .NET has no erf, so: the series for small arguments (Abramowitz & Stegun 26.2.11,
    // all terms positive) and Laplace's continued fraction for the tail (26.2.14). Good to 1e-15.
    private static double Normal(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (double.IsNaN(z)) return z;
        if (Math.Abs(z) < 3)
        {
            double term = z, sum = z;
            for (int k = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); k += 2) sum += term *= z * z / k;
            return 0.5 + density * sum;
        }
        double tail = Math.Abs(z);
        for (int k = 60; k >= 1; k--) tail = Math.Abs(z) + k / tail;
        return z > 0 ? 1 - density / tail : density / tail;
    }
}
