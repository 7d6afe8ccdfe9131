using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The activations a file can name, under Keras' names.</summary>
public static class ActivationCatalogue
{
    private const double Below = double.NegativeInfinity, Above = double.PositiveInfinity;

    // The minima of z Phi(z), at z = -0.7518, and of z sigmoid(z), at z = -1.2785; selu goes to -scale * alpha of its authors
    // (Klambauer, Unterthiner, Mayr and Hochreiter, NIPS 2017). Each is rounded.
    private const double LowestGelu = -0.17, LowestSilu = -0.2785, LowestSelu = -1.7581;

    private static readonly Catalogue<ActivationFunction> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The activation a file asks for.</summary>
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
    public static JsonNode ToJson(ActivationFunction? activation)
    {
        if (activation is null) return "linear";
        JsonObject config = activation.Config();
        return config.Count == 0 ? activation.Name : new JsonObject { ["class_name"] = activation.Name, ["config"] = config };
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
        entries.Add("relu", _ => new ElementwiseActivation<Relu>("relu", default) { Range = (0, Above), Rectifies = true });
        entries.Add("leaky_relu", c => LeakyRelu(c.Single("negative_slope", c.Single("alpha", 0.2f))), "LeakyReLU");
        entries.Add("elu", c => Elu(c.Single("alpha", 1)));
        entries.Add("selu", _ => new ElementwiseActivation<Selu>("selu", default) { Range = (LowestSelu, Above) });
        entries.Add("gelu", c => c.Flag("approximate", false)
            ? new ElementwiseActivation<GeluTanh>("gelu", default, new() { ["approximate"] = true }) { Range = (LowestGelu, Above) }
            : new ElementwiseActivation<Gelu>("gelu", default) { Range = (LowestGelu, Above) });
        entries.Add("silu", _ => new ElementwiseActivation<Silu>("silu", default) { Range = (LowestSilu, Above) }, "swish");
        entries.Add("sigmoid", _ => new ElementwiseActivation<Sigmoid>("sigmoid", default) { Range = (0, 1), FlatBeyond = 6 });
        entries.Add("hard_sigmoid", _ =>
            new ElementwiseActivation<HardSigmoid>("hard_sigmoid", default) { Range = (0, 1), FlatBeyond = 3 });
        entries.Add("tanh", _ => new ElementwiseActivation<Tanh>("tanh", default) { Range = (-1, 1), FlatBeyond = 3 });
        entries.Add("softplus", _ => new ElementwiseActivation<Softplus>("softplus", default) { Range = (0, Above) });
        entries.Add("softsign", _ => new ElementwiseActivation<Softsign>("softsign", default) { Range = (-1, 1), FlatBeyond = 9 });
        entries.Add("exponential", _ =>
            new ElementwiseActivation<Exponential>("exponential", default) { Range = (0, Above), Outgrows = true });
        entries.Add("softmax", _ => new SoftmaxActivation());
        entries.Lacks("Keras", "", "relu6 celu glu hard_silu hard_swish hard_shrink hard_tanh soft_shrink sparse_plus sparsemax " +
            "sparse_sigmoid squareplus "
            + "tanh_shrink threshold log_sigmoid mish");
        entries.Lacks("Keras", "leave it out and take the loss from_logits: true, which computes the same", "log_softmax");
        return entries;
    }
}
