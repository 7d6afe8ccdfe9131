using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Tests.Experiments;

/// <summary>PyTorch's words with PyTorch's arguments and defaults, and what they are written as.</summary>
public class TorchWordTests
{
    private static Experiment Parse(string network = "[]", string training = "{}") =>
        Experiment.Parse("e.json", $$"""{"data":{"source":"d.csv"},"network":{{network}},"training":{{training}}}""");

    private static string Layer(string form)
    {
        ExperimentLayer layer = Parse($"[{form}]").Network[0];
        Layer built = layer.Build("network[0]");
        JsonObject json = LayerCatalogue.ToJson(built)["config"]!.DeepClone().AsObject();
        json.Remove("name");
        return $"{built.ClassName} {json.ToJsonString()}";
    }

    // The defaults are those of pytorch.org/docs.
    [Theory]
    [InlineData("""{"class_name":"Linear","in_features":4,"out_features":3}""",
        """Dense {"units":3,"activation":"linear","use_bias":""" +
            """true,"kernel_initializer":"torch_linear","bias_initializer":"torch_linear"}""")]
    [InlineData("""{"class_name":"nn.Linear","in_features":4,"out_features":3,"bias":false}""",
        """Dense {"units":3,"activation":"linear","use_bias":""" +
            """false,"kernel_initializer":"torch_linear","bias_initializer":"torch_linear"}""")]
    [InlineData("""{"class_name":"BatchNorm1d","num_features":4}""",
        """BatchNormalization {"momentum":0.9,"epsilon":1E-05,"center":true,"scale":true}""")]
    [InlineData("""{"class_name":"BatchNorm1d","num_features":4,"momentum":0.25,"eps":0.5,"affine":false}""",
        """BatchNormalization {"momentum":0.75,"epsilon":0.5,"center":false,"scale":false}""")]
    [InlineData("""{"class_name":"LayerNorm","normalized_shape":4}""",
        """LayerNormalization {"epsilon":1E-05,"center":true,"scale":true}""")]
    [InlineData("""{"class_name":"torch.nn.LayerNorm","normalized_shape":[4],"bias":false}""",
        """LayerNormalization {"epsilon":1E-05,"center":false,"scale":true}""")]
    [InlineData("""{"class_name":"nn.ReLU","inplace":true}""", """Activation {"activation":"relu"}""")]
    [InlineData("""{"class_name":"Sigmoid"}""", """Activation {"activation":"sigmoid"}""")]
    [InlineData("""{"class_name":"Tanh"}""", """Activation {"activation":"tanh"}""")]
    [InlineData("""{"class_name":"GELU","approximate":"tanh"}""",
        """Activation {"activation":{"class_name":"gelu","config":{"approximate":true}}}""")]
    [InlineData("""{"class_name":"Identity"}""", """Activation {"activation":"linear"}""")]
    [InlineData("""{"class_name":"nn.LeakyReLU"}""",
        """Activation {"activation":{"class_name":"leaky_relu","config":{"negative_slope":0.01}}}""")]
    [InlineData("""{"class_name":"LeakyReLU"}""",
        """Activation {"activation":{"class_name":"leaky_relu","config":{"negative_slope":0.3}}}""")]
    [InlineData("""{"class_name":"nn.Softmax","dim":1}""", """Activation {"activation":"softmax"}""")]
    [InlineData("""{"class_name":"nn.Dropout","p":0.25}""", """Dropout {"rate":0.25}""")]
    [InlineData("""{"class_name":"nn.Flatten"}""", "Flatten {}")]
    [InlineData("""{"class_name":"nn.PReLU"}""",
        """PReLU {"alpha_initializer":{"class_name":"constant","config":{"value":0.25}},"shared_axes":"all"}""")]
    [InlineData("""{"class_name":"PReLU","num_parameters":4,"init":0.5}""",
        """PReLU {"alpha_initializer":{"class_name":"constant","config":{"value":0.5}}}""")]
    public void A_layer_of_PyTorch_is_the_layer_it_is_here(string form, string here) => Assert.Equal(here, Layer(form));

