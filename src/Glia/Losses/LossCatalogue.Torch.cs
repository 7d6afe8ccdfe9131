using Glia.Settings;

namespace Glia.Losses;

public static partial class LossCatalogue
{
    // PyTorch's words for losses that are here under Keras' names. Of each its own arguments; what cannot be honoured gets a sentence with
    // Keras' way.
    private static void AddTorch(Catalogue<Loss> entries)
    {
        Word(entries, "CrossEntropyLoss", "cross_entropy", c =>
        {
            if (c.Int("ignore_index", -100) != -100) throw c.Wrong("ignore_index", "-100: leave the rows out of the data");
            return new SparseCategoricalCrossentropy(fromLogits: true, Smoothing(c)) { Reduction = Rows(c) };
        });
        Word(entries, "BCEWithLogitsLoss", "binary_cross_entropy_with_logits", c =>
        {
            if (c.Has("pos_weight"))
                throw new GliaException($"{c.Where}: 'pos_weight' is not supported; use \"class_weight\" beside the loss.");
            return new BinaryCrossentropy(fromLogits: true) { Reduction = Mean(c) };
        });
        Word(entries, "BCELoss", "binary_cross_entropy", c => new BinaryCrossentropy { Reduction = Mean(c) });
        Word(entries, "MSELoss", "mse_loss", c => new MeanSquaredError { Reduction = Mean(c) });
        Word(entries, "L1Loss", "l1_loss", c => new MeanAbsoluteError { Reduction = Mean(c) });
        Word(entries, "HuberLoss", null, c => new Huber(Delta(c)) { Reduction = Mean(c) });
        Word(entries, "SmoothL1Loss", "smooth_l1_loss", c => c.Number("beta", 1) == 1
            ? new Huber { Reduction = Mean(c) }
            : throw c.Wrong("beta", "1; another one is \"huber\" with that \"delta\", divided by it"));

        Absent(entries, "leave LogSoftmax out and use CrossEntropyLoss, which is both together", "NLLLoss nll_loss");
        Absent(entries, "use kl_divergence, which takes probabilities, after a softmax", "KLDivLoss kl_div");
        Absent(entries, "use poisson after an exponential activation for log_input, alone without", "PoissonNLLLoss poisson_nll_loss");
        Absent(entries, "use hinge, with labels -1 and 1", "HingeEmbeddingLoss SoftMarginLoss");
        Absent(entries, "use categorical_hinge, with one-hot targets", "MultiMarginLoss multi_margin_loss");
        Absent(entries, "use cosine_similarity with the rows to be matched as targets", "CosineEmbeddingLoss");
        Absent(entries, "use BCEWithLogitsLoss, with one 0 or 1 a label", "MultiLabelSoftMarginLoss MultiLabelMarginLoss");
        Absent(entries, "", "CTCLoss GaussianNLLLoss MarginRankingLoss TripletMarginLoss TripletMarginWithDistanceLoss " +
            "AdaptiveLogSoftmaxWithLoss");
    }

    private static void Word(Catalogue<Loss> entries, string name, string? function, Func<ConfigReader, Loss> create)
    {
        entries.AddWord(create, name, $"nn.{name}", $"torch.nn.{name}");
        if (function is not null) entries.AddWord(create, function, $"F.{function}", $"torch.nn.functional.{function}");
    }

    private static void Absent(Catalogue<Loss> entries, string instead, string names)
    {
        foreach (string name in names.Split(' ')) entries.Lacks("PyTorch", instead, $"{name} nn.{name} torch.nn.{name} F.{name}");
    }

    // A loss of whole rows: PyTorch's mean and sum are Keras'.
    private static Reduction Rows(ConfigReader c)
    {
        if (c.Has("weight")) throw new GliaException($"{c.Where}: 'weight' is not supported; use \"class_weight\" beside the loss.");
        c.Refuse("size_average", "reduce");
        return c.Text("reduction", "mean") switch
        {
            "mean" => Reduction.Mean,
            "sum" => Reduction.Sum,
            _ => throw c.Wrong("reduction", "\"mean\" or \"sum\""),
        };
    }

    // A loss of single numbers: PyTorch's sum is over the columns too, of which Keras takes the mean.
    private static Reduction Mean(ConfigReader c) => Rows(c) == Reduction.Mean ? Reduction.Mean
        : throw c.Wrong("reduction", "\"mean\": PyTorch's sum is the mean times the numbers of a batch, "
            + "so multiply the learning rate by those instead");
}
