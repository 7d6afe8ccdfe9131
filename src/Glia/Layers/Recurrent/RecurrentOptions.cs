using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>The settings that recurrent layers share.</summary>
internal sealed record RecurrentOptions
{
    /// <summary>The activation of the cell.</summary>
    public required ActivationFunction Activation { get; init; }

    /// <summary>The activation of the gates; null where there are none.</summary>
    public ActivationFunction? RecurrentActivation { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the weights of the inputs start.</summary>
    public Initializer KernelInitializer { get; init; } = VarianceScaling.GlorotUniform;

    /// <summary>How the weights of the state start.</summary>
    public Initializer RecurrentInitializer { get; init; } = new Orthogonal();

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; init; } = Constant.Zeros;

    /// <summary>The penalty on the weights of the inputs.</summary>
    public Regularizer KernelRegularizer { get; init; }

    /// <summary>The penalty on the weights of the state.</summary>
    public Regularizer RecurrentRegularizer { get; init; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer BiasRegularizer { get; init; }

    /// <summary>The share of the features that is set to zero while training.</summary>
    public float Dropout { get; init; }

    /// <summary>The share of the state that is left out of its sums while training.</summary>
    public float RecurrentDropout { get; init; }

    /// <summary>Whether the state after every step comes out.</summary>
    public bool ReturnSequences { get; init; }

    /// <summary>Whether the sequence is read from its end.</summary>
    public bool GoBackwards { get; init; }

    /// <summary>The settings that a constructor was given, with Keras' defaults in the place of null.</summary>
    public static RecurrentOptions Of(ActivationFunction? activation, ActivationFunction? recurrentActivation, bool useBias,
        Initializer? kernelInitializer, Initializer? recurrentInitializer, Initializer? biasInitializer,
        Regularizer kernelRegularizer, Regularizer recurrentRegularizer, Regularizer biasRegularizer,
        float dropout, float recurrentDropout, bool returnSequences, bool goBackwards) => new()
        {
            Activation = CellFactory.Require(activation ?? "tanh", nameof(activation)),
            RecurrentActivation = recurrentActivation is { } gates ? CellFactory.Require(gates, nameof(recurrentActivation)) : null,
            UseBias = useBias,
            KernelInitializer = kernelInitializer ?? VarianceScaling.GlorotUniform,
            RecurrentInitializer = recurrentInitializer ?? new Orthogonal(),
            BiasInitializer = biasInitializer ?? Constant.Zeros,
            KernelRegularizer = kernelRegularizer,
            RecurrentRegularizer = recurrentRegularizer,
            BiasRegularizer = biasRegularizer,
            Dropout = dropout,
            RecurrentDropout = recurrentDropout,
            ReturnSequences = returnSequences,
            GoBackwards = goBackwards,
        };

    /// <summary>The settings of a layer of so many units, under Keras' names.</summary>
    public JsonObject ToJson(int units)
    {
        var config = new JsonObject { ["units"] = units, ["activation"] = ActivationCatalogue.ToJson(Activation) };
        if (RecurrentActivation is not null) config["recurrent_activation"] = ActivationCatalogue.ToJson(RecurrentActivation);
        config["use_bias"] = UseBias;
        config["kernel_initializer"] = InitializerCatalogue.ToJson(KernelInitializer);
        config["recurrent_initializer"] = InitializerCatalogue.ToJson(RecurrentInitializer);
        config["bias_initializer"] = InitializerCatalogue.ToJson(BiasInitializer);
        KernelRegularizer.Write(config, "kernel_regularizer");
        RecurrentRegularizer.Write(config, "recurrent_regularizer");
        BiasRegularizer.Write(config, "bias_regularizer");
        config["dropout"] = Dropout;
        config["recurrent_dropout"] = RecurrentDropout;
        config["return_sequences"] = ReturnSequences;
        config["go_backwards"] = GoBackwards;
        return config;
    }

    /// <summary>Reads the units and settings of a layer in Keras' words.</summary>
    /// <param name="config">The settings.</param>
    /// <param name="gates">Whether the layer has gates.</param>
    public static (int Units, RecurrentOptions Options) Read(ConfigReader config, bool gates)
    {
        // output_dim, init, inner_init and the like are Keras 1's words.
        string units = config.Spelled("units", "output_dim");
        int count = config.Int(units);
        if (count < 1) throw config.Wrong(units, "at least 1");
        RefuseWhatIsNotHere(config);
        return (count, new RecurrentOptions
        {
            Activation = Function(config, "activation", "tanh"),
            RecurrentActivation = gates ? Function(config, config.Spelled("recurrent_activation", "inner_activation"), "sigmoid") : null,
            UseBias = config.Flag("use_bias", true),
            KernelInitializer = Start(config, config.Spelled("kernel_initializer", "init")) ?? VarianceScaling.GlorotUniform,
            RecurrentInitializer = Start(config, config.Spelled("recurrent_initializer", "inner_init")) ?? new Orthogonal(),
            BiasInitializer = Start(config, "bias_initializer") ?? Constant.Zeros,
            KernelRegularizer = Regularizer.Read(config, config.Spelled("kernel_regularizer", "W_regularizer")),
            RecurrentRegularizer = Regularizer.Read(config, config.Spelled("recurrent_regularizer", "U_regularizer")),
            BiasRegularizer = Regularizer.Read(config, config.Spelled("bias_regularizer", "b_regularizer")),
            Dropout = DropRate.Read(config, config.Spelled("dropout", "dropout_W"), 0),
            RecurrentDropout = DropRate.Read(config, config.Spelled("recurrent_dropout", "dropout_U"), 0),
            ReturnSequences = config.Flag("return_sequences", false),
            GoBackwards = config.Flag("go_backwards", false),
        });
    }

    /// <summary>Reads the units and settings of a layer in PyTorch's words: a state after every step, and PyTorch's start.</summary>
    public static (int Units, RecurrentOptions Options) ReadTorch(ConfigReader config, string activation, bool gates)
    {
        int units = config.Int("hidden_size");
        if (units < 1) throw config.Wrong("hidden_size", "at least 1");
        config.Ignore("input_size", "device");
        if (config.Int("num_layers", 1) != 1) throw config.Wrong("num_layers", "1; write one layer after the other");
        if (!config.Flag("batch_first", false))
            throw config.Wrong("batch_first", "true (PyTorch's own default is false), since every sample is a sequence here");
        if (config.Flag("bidirectional", false)) throw config.Wrong("bidirectional", "false");
        if (config.Number("dropout", 0) != 0) throw config.Wrong("dropout", "0; write a Dropout layer between the layers");
        if (config.Int("proj_size", 0) != 0) throw config.Wrong("proj_size", "0");
        Initializer start = new TorchLinear();
        return (units, new RecurrentOptions
        {
            Activation = activation,
            RecurrentActivation = gates ? ActivationCatalogue.Create("sigmoid", "recurrent_activation") : null,
            UseBias = config.Flag("bias", true),
            KernelInitializer = start,
            RecurrentInitializer = start,
            BiasInitializer = start,
            ReturnSequences = true,
        });
    }

    private static void RefuseWhatIsNotHere(ConfigReader config)
    {
        // How it is computed changes nothing.
        config.Ignore("seed", "unroll", "implementation", "use_cudnn", "consume_less", "input_length");
        config.Refuse("activity_regularizer", "kernel_constraint", "recurrent_constraint", "bias_constraint");
        if (config.Flag("return_state", false)) throw config.Wrong("return_state", "false, since nothing takes the state");
        if (config.Flag("stateful", false)) throw config.Wrong("stateful", "false; every sequence begins with a state of zeros");
        if (config.Flag("time_major", false)) throw config.Wrong("time_major", "false; every sample is a sequence");
        if (config.Flag("zero_output_for_mask", false)) throw config.Wrong("zero_output_for_mask", "false");
    }

    private static ActivationFunction Function(ConfigReader config, string key, string standard)
    {
        ActivationFunction function = config.Has(key) ? ActivationCatalogue.Create(config.Node(key), config.Where) : standard;
        return CellFactory.Takes(function)
            ? function : throw config.Wrong(key, "a function of each number, such as \"tanh\", \"sigmoid\" or \"relu\"");
    }

    private static Initializer? Start(ConfigReader config, string key) => WindowedLayer.ReadInitializer(config, key);
}