    [Theory]
    [InlineData("""{"class_name":"SGD","lr":0.1,"momentum":0.9,"dampening":0.5}""",
        """{"class_name":"TorchSGD","learning_rate":0.1,"momentum":0.9,"dampening":0.5,"nesterov":false}""")]
    [InlineData("""{"class_name":"torch.optim.SGD"}""",
        """{"class_name":"TorchSGD","learning_rate":0.001,"momentum":0,"dampening":0,"nesterov":false}""")]
    [InlineData("""{"class_name":"Adam","lr":0.01,"betas":[0.5,0.9],"eps":0.5,"weight_decay":0.25}""",
        """{"class_name":"TorchAdam","learning_rate":0.01,"beta_1":0.5,"beta_2":0.9,"epsilon":0.5,"amsgrad":false,"weight_decay":0.25}""")]
    [InlineData("""{"class_name":"optim.Adam"}""",
        """{"class_name":"TorchAdam","learning_rate":0.001,"beta_1":0.9,"beta_2":0.999,"epsilon":1E-08,"amsgrad":false}""")]
    [InlineData("""{"class_name":"torch.optim.AdamW"}""",
        """{"class_name":"TorchAdamW","learning_rate":0.001,"beta_1":0.9,"beta_2":0.999,"epsilon":1E-08,"amsgrad":false,"weight_decay":""" +
            """0.01}""")]
    [InlineData("""{"class_name":"RMSprop","alpha":0.9,"foreach":null}""",
        """{"class_name":"TorchRMSprop","learning_rate":0.01,"alpha":0.9,"momentum":0,"epsilon":1E-08,"centered":false}""")]
    [InlineData("""{"class_name":"RMSprop","lr":0.5}""",
        """{"class_name":"RMSprop","learning_rate":0.5,"rho":0.9,"momentum":0,"epsilon":1E-07,"centered":false}""")]
    public void An_optimizer_of_PyTorch_is_written_under_a_name_of_its_own(string form, string written)
    {
        Experiment experiment = Parse(training: $$"""{"optimizer":{{form}}}""");
        Assert.Equal(written, OptimizerCatalogue.ToJson(experiment.Training.BuildOptimizer()).ToJsonString());
        Experiment back = Experiment.Parse("e.json", experiment.ToJson());
        Assert.Equal(written, OptimizerCatalogue.ToJson(back.Training.BuildOptimizer()).ToJsonString());
        // A flag of the command line goes with the file's own word for the same setting.
        Experiment faster = new ExperimentOverrides { LearningRate = 0.75 }.Apply(experiment);
        Assert.Equal(0.75f, faster.Training.BuildOptimizer().LearningRate);
    }

