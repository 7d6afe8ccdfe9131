using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Initializers;

/// <summary>The initializers a file can name, under Keras' names in either spelling (<c>he_normal</c>, <c>HeNormal</c>).</summary>
public static class InitializerCatalogue
{
    private static readonly Catalogue<Initializer> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The initializer a file asks for.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Initializer Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>Makes an initializer of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="Initializer.Name"/>.</param>
    /// <param name="create">Makes one from its settings, those that <see cref="Initializer.Config"/> writes.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>InitializerCatalogue.Register("spiral", c =&gt; new Spiral(c.Single("turns", 1)))</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : Initializer =>
        Entries.Register(name, create, aliases);

    /// <summary>The initializer as a file says it.</summary>
    /// <param name="initializer">One of Glia's own or of a registered class.</param>
    public static JsonNode ToJson(Initializer initializer)
    {
        JsonObject config = initializer.Config();
        return config.Count == 0 ? initializer.Name : new JsonObject { ["class_name"] = initializer.Name, ["config"] = config };
    }

    private static Catalogue<Initializer> Fill()
    {
        var entries = new Catalogue<Initializer>("initializer")
        {
            Registrar = nameof(InitializerCatalogue),
            NameOf = initializer => initializer.Name,
        };
        entries.Add("zeros", _ => Constant.Zeros);
        entries.Add("ones", _ => Constant.Ones);
        entries.Add("constant", c => new Constant(c.Single("value", 0)));
        entries.Add("random_normal", c => Seeded(c, new RandomNormal(c.Single("mean", 0), Deviation(c))), "RandomNormal", "normal");
        entries.Add("truncated_normal",
            c => Seeded(c, new RandomNormal(c.Single("mean", 0), Deviation(c), truncated: true)), "TruncatedNormal");
        entries.Add("random_uniform", c => Seeded(c, Uniform(c)), "RandomUniform", "uniform");
        entries.Add("glorot_uniform", c => Seeded(c, VarianceScaling.GlorotUniform), "GlorotUniform", "xavier_uniform");
        entries.Add("glorot_normal", c => Seeded(c, VarianceScaling.GlorotNormal), "GlorotNormal", "xavier_normal");
        entries.Add("he_uniform", c => Seeded(c, VarianceScaling.HeUniform), "HeUniform", "kaiming_uniform");
        entries.Add("he_normal", c => Seeded(c, VarianceScaling.HeNormal), "HeNormal", "kaiming_normal");
        entries.Add("lecun_uniform", c => Seeded(c, VarianceScaling.LecunUniform), "LecunUniform");
        entries.Add("lecun_normal", c => Seeded(c, VarianceScaling.LecunNormal), "LecunNormal");
        entries.Add("variance_scaling", c => Seeded(c, Scaling(c)), "VarianceScaling");
        entries.Add("torch_linear", c => Seeded(c, new TorchLinear()), "TorchLinear");
        entries.Add("orthogonal", c => Seeded(c, new Orthogonal(c.Single("gain", 1))), "OrthogonalInitializer");
        entries.Add("numpy_randn", c => new NumpyRandn(c.Single("scale", 1)));
        entries.Lacks("Keras", "", "identity IdentityInitializer STFT STFTInitializer");
        return entries;
    }

    private static VarianceScaling Scaling(ConfigReader c)
    {
        double scale = c.Number("scale", 1);
        return new VarianceScaling(
            scale > 0 ? scale : throw c.Wrong("scale", "more than zero"),
            c.Text("mode", "fan_in") switch
            {
                "fan_in" => FanMode.FanIn,
                "fan_out" => FanMode.FanOut,
                "fan_avg" => FanMode.FanAverage,
                _ => throw c.Wrong("mode", "\"fan_in\", \"fan_out\" or \"fan_avg\""),
            },
            c.Text("distribution", "truncated_normal") switch
            {
                // normal is the older name of the truncated one.
                "truncated_normal" or "normal" => ScaledDistribution.TruncatedNormal,
                "untruncated_normal" => ScaledDistribution.UntruncatedNormal,
                "uniform" => ScaledDistribution.Uniform,
                _ => throw c.Wrong("distribution", "\"truncated_normal\", \"untruncated_normal\" or \"uniform\""),
            });
    }

    private static float Deviation(ConfigReader c)
    {
        float deviation = c.Single("stddev", 0.05f);
        return deviation >= 0 ? deviation : throw c.Wrong("stddev", "zero or more");
    }

    private static RandomUniform Uniform(ConfigReader c)
    {
        float low = c.Single("minval", -0.05f), high = c.Single("maxval", 0.05f);
        return low <= high ? new RandomUniform(low, high) : throw c.Wrong("maxval", $"at least minval ({low})");
    }

    // Keras lets every initializer carry a seed of its own; here the seed of the run decides,
    // and a null is what Keras writes when none was given.
    private static Initializer Seeded(ConfigReader c, Initializer initializer)
    {
        c.Refuse("seed");
        return initializer;
    }
}
