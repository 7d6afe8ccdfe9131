using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

public static partial class LayerCatalogue
{
    // PyTorch's words for layers that are here under Keras' names, each with its own arguments and defaults. Names that Keras has too
    // (ReLU, Dropout, LeakyReLU, ELU, Softmax, Flatten, PReLU) mean Keras' unless "nn." stands before them or, for PReLU, an argument is
    // PyTorch's.
    private static void AddTorch(Catalogue<Layer> entries)
    {
        Word(entries, Linear, "Linear");
        Word(entries, BatchNorm, "BatchNorm1d");
        Word(entries, LayerNorm, "LayerNorm");
        Word(entries, c => new Activation(ActivationCatalogue.Create("linear", c.Where)), "Identity");
        foreach ((string name, string function) in ((string, string)[])
            [("Sigmoid", "sigmoid"), ("Tanh", "tanh"), ("SELU", "selu"), ("SiLU", "silu"), ("Softsign", "softsign"),
                ("Hardsigmoid", "hard_sigmoid"), ("ReLU6", "relu6"), ("Hardswish", "hard_silu"), ("Mish", "mish")])
            Word(entries, c => Function(c, function), name);
        Word(entries, c => c.Text("approximate", "none") == "tanh" ? new Activation(ActivationCatalogue.Create(
            new JsonObject { ["class_name"] = "gelu", ["approximate"] = true }, c.Where)) : Function(c, "gelu"), "GELU");
        Word(entries, c => c.Number("beta", 1) == 1 && c.Number("threshold", 20) > 0 ? Function(c, "softplus") : throw c.Wrong("beta", "1"),
            "Softplus");
        Prefixed(entries, c => Function(c, "relu"), "ReLU");
        Prefixed(entries, c => new Activation(ActivationCatalogue.LeakyRelu(InPlaceOrNot(c).Single("negative_slope", 0.01f))), "LeakyReLU");
        Prefixed(entries, c => new Activation(ActivationCatalogue.Elu(InPlaceOrNot(c).Single("alpha", 1))), "ELU");
        Prefixed(entries, c => OverClasses(c, "softmax"), "Softmax");
        Word(entries, c => OverClasses(c, "log_softmax"), "LogSoftmax");
        Prefixed(entries, c => Dropout.FromConfig(InPlaceOrNot(c)), "Dropout");
        Word(entries, c => SpatialDropout1D.FromConfig(InPlaceOrNot(c)), "Dropout1d");
        Word(entries, c => SpatialDropout2D.FromConfig(InPlaceOrNot(c)), "Dropout2d");
        Prefixed(entries, c => c.Int("start_dim", 1) == 1 && c.Int("end_dim", -1) == -1
            ? new Flatten() : throw c.Wrong("start_dim", "1, so that each sample becomes one row"), "Flatten");
        Prefixed(entries, TorchPReLU, "PReLU");
    }

    private static void Word(Catalogue<Layer> entries, Func<ConfigReader, Layer> create, string name)
    {
        entries.AddWord(Named(create), name);
        Prefixed(entries, create, name);
    }

    private static void Prefixed(Catalogue<Layer> entries, Func<ConfigReader, Layer> create, string name) =>
        entries.AddWord(Named(create), $"nn.{name}", $"torch.nn.{name}");

    private static Activation Function(ConfigReader c, string function) => new(ActivationCatalogue.Create(function, InPlaceOrNot(c).Where));

    private static Activation OverClasses(ConfigReader c, string function) =>
        c.Int("dim", -1) is -1 or 1 ? new Activation(function) : throw c.Wrong("dim", "-1 or 1, the last dimension");

    // Where memory is saved is decided by the workspace.
    private static ConfigReader InPlaceOrNot(ConfigReader c)
    {
        c.Ignore("inplace");
        return c;
    }

    private static Dense Linear(ConfigReader c)
    {
        int units = c.Int("out_features");
        if (units < 1) throw c.Wrong("out_features", "at least 1");
        c.Ignore("device");
        Initializer start = new TorchLinear();
        return new Dense(units, ActivationCatalogue.Create(c.Node("activation"), c.Where), c.Flag("bias", true),
            c.Has("kernel_initializer") ? InitializerCatalogue.Create(c.Node("kernel_initializer"), c.Where) : start,
            c.Has("bias_initializer") ? InitializerCatalogue.Create(c.Node("bias_initializer"), c.Where) : start,
            Regularizer.Read(c, "kernel_regularizer"), Regularizer.Read(c, "bias_regularizer"));
    }

    // PyTorch's momentum is the share of the new statistics, Keras' that of the old ones.
    private static BatchNormalization BatchNorm(ConfigReader c)
    {
        c.Ignore("device");
        if (!c.Flag("track_running_stats", true)) throw c.Wrong("track_running_stats", "true");
        bool affine = c.Flag("affine", true);
        float momentum = c.Single("momentum", 0.1f);
        if (!(momentum is >= 0 and <= 1)) throw c.Wrong("momentum", "between 0 and 1");
        return new BatchNormalization(1 - momentum, c.Single("eps", 1e-5f), center: affine, scale: affine);
    }

    private static LayerNormalization LayerNorm(ConfigReader c)
    {
        c.Ignore("device");
        if (c.Node("normalized_shape") is JsonArray { Count: > 1 })
            throw c.Wrong("normalized_shape", "one number, the size of the last dimension");
        bool affine = c.Flag("elementwise_affine", true);
        return new LayerNormalization(c.Single("eps", 1e-5f), center: affine && c.Flag("bias", true), scale: affine);
    }

    // One slope for all, or one for each feature; Keras' has one for each number of a sample.
    private static PReLU TorchPReLU(ConfigReader c)
    {
        c.Ignore("device");
        int slopes = c.Int("num_parameters", 1);
        if (slopes < 1) throw c.Wrong("num_parameters", "at least 1");
        return new PReLU(new Constant(c.Single("init", 0.25f)), shareAll: slopes == 1);
    }
}