    [Theory]
    [InlineData("\"CrossEntropyLoss\"", """{"class_name":"sparse_categorical_crossentropy","from_logits":true}""")]
    [InlineData("""{"class_name":"nn.CrossEntropyLoss","label_smoothing":0.25,"reduction":"sum"}""",
        """{"class_name":"sparse_categorical_crossentropy","from_logits":true,"label_smoothing":0.25,"reduction":"sum"}""")]
    [InlineData("\"BCEWithLogitsLoss\"", """{"class_name":"binary_crossentropy","from_logits":true,"label_smoothing":0}""")]
    [InlineData("\"BCELoss\"", """{"class_name":"binary_crossentropy","from_logits":false,"label_smoothing":0}""")]
    [InlineData("\"torch.nn.MSELoss\"", """{"class_name":"mean_squared_error"}""")]
    [InlineData("\"L1Loss\"", """{"class_name":"mean_absolute_error"}""")]
    [InlineData("\"F.mse_loss\"", """{"class_name":"mean_squared_error"}""")]
    [InlineData("\"SmoothL1Loss\"", """{"class_name":"huber","delta":1}""")]
    [InlineData("""{"class_name":"HuberLoss","delta":0.5}""", """{"class_name":"huber","delta":0.5}""")]
    public void A_loss_of_PyTorch_is_written_under_Keras_name(string form, string written)
    {
        Experiment experiment = Parse(training: $$"""{"loss":{{form}}}""");
        Assert.Equal(written, experiment.Training.Loss.ToJsonString());
        Assert.Equal(experiment.Training.BuildLoss().FromLogits, experiment.Training.FromLogits);
        Assert.Equal(experiment.ToJson(), Experiment.Parse("e.json", experiment.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("[]", """{"loss":"NLLLoss"}""", "e.json line 1: training.loss: PyTorch has the loss 'NLLLoss', Glia has not yet; leave " +
        "LogSoftmax out and use CrossEntropyLoss, which is both together.")]
    [InlineData("[]", """{"loss":"nn.KLDivLoss"}""", "PyTorch has the loss 'nn.KLDivLoss', Glia has not yet; use kl_divergence")]
    [InlineData("[]", """{"loss":{"class_name":"MSELoss","reduction":"sum"}}""",
        "'reduction' must be \"mean\": PyTorch's sum is the mean times the numbers of a batch")]
    [InlineData("[]", """{"loss":{"class_name":"SmoothL1Loss","beta":0.5}}""",
        "'beta' must be 1; another one is \"huber\" with that \"delta\", divided by it")]
    [InlineData("[]", """{"loss":{"class_name":"CrossEntropyLoss","ignore_index":3}}""",
        "'ignore_index' must be -100: leave the rows out of the data")]
    [InlineData("[]", """{"loss":{"class_name":"CrossEntropyLoss","weight":[1,2]}}""",
        "'weight' is not supported; use \"class_weight\" beside the loss.")]
    [InlineData("[]", """{"optimizer":"torch.optim.NAdam"}""",
        "PyTorch has the optimizer 'torch.optim.NAdam', Glia has not yet; use Keras' Nadam")]
    [InlineData("[]", """{"optimizer":"LBFGS"}""", "PyTorch has the optimizer 'LBFGS', Glia has not yet; known are")]
    [InlineData("[]", """{"optimizer":{"class_name":"Adam","betas":[0.9]}}""",
        "'betas' must be two numbers between 0 and 1, for example [0.9, 0.999]")]
    [InlineData("[]", """{"optimizer":{"class_name":"Adam","lr":0.1,"learning_rate":0.1}}""",
        "'learning_rate' and 'lr' are two names of one setting; keep one of the two.")]
    [InlineData("[]", """{"optimizer":{"class_name":"SGD","momentum":0.9,"dampening":0.1,"nesterov":true}}""",
        "'nesterov' must be false where there is a dampening, as in PyTorch")]
    [InlineData("""[{"class_name":"nn.Softmax","dim":0}]""", "{}", "'dim' must be -1 or 1, the last dimension")]
    [InlineData("""[{"class_name":"BatchNorm1d","num_features":4,"track_running_stats":false}]""", "{}",
        "'track_running_stats' must be true")]
    [InlineData("""[{"class_name":"Linear","in_features":4,"out_features":3},{"class_name":"ReLU"},""" +
        """{"class_name":"Linear","in_features":5,"out_features":1}]""", "{}",
        "e.json line 1: network[2].in_features is 5, but the layer before gives 3; make them equal.")]
    public void What_cannot_be_honoured_is_said_with_Keras_way(string network, string training, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<GliaException>(() => Parse(network, training)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_whole_module_is_a_network_that_flags_can_change_and_that_reads_back()
    {
        Experiment experiment = Parse("""
            [{"class_name":"nn.Flatten"},{"class_name":"nn.Linear","in_features":784,"out_features":64},
              {"class_name":"BatchNorm1d","num_features":64},{"class_name":"nn.ReLU"},
             {"class_name":"nn.Linear","in_features":64,"out_features":10}]
            """, """{"loss":"CrossEntropyLoss","optimizer":{"class_name":"Adam","lr":0.001,"betas":[0.9,0.999]}}""");
        Network network = experiment.BuildNetwork(new Shape(28, 28));
        Assert.Equal(new Shape(10), network.OutputShape);
        double bound = 1 / Math.Sqrt(784);
        Assert.InRange(network.Weights[network.Parameters[1]].ToArray().Max(), 0.9 * bound, bound);
        Assert.Equal(experiment.ToJson(), Experiment.Parse("e.json", experiment.ToJson()).ToJson());
        Experiment other = new ExperimentOverrides { Layers = [32] }.Apply(experiment);
        Assert.Equal(["Flatten", "Dense", "Dense"], other.Network.Select(layer => layer.ClassName));
        Assert.Equal(new Shape(10), other.BuildNetwork(new Shape(28, 28)).OutputShape);
    }

    [Fact]
    public void The_handbook_page_names_every_word()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/experiment-file.md"));
        foreach (string word in (string[])["Linear", "BatchNorm1d", "LayerNorm", "CrossEntropyLoss", "BCEWithLogitsLoss", "BCELoss",
            "MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "NLLLoss"])
            Assert.Contains($"`{word}`", page, StringComparison.Ordinal);
    }
}
