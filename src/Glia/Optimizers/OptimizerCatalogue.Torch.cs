using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Optimizers;

public static partial class OptimizerCatalogue
{
    // PyTorch's optimizers where they compute something else than Keras' of the same name. Keras' name with a word that only PyTorch has
    // (betas, eps, alpha, dampening) means PyTorch's; what was meant is written out under a name of its own, so a run folder never leaves
    // it open.
    private static void AddTorch(Catalogue<Optimizer> entries)
    {
        entries.Add("TorchSGD", TorchSGD, "torch.optim.SGD", "optim.SGD");
        entries.Add("TorchAdam", TorchAdam, "torch.optim.Adam", "optim.Adam");
        entries.Add("TorchAdamW", TorchAdamW, "torch.optim.AdamW", "optim.AdamW");
        entries.Add("TorchRMSprop", TorchRMSprop, "torch.optim.RMSprop", "optim.RMSprop");
        Lacks(entries, "use Keras' Nadam, with \"beta_1\", \"beta_2\" and \"epsilon\"; its warm-up of the momentum is faster", "NAdam");
        Lacks(entries, "use Keras' Adagrad, with \"learning_rate\" 0.01, \"initial_accumulator_value\" 0 and \"epsilon\" 1e-20 for " +
            "PyTorch's defaults", "Adagrad");
        Lacks(entries, "use Keras' Adadelta, with \"learning_rate\" 1, \"rho\" 0.9 and \"epsilon\" 1e-6 for PyTorch's defaults; " +
            "the rule is the same", "Adadelta");
        entries.Lacks("PyTorch", "", "LBFGS RAdam Rprop ASGD SparseAdam");
        foreach (string name in (string[])["LBFGS", "RAdam", "Rprop", "ASGD", "SparseAdam", "Adamax"]) Lacks(entries, "", name);
    }

    private static void Lacks(Catalogue<Optimizer> entries, string instead, string name) =>
        entries.Lacks("PyTorch", instead, $"torch.optim.{name} optim.{name}");

    private static bool SaysTorch(ConfigReader c) => c.Has("betas") || c.Has("eps");

    private static Optimizer TorchSGD(ConfigReader c)
    {
        float rate = Rate(c, 0.001f), momentum = Share(c, "momentum", 0), dampening = c.Single("dampening", 0);
        bool nesterov = c.Flag("nesterov", false);
        if (nesterov && dampening != 0) throw c.Wrong("nesterov", "false where there is a dampening, as in PyTorch");
        return Torch(c, new TorchSGD(rate, momentum, dampening, nesterov));
    }

    private static Optimizer TorchAdam(ConfigReader c)
    {
        (float first, float second) = Betas(c);
        return Torch(c, new TorchAdam(Rate(c, 0.001f), first, second, Epsilon(c), c.Flag("amsgrad", false)));
    }

    private static Optimizer TorchAdamW(ConfigReader c)
    {
        (float first, float second) = Betas(c);
        return Torch(c, new TorchAdamW(Rate(c, 0.001f), 0.01f, first, second, Epsilon(c), c.Flag("amsgrad", false)));
    }

    private static Optimizer TorchRMSprop(ConfigReader c) => Torch(c, new TorchRMSprop(
        Rate(c, 0.01f), Share(c, c.Spelled("alpha", "rho"), 0.99f), Share(c, "momentum", 0), Epsilon(c), c.Flag("centered", false)));

    private static Optimizer Torch(ConfigReader c, Optimizer optimizer)
    {
        if (c.Flag("maximize", false)) throw c.Wrong("maximize", "false");
        // How PyTorch computes, not what.
        c.Ignore("foreach", "capturable", "differentiable", "fused");
        return Shared(c, optimizer);
    }

    private static float Epsilon(ConfigReader c) => c.Single(c.Spelled("eps", "epsilon"), 1e-8f);

    private static (float First, float Second) Betas(ConfigReader c)
    {
        if (c.Node("betas") is not { } node) return (Share(c, "beta_1", 0.9f), Share(c, "beta_2", 0.999f));
        if (c.Has("beta_1") || c.Has("beta_2"))
            throw new GliaException($"{c.Where}: 'betas' and 'beta_1', 'beta_2' are two names of one setting; keep one of the two.");
        if (node is not JsonArray { Count: 2 } pair || !IsShare(pair[0], out float first) || !IsShare(pair[1], out float second))
            throw c.Wrong("betas", "two numbers between 0 and 1, for example [0.9, 0.999]");
        return (first, second);
    }

    private static bool IsShare(JsonNode? node, out float share)
    {
        share = float.NaN;
        return node?.GetValueKind() == JsonValueKind.Number
            && float.TryParse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out share) && share is >= 0 and <= 1;
    }
}
