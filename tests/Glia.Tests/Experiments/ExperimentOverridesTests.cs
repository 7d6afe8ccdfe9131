using System.Text.Json.Nodes;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class ExperimentOverridesTests
{
    private static readonly Experiment Start = Recipe.Mnist();

    [Fact]
    public void Nothing_said_changes_nothing() => Assert.Equal(Start.ToJson(), new ExperimentOverrides().Apply(Start).ToJson());

    [Fact]
    public void Layers_replace_the_hidden_ones_and_keep_what_those_were()
    {
        Experiment changed = new ExperimentOverrides { Layers = [64, 32, 16] }.Apply(Start);
        Assert.Equal(
            ["""{"units":64,"activation":"relu","kernel_initializer":"he_normal"}""",
                """{"units":32,"activation":"relu","kernel_initializer":"he_normal"}""",
             """{"units":16,"activation":"relu","kernel_initializer":"he_normal"}""",
             """{"units":10,"activation":"softmax","kernel_initializer":"glorot_uniform"}"""],
            changed.Network.Select(layer => layer.Config.ToJsonString()));
    }

    [Fact]
    public void Layers_keep_what_stands_before_and_after_the_dense_ones()
    {
        Experiment start = Experiment.Parse("x.json", """
            {"data":{"source":"mnist"},"network":[{"class_name":"Flatten","input_shape":[28,28]},{"class_name":"Dropout","rate":0.1},
             {"class_name":"Dense","units":10,"name":"logits"},{"class_name":"Softmax"}]}
            """);
        Experiment changed = new ExperimentOverrides { Layers = [5], Activation = "tanh", Initializer = "zeros" }.Apply(start);
        Assert.Equal(["Flatten", "Dense", "Dense", "Softmax"], changed.Network.Select(layer => layer.ClassName));
        Assert.Equal("""{"units":5,"activation":"tanh","kernel_initializer":"zeros"}""", changed.Network[1].Config.ToJsonString());
        Assert.Equal("""{"units":10,"name":"logits","kernel_initializer":"zeros"}""", changed.Network[2].Config.ToJsonString());
    }

    [Fact]
    public void The_activation_of_the_output_stays()
    {
        Experiment changed = new ExperimentOverrides { Activation = "tanh", Initializer = "numpy_randn" }.Apply(Start);
        Assert.Equal(["tanh", "tanh", "softmax"], changed.Network.Select(layer => layer.Config["activation"]!.GetValue<string>()));
        Assert.All(changed.Network, layer => Assert.Equal("numpy_randn", layer.Config["kernel_initializer"]!.GetValue<string>()));
    }

    [Fact]
    public void A_network_without_a_dense_layer_cannot_get_hidden_ones()
    {
        Experiment start = Experiment.Parse("x.json", """{"data":{"source":"mnist"},"network":[{"class_name":"Flatten"}]}""");
        Assert.StartsWith("The network has no Dense layer",
            Assert.Throws<GliaException>(() => new ExperimentOverrides { Layers = [5] }.Apply(start)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_hidden_layers_make_a_linear_model()
    {
        Experiment linear = new ExperimentOverrides { Layers = [] }.Apply(Start);
        Assert.Equal(["""{"units":10,"activation":"softmax","kernel_initializer":"glorot_uniform"}"""],
            linear.Network.Select(layer => layer.Config.ToJsonString()));
        foreach (ExperimentOverrides nothing in (ExperimentOverrides[])[new() { Activation = "tanh" }, new() { Dropout = 0.2 },
            new() { BatchNormalization = true }])
            Assert.StartsWith("The network has no hidden layer", Assert.Throws<GliaException>(() => nothing.Apply(linear)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_stands_after_every_hidden_layer_and_once()
    {
        Experiment dropped = new ExperimentOverrides { Dropout = 0.3 }.Apply(Start);
        Assert.Equal(["Dense", "Dropout", "Dense", "Dropout", "Dense"], dropped.Network.Select(layer => layer.ClassName));
        Assert.Equal("""{"rate":0.3}""", dropped.Network[1].Config.ToJsonString());
        Experiment less = new ExperimentOverrides { Dropout = 0.1 }.Apply(dropped);
        Assert.Equal(["Dense", "Dropout", "Dense", "Dropout", "Dense"], less.Network.Select(layer => layer.ClassName));
        Assert.Equal("""{"rate":0.1}""", less.Network[3].Config.ToJsonString());
        Assert.Equal(Start.ToJson(), new ExperimentOverrides { Dropout = 0 }.Apply(dropped).ToJson());
    }

    [Fact]
    public void Batch_normalization_stands_between_the_sums_and_their_activation_and_once()
    {
        Experiment normalized = new ExperimentOverrides { BatchNormalization = true, Dropout = 0.5, Layers = [8] }.Apply(Start);
        string[] expected = ["Dense", "BatchNormalization", "Activation", "Dropout", "Dense"];
        Assert.Equal(expected, normalized.Network.Select(layer => layer.ClassName));
        Assert.Equal(("linear", "relu"),
            ((string)normalized.Network[0].Config["activation"]!, (string)normalized.Network[2].Config["activation"]!));
        Assert.Equal(normalized.ToJson(), new ExperimentOverrides { BatchNormalization = true }.Apply(normalized).ToJson());
        // The activation is a layer of its own now, and the flag finds it there.
        Experiment tanh = new ExperimentOverrides { Activation = "tanh" }.Apply(normalized);
        Assert.Equal(expected, tanh.Network.Select(layer => layer.ClassName));
        Assert.Equal(("linear", "tanh"), ((string)tanh.Network[0].Config["activation"]!, (string)tanh.Network[2].Config["activation"]!));
    }

    [Fact]
    public void Patience_brings_the_best_weights_back_unless_the_file_says_otherwise()
    {
        Experiment patient = new ExperimentOverrides { Patience = 3, ValidationSplit = 0.1, WeightDecay = 0.01 }.Apply(Start);
        Assert.Equal(new Glia.Training.EarlyStopping(3, 0, RestoreBestWeights: true), patient.Training.EarlyStopping);
        Assert.Equal(0.1, patient.Training.ValidationSplit);
        Assert.Equal("""{"class_name":"Adam","learning_rate":0.005,"beta_2":0.98,"weight_decay":0.01}""",
            patient.Training.Optimizer.ToJsonString());
        Experiment file = Start with { Training = Start.Training with { EarlyStopping = new(Patience: 1, MinDelta: 0.5) } };
        Assert.Equal(new Glia.Training.EarlyStopping(7, 0.5), new ExperimentOverrides { Patience = 7 }.Apply(file).Training.EarlyStopping);
    }

    [Fact]
    public void Another_optimizer_comes_with_its_own_defaults_and_a_rate_alone_changes_the_rate_alone()
    {
        Assert.Equal("""{"class_name":"SGD"}""", new ExperimentOverrides { Optimizer = "SGD" }
            .Apply(Start).Training.Optimizer.ToJsonString());
        Assert.Equal("""{"class_name":"SGD","learning_rate":0.5,"momentum":0.25}""", new ExperimentOverrides
        {
            Optimizer = "SGD",
            LearningRate = 0.5,
            Momentum = 0.25,
        }.Apply(Start).Training.Optimizer.ToJsonString());
        Assert.Equal("""{"class_name":"Adam","learning_rate":0.5,"beta_2":0.98}""", new ExperimentOverrides { LearningRate = 0.5 }
            .Apply(Start).Training.Optimizer.ToJsonString());
        Assert.Equal("""{"class_name":"Adam","learning_rate":0.005,"beta_2":0.98}""", Start.Training.Optimizer.ToJsonString());
    }

    [Fact]
    public void The_split_is_made_where_there_was_none_and_changed_where_there_was_one()
    {
        Experiment split = new ExperimentOverrides { TestSize = 0.15, SplitSeed = 42 }.Apply(Start);
        Assert.Equal(new ExperimentSplit { TestSize = 0.15, RandomState = 42 }, split.Data.Split);
        Assert.Equal(new ExperimentSplit { TestSize = 0.15, RandomState = 7 }, new ExperimentOverrides { SplitSeed = 7 }
            .Apply(split).Data.Split);
        Assert.Equal(new ExperimentSplit { TestSize = 1000, RandomState = 42 }, new ExperimentOverrides { TestSize = 1000 }
            .Apply(split).Data.Split);
    }

    [Fact]
    public void Layers_keep_the_convolutions_before_the_dense_ones()
    {
        Experiment start = Start with
        {
            Network = [new("Conv2D", new JsonObject { ["filters"] = 2, ["kernel_size"] = 3 }),
            new("MaxPooling2D", []), new("Flatten", []), .. Start.Network]
        };
        Assert.Equal(["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"], new ExperimentOverrides { Layers = [5] }
            .Apply(start).Network.Select(layer => layer.ClassName));
    }

    [Fact]
    public void Everything_else_takes_the_place_of_its_field()
    {
        Experiment changed = new ExperimentOverrides
        {
            Schedule = "none",
            BatchSize = 7,
            Epochs = 9,
            Seed = 11,
            Loss = "mse",
            Scale = "minmax",
            Targets = ["t"],
        }.Apply(Start);
        Assert.Null(changed.Training.Schedule);
        Assert.Equal((7, 9, 11L, "minmax"), (changed.Training.BatchSize, changed.Training.Epochs, changed.Seed, changed.Data.Scale));
        Assert.Equal("""{"class_name":"mse"}""", changed.Training.Loss.ToJsonString());
        Assert.Equal(["t"], changed.Data.Targets!);
        Assert.Equal("cosine", new ExperimentOverrides { Schedule = "cosine" }
            .Apply(Start).Training.Schedule!["class_name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("mean_absolute_error", "standardize")]
    [InlineData("poisson", "none")]
    public void Targets_are_scaled_only_for_losses_that_mean_the_same_on_scaled_ones(string loss, string scale)
    {
        var experiment = new Experiment { Data = new ExperimentData { Source = "x.csv", TargetScale = "standardize" }, Network = [] };
        Assert.Equal(scale, new ExperimentOverrides { Loss = loss }.Apply(experiment).Data.TargetScale);
        Assert.Equal("minmax", new ExperimentOverrides { Loss = loss, TargetScale = "minmax" }.Apply(experiment).Data.TargetScale);
    }
}
