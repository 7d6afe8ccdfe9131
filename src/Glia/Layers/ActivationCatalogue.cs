using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>The activations a file can name, under Keras' names.</summary>
public static class ActivationCatalogue
{
    private const double Below = double.NegativeInfinity, Above = double.PositiveInfinity;

    // The minima of z Phi(z), at z = -0.7518, of z sigmoid(z), at z = -1.2785, and of z tanh(ln(1 + e^z)), at z = -1.1924; selu goes to
    // -scale * alpha of its authors
    // (Klambauer, Unterthiner, Mayr and Hochreiter, NIPS 2017). Each is rounded.
    private const double LowestGelu = -0.17, LowestSilu = -0.2785, LowestSelu = -1.7581, LowestMish = -0.3088, LowestHardSilu = -0.375;

    private static readonly Catalogue<ActivationFunction> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The activation a file asks for.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static ActivationFunction Create(JsonNode? node, string where) => node is null ? new Linear() : Entries.Create(node, where);

    /// <summary>Makes an activation of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="ActivationFunction.Name"/>.</param>
    /// <param name="create">Makes one from its settings, those that <see cref="ActivationFunction.Config"/> writes.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>ActivationCatalogue.Register("square", _ =&gt; new Square())</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : ActivationFunction =>
        Entries.Register(name, create, aliases);

    /// <summary>The activation as a file says it.</summary>
    /// <param name="activation">One of Glia's own or of a registered class.</param>
    public static JsonNode ToJson(ActivationFunction? activation)
    {
        if (activation is null) return "linear";
        JsonObject config = activation.Config();
        return config.Count == 0 ? activation.Name : new JsonObject { ["class_name"] = activation.Name, ["config"] = config };
    }

    /// <summary>Keras' <c>relu</c> with all its settings.</summary>
    /// <param name="slope">The slope below the threshold.</param>
    /// <param name="threshold">From where on numbers pass as they are.</param>
    /// <param name="largest">Where the output is cut off; null for nowhere.</param>
    internal static ActivationFunction Relu(float slope, float threshold, double? largest)
    {
        if (largest is null && threshold == 0)
            return slope == 0 ? new ElementwiseActivation<Relu>("relu", default) { Range = (0, Above), Rectifies = true }
                : LeakyRelu(slope);
        float cut = (float)(largest ?? double.PositiveInfinity);
        var config = new JsonObject { ["negative_slope"] = slope, ["threshold"] = threshold };
        if (largest is not null) config["max_value"] = cut;
        // Between the threshold and 0 a number passes as it is; further below it goes along the slope, down or, where that is negative, up.
        double low = slope > 0 ? Below : Math.Min(0, threshold), high = slope < 0 ? Above : cut;
        return new ElementwiseActivation<BoundedRelu>("relu", new BoundedRelu(slope, threshold, cut), config) { Range = (low, high) };
    }

    private static ActivationFunction HardSigmoid(float slope, float offset)
    {
        // Keras 3's is the default and has no settings.
        JsonObject config = slope == 1f / 6 && offset == 0.5f ? [] : new() { ["slope"] = slope, ["offset"] = offset };
        double edge = Math.Max(Math.Abs(offset / slope), Math.Abs((1 - offset) / slope));
        return new ElementwiseActivation<HardSigmoid>("hard_sigmoid", new HardSigmoid(slope, offset), config)
        {
            Range = (0, 1),
            FlatBeyond = slope == 1f / 6 ? 3 : edge,
        };
    }

    internal static ActivationFunction LeakyRelu(float slope) =>
        new ElementwiseActivation<LeakyRelu>("leaky_relu", new LeakyRelu(slope), new() { ["negative_slope"] = slope })
        {
            Range = (slope > 0 ? Below : 0, Above),
            Rectifies = true,
        };

    internal static ActivationFunction Elu(float alpha) =>
        new ElementwiseActivation<Elu>("elu", new Elu(alpha), new() { ["alpha"] = alpha })
        {
            Range = (-Math.Max(0, alpha), Above),
            Rectifies = true,
        };

    private static Catalogue<ActivationFunction> Fill()
    {
        var entries = new Catalogue<ActivationFunction>("activation")
        {
            Registrar = nameof(ActivationCatalogue),
            NameOf = activation => activation.Name,
        };
        entries.Add("linear", _ => new Linear());
        entries.Add("relu", c => Relu(c.Single("negative_slope", 0), c.Single("threshold", 0), c.OptionalNumber("max_value")));
        entries.AddWord(_ => Relu(0, 0, 6), "relu6");
        entries.Add("leaky_relu", c => LeakyRelu(c.Single("negative_slope", c.Single("alpha", 0.2f))), "LeakyReLU");
        entries.Add("elu", c => Elu(c.Single("alpha", 1)));
        entries.Add("selu", _ => new ElementwiseActivation<Selu>("selu", default) { Range = (LowestSelu, Above) });
        entries.Add("gelu", c => c.Flag("approximate", false)
            ? new ElementwiseActivation<GeluTanh>("gelu", default, new() { ["approximate"] = true }) { Range = (LowestGelu, Above) }
            : new ElementwiseActivation<Gelu>("gelu", default) { Range = (LowestGelu, Above) });
        entries.Add("silu", _ => new ElementwiseActivation<Silu>("silu", default) { Range = (LowestSilu, Above) }, "swish");
        entries.Add("hard_silu", _ => new ElementwiseActivation<HardSilu>("hard_silu", default) { Range = (LowestHardSilu, Above) },
            "hard_swish");
        entries.Add("mish", _ => new ElementwiseActivation<Mish>("mish", default) { Range = (LowestMish, Above) });
        entries.Add("sigmoid", _ => new ElementwiseActivation<Sigmoid>("sigmoid", default) { Range = (0, 1), FlatBeyond = 6 });
        entries.Add("hard_sigmoid", c => HardSigmoid(c.Single("slope", 1f / 6), c.Single("offset", 0.5f)));
        entries.Add("tanh", _ => new ElementwiseActivation<Tanh>("tanh", default) { Range = (-1, 1), FlatBeyond = 3 });
        entries.Add("softplus", _ => new ElementwiseActivation<Softplus>("softplus", default) { Range = (0, Above) });
        entries.Add("softsign", _ => new ElementwiseActivation<Softsign>("softsign", default) { Range = (-1, 1), FlatBeyond = 9 });
        entries.Add("exponential", _ =>
            new ElementwiseActivation<Exponential>("exponential", default) { Range = (0, Above), Outgrows = true });
        entries.Add("softmax", _ => new SoftmaxActivation());
        entries.Add("log_softmax", _ => new LogSoftmaxActivation());
        entries.Lacks("Keras", "", "celu glu hard_shrink hard_tanh soft_shrink sparse_plus sparsemax sparse_sigmoid squareplus " +
            "tanh_shrink threshold log_sigmoid");
        return entries;
    }
}
