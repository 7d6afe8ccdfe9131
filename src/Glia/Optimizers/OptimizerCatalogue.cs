using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Optimizers;

/// <summary>The optimizers a file can name, under Keras' names with Keras' defaults.</summary>
public static partial class OptimizerCatalogue
{
    private static readonly Catalogue<Optimizer> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The optimizer a file asks for.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Optimizer Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>Makes an optimizer of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="Optimizer.Name"/>.</param>
    /// <param name="create">Makes a new one from its settings, those that <see cref="Optimizer.WriteConfig"/> writes; the catalogue itself
    /// reads what every optimizer has: learning rate, weight decay, clipping.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>OptimizerCatalogue.Register("SignSGD", _ =&gt; new SignSGD())</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : Optimizer =>
        Entries.Register(name, create, aliases);

    /// <summary>The optimizer as a file says it.</summary>
    /// <param name="optimizer">One of Glia's own or of a registered class.</param>
    public static JsonObject ToJson(Optimizer optimizer)
    {
        JsonObject config = optimizer.Config();
        config.Insert(0, "class_name", optimizer.Name);
        return config;
    }

    private static Catalogue<Optimizer> Fill()
    {
        var entries = new Catalogue<Optimizer>("optimizer")
        {
            Registrar = nameof(OptimizerCatalogue),
            NameOf = optimizer => optimizer.Name,
            ReadShared = ReadShared,
        };
        entries.Add("SGD", c => c.Has("dampening") ? TorchSGD(c)
            : Shared(c, new SGD(Rate(c, 0.01f), Share(c, "momentum", 0), c.Flag("nesterov", false))));
        entries.Add("Adam", c => SaysTorch(c) ? TorchAdam(c) : Shared(c, new Adam(
            Rate(c, 0.001f), Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f), c.Flag("amsgrad", false))));
        entries.Add("AdamW", c => SaysTorch(c) ? TorchAdamW(c) : Shared(c, new AdamW(
            Rate(c, 0.001f), 0.004f, Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f),
            c.Flag("amsgrad", false))));
        entries.Add("RMSprop", c => SaysTorch(c) || c.Has("alpha") ? TorchRMSprop(c) : Shared(c, new RMSprop(
            Rate(c, 0.001f), Share(c, "rho", 0.9f), Share(c, "momentum", 0), c.Single("epsilon", 1e-7f), c.Flag("centered", false))));
        entries.Add("Adagrad", c => Shared(c,
            new Adagrad(Rate(c, 0.001f), c.Single("initial_accumulator_value", 0.1f), c.Single("epsilon", 1e-7f))));
        entries.Add("Adadelta", c => Shared(c, new Adadelta(Rate(c, 0.001f), Share(c, "rho", 0.95f), c.Single("epsilon", 1e-7f))));
        entries.Add("Nadam", c => Shared(c,
            new Nadam(Rate(c, 0.001f), Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f))));
        AddTorch(entries);
        entries.Lacks("Keras", "", "Adamax Ftrl Lion Lamb Adafactor Muon LossScaleOptimizer ScheduleFreeAdamW");
        return entries;
    }

    private static void ReadShared(ConfigReader c, Optimizer optimizer)
    {
        optimizer.LearningRate = Rate(c, optimizer.LearningRate);
        Shared(c, optimizer);
    }

    // What every Keras optimizer has.
    private static Optimizer Shared(ConfigReader c, Optimizer optimizer)
    {
        optimizer.WeightDecay = WeightDecay(c, optimizer.WeightDecay);
        optimizer.ClipNorm = Limit(c, "clipnorm", optimizer.ClipNorm);
        optimizer.GlobalClipNorm = Limit(c, "global_clipnorm", optimizer.GlobalClipNorm);
        optimizer.ClipValue = Limit(c, "clipvalue", optimizer.ClipValue);
        optimizer.Decay = Decay(c, optimizer.Decay);
        return optimizer;
    }

    private static float Rate(ConfigReader c, float fallback)
    {
        // Keras writes these with every optimizer; none of them is in use unless set.
        c.Ignore("name", "jit_compile", "is_legacy_optimizer", "ema_momentum", "gradient_accumulation_steps", "loss_scale_factor",
            "ema_overwrite_frequency");
        if (c.Flag("use_ema", false)) throw c.Wrong("use_ema", "false");
        // lr is the word of older Keras and of PyTorch.
        string key = c.Spelled("learning_rate", "lr");
        float rate = c.Single(key, fallback);
        return rate >= 0 ? rate : throw c.Wrong(key, "zero or more");
    }

    private static float Share(ConfigReader c, string key, float fallback)
    {
        float share = c.Single(key, fallback);
        return share is >= 0 and <= 1 ? share : throw c.Wrong(key, "between 0 and 1");
    }

    private static float WeightDecay(ConfigReader c, float fallback)
    {
        float decay = c.Single("weight_decay", fallback);
        return decay >= 0 ? decay : throw c.Wrong("weight_decay", "zero or more");
    }

    private static float Decay(ConfigReader c, float fallback)
    {
        float decay = c.Single("decay", fallback);
        return decay >= 0 ? decay : throw c.Wrong("decay", "zero or more");
    }

    private static float? Limit(ConfigReader c, string key, float? fallback)
    {
        if (!c.Has(key)) return fallback;
        float limit = c.Single(key, 0);
        return limit > 0 ? limit : throw c.Wrong(key, "more than zero");
    }
}
