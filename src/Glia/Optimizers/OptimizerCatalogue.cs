using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Optimizers;

/// <summary>The optimizers a file can name, under Keras' names with Keras' defaults.</summary>
public static partial class OptimizerCatalogue
{
    private static readonly Catalogue<Optimizer> Entries = Fill();

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The optimizer a file asks for.</summary>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Optimizer Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>The optimizer as a file says it.</summary>
    public static JsonObject ToJson(Optimizer optimizer)
    {
        JsonObject config = optimizer.Config();
        config.Insert(0, "class_name", optimizer.Name);
        return config;
    }

    private static Catalogue<Optimizer> Fill()
    {
        var entries = new Catalogue<Optimizer>("optimizer");
        entries.Add("SGD", c => c.Has("dampening") ? TorchSGD(c)
            : Shared(c, new SGD(Rate(c, 0.01f), Share(c, "momentum", 0), c.Flag("nesterov", false))));
        entries.Add("Adam", c => SaysTorch(c) ? TorchAdam(c) : Shared(c, new Adam(
            Rate(c, 0.001f), Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f), c.Flag("amsgrad", false))));
        entries.Add("AdamW", c => SaysTorch(c) ? TorchAdamW(c) : Shared(c, new AdamW(
            Rate(c, 0.001f), 0.004f, Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f), c.Flag("amsgrad", false))));
        entries.Add("RMSprop", c => SaysTorch(c) || c.Has("alpha") ? TorchRMSprop(c) : Shared(c, new RMSprop(
            Rate(c, 0.001f), Share(c, "rho", 0.9f), Share(c, "momentum", 0), c.Single("epsilon", 1e-7f), c.Flag("centered", false))));
        entries.Add("Adagrad", c => Shared(c, new Adagrad(Rate(c, 0.001f), c.Single("initial_accumulator_value", 0.1f), c.Single("epsilon", 1e-7f))));
        entries.Add("Adadelta", c => Shared(c, new Adadelta(Rate(c, 0.001f), Share(c, "rho", 0.95f), c.Single("epsilon", 1e-7f))));
        entries.Add("Nadam", c => Shared(c, new Nadam(Rate(c, 0.001f), Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f), c.Single("epsilon", 1e-7f))));
        AddTorch(entries);
        entries.Lacks("Keras", "", "Adamax Ftrl Lion Lamb Adafactor Muon LossScaleOptimizer ScheduleFreeAdamW");
        return entries;
    }

    // What every Keras optimizer has.
    private static Optimizer Shared(ConfigReader c, Optimizer optimizer)
    {
        optimizer.WeightDecay = WeightDecay(c, optimizer.WeightDecay);
        optimizer.ClipNorm = Limit(c, "clipnorm");
        optimizer.GlobalClipNorm = Limit(c, "global_clipnorm");
        optimizer.ClipValue = Limit(c, "clipvalue");
        optimizer.Decay = Decay(c);
        return optimizer;
    }

    private static float Rate(ConfigReader c, float fallback)
    {
        // Keras writes these with every optimizer; none of them is in use unless set.
        c.Ignore("name", "jit_compile", "is_legacy_optimizer", "ema_momentum", "gradient_accumulation_steps", "loss_scale_factor", "ema_overwrite_frequency");
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

    private static float Decay(ConfigReader c)
    {
        float decay = c.Single("decay", 0);
        return decay >= 0 ? decay : throw c.Wrong("decay", "zero or more");
    }

    private static float? Limit(ConfigReader c, string key)
    {
        if (!c.Has(key)) return null;
        float limit = c.Single(key, 0);
        return limit > 0 ? limit : throw c.Wrong(key, "more than zero");
    }
}
