using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Losses;

/// <summary>
/// The losses a file can name, under Keras' names in either spelling (<c>mse</c>, <c>mean_squared_error</c>, <c>MeanSquaredError</c>).
/// </summary>
public static partial class LossCatalogue
{
    private static readonly Catalogue<Loss> Entries = Fill();

    /// <summary>The names that come with the library.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>The names that this program registered.</summary>
    public static IReadOnlyList<string> Registered => Entries.Registered;

    /// <summary>Whether a file can name this.</summary>
    /// <param name="name">A name as a file may write it.</param>
    public static bool Knows(string name) => Entries.Knows(name);

    /// <summary>The loss a file asks for.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">It does not exist or a setting is wrong.</exception>
    public static Loss Create(JsonNode? node, string where) => Entries.Create(node, where);

    /// <summary>Makes a loss of one's own known, so that files can name it.</summary>
    /// <typeparam name="TOwn">Its class.</typeparam>
    /// <param name="name">Its <see cref="Loss.Name"/>.</param>
    /// <param name="create">Makes a new one from its settings, those that <see cref="Loss.WriteConfig"/> writes; the catalogue itself reads
    /// <c>reduction</c>.</param>
    /// <param name="aliases">Other names that a file may use.</param>
    /// <exception cref="GliaException">The name belongs to another class.</exception>
    /// <example><c>LossCatalogue.Register("quartic", _ =&gt; new Quartic())</c></example>
    public static void Register<TOwn>(string name, Func<ConfigReader, TOwn> create, params ReadOnlySpan<string> aliases)
        where TOwn : Loss =>
        Entries.Register(name, create, aliases);

    /// <summary>The loss as a file says it.</summary>
    /// <param name="loss">One of Glia's own or of a registered class.</param>
    public static JsonNode ToJson(Loss loss) => KerasJson.Written(loss.Name, loss.Config());

    private static Catalogue<Loss> Fill()
    {
        var entries = new Catalogue<Loss>("loss")
        {
            Registrar = nameof(LossCatalogue),
            NameOf = loss => loss.Name,
            ReadShared = ReadShared,
        };
        entries.Add("categorical_crossentropy", c =>
            new CategoricalCrossentropy(c.Flag("from_logits", false), Smoothing(c)) { Reduction = Reduce(c) }, "CategoricalCrossentropy");
        entries.Add("sparse_categorical_crossentropy",
            c => new SparseCategoricalCrossentropy(c.Flag("from_logits", false), Smoothing(c)) { Reduction = Reduce(c) },
                "SparseCategoricalCrossentropy");
        entries.Add("binary_crossentropy",
            c => new BinaryCrossentropy(c.Flag("from_logits", false), Smoothing(c)) { Reduction = Reduce(c) }, "BinaryCrossentropy", "bce");
        entries.Add("categorical_focal_crossentropy", CategoricalFocal, "CategoricalFocalCrossentropy");
        entries.Add("binary_focal_crossentropy", BinaryFocal, "BinaryFocalCrossentropy");
        entries.Add("mean_squared_error", c => new MeanSquaredError { Reduction = Reduce(c) }, "MeanSquaredError", "mse");
        entries.Add("mean_absolute_error", c => new MeanAbsoluteError { Reduction = Reduce(c) }, "MeanAbsoluteError", "mae");
        entries.Add("mean_absolute_percentage_error", c => new MeanAbsolutePercentageError { Reduction = Reduce(c) },
            "MeanAbsolutePercentageError", "mape");
        entries.Add("mean_squared_logarithmic_error", c => new MeanSquaredLogarithmicError { Reduction = Reduce(c) },
            "MeanSquaredLogarithmicError", "msle");
        entries.Add("huber", c => new Huber(Delta(c)) { Reduction = Reduce(c) }, "huber_loss");
        entries.Add("log_cosh", c => new LogCosh { Reduction = Reduce(c) }, "LogCosh");
        entries.Add("poisson", c => new Poisson { Reduction = Reduce(c) });
        entries.Add("kl_divergence", c => new KLDivergence { Reduction = Reduce(c) }, "KLDivergence", "kullback_leibler_divergence", "kld");
        entries.Add("hinge", c => new Hinge { Reduction = Reduce(c) });
        entries.Add("squared_hinge", c => new SquaredHinge { Reduction = Reduce(c) }, "SquaredHinge");
        entries.Add("categorical_hinge", c => new CategoricalHinge { Reduction = Reduce(c) }, "CategoricalHinge");
        entries.Add("cosine_similarity", c => new CosineSimilarity { Reduction = Reduce(LastAxis(c)) }, "CosineSimilarity",
            "cosine_proximity");
        AddTorch(entries);
        entries.Lacks("Keras", "", "categorical_generalized_cross_entropy CategoricalGeneralizedCrossEntropy dice tversky circle ctc");
        return entries;
    }

    private static float Smoothing(ConfigReader c)
    {
        float smoothing = LastAxis(c).Single("label_smoothing", 0);
        return smoothing is >= 0 and <= 1 ? smoothing : throw c.Wrong("label_smoothing", "between 0 and 1");
    }

    private static CategoricalFocalCrossentropy CategoricalFocal(ConfigReader c) =>
        new(Focal.ReadWeights(c), Focal.ReadGamma(c), c.Flag("from_logits", false), Smoothing(c)) { Reduction = Reduce(c) };

    private static BinaryFocalCrossentropy BinaryFocal(ConfigReader c) =>
        new(c.Flag("apply_class_balancing", false), YesWeight(c), Focal.ReadGamma(c), c.Flag("from_logits", false), Smoothing(c))
        {
            Reduction = Reduce(c),
        };

    private static float YesWeight(ConfigReader c) =>
        c.Single("alpha", Focal.Alpha) is var alpha and >= 0 and <= 1 ? alpha : throw c.Wrong("alpha", "between 0 and 1");

    private static ConfigReader LastAxis(ConfigReader c) => c.Int("axis", -1) == -1 ? c : throw c.Wrong("axis", "-1");

    private static float Delta(ConfigReader c) => c.Single("delta", 1) is var delta && delta > 0 ? delta
        : throw c.Wrong("delta", "more than zero");

    private static void ReadShared(ConfigReader c, Loss loss)
    {
        c.Ignore("name", "dtype", "fn");
        if (c.Has("reduction")) loss.ReduceBy(Reduce(c));
    }

    private static Reduction Reduce(ConfigReader c)
    {
        c.Ignore("name", "dtype", "fn");
        return c.Text("reduction", "sum_over_batch_size") switch
        {
            "sum_over_batch_size" or "auto" or "mean" => Reduction.Mean,
            "sum" => Reduction.Sum,
            _ => throw c.Wrong("reduction", "\"sum_over_batch_size\" or \"sum\""),
        };
    }
}
