using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Files;
using Glia.Initializers;
using Glia.Layers;
using Glia.Losses;
using Glia.Models;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Tests.Own;

namespace Glia.Tests.Files;

public sealed class RegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-registration-").FullName;

    public RegistrationTests()
    {
        Scale.Register();
        ActivationCatalogue.Register("square", _ => new Square());
        LossCatalogue.Register("quartic", _ => new Quartic(), "Quartic4");
        OptimizerCatalogue.Register("SignDescent", c => new SignDescent(c.Single("strength", 1)));
        ScheduleCatalogue.Register("alternating", _ => new Alternating());
        InitializerCatalogue.Register("ramp", c => new Ramp(c.Single("step", 0.01f)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_with_classes_of_ones_own_comes_back_and_can_be_cloned()
    {
        var network = new Network(3, new Scale(0.5f), new Dense(2, new Square(), kernelInitializer: new Ramp(0.2f)));
        string path = Path.Combine(_folder, "own.safetensors");
        new Model(network).Save(path);
        foreach (Network back in (Network[])[Model.Load(path).Network, network.Clone()])
        {
            Assert.Equal(network.Layers.Select(Written), back.Layers.Select(Written));
            Assert.Equal(typeof(Scale), back.Layers[0].GetType());
            float[] a = new float[2], b = new float[2];
            network.Predict([1, 2, 3], a);
            back.Predict([1, 2, 3], b);
            Assert.Equal(a, b);
        }
    }

    [Fact]
    public void An_experiment_file_names_and_writes_classes_of_ones_own()
    {
        Experiment read = Experiment.Parse("e.json", """
            {"data": {"source": "mnist"},
             "network": [{"class_name": "Scale", "start": 2, "name": "first"},
                         {"class_name": "Dense", "units": 3, "activation": "square", "kernel_initializer": "ramp"}],
             "training": {"loss": {"class_name": "quartic", "reduction": "sum"},
                          "optimizer": {"class_name": "SignDescent", "learning_rate": 0.125, "strength": 2, "clipnorm": 1},
                          "schedule": "alternating"}}
            """);
        Experiment again = Experiment.Parse("again.json", read.ToJson());
        Assert.Equal(read.ToJson(), again.ToJson());
        Network network = again.BuildNetwork(4);
        Assert.Equal(("first", typeof(Scale)), (network.Layers[0].Name, network.Layers[0].GetType()));
        Assert.IsType<Square>(network.Layers[1].Activation);
        Assert.Equal([0, 0.01f], network.Weights[network.Parameter("dense/kernel")][..2]);
        Optimizer optimizer = again.Training.BuildOptimizer();
        Assert.Equal((typeof(SignDescent), 0.125f, 1f), (optimizer.GetType(), optimizer.LearningRate, optimizer.ClipNorm!.Value));
        Assert.Equal((typeof(Quartic), Reduction.Sum), (again.Training.BuildLoss().GetType(), again.Training.BuildLoss().Reduction));
        Assert.Equal(typeof(Alternating), again.Training.BuildSchedule().GetType());
    }

    [Fact]
    public void A_setting_that_the_class_does_not_read_is_named()
    {
        var written = JsonNode.Parse("""{"class_name":"Scale","strat":2}""");
        var error = Assert.Throws<GliaException>(() => LayerCatalogue.Create(written, "network[0]"));
        Assert.Equal("network[0] (Scale): unknown key 'strat'; did you mean 'start'?", error.Message);
    }

    [Fact]
    public void What_could_not_be_loaded_is_refused_before_anything_is_written()
    {
        Refused(new Network(3, new Unregistered()), "Layer 'unregistered' (Unregistered) is of a class that no file can name yet");
        Refused(new Network(3, new Unregistered()), """LayerCatalogue.Register("Unregistered", config => new Unregistered(…)).""");
        Refused(new Network(3, new Dense(2, new Unknown())), "unknown activation 'unknown'");
        Refused(new Network(3, new Impostor()), "RegistrationTests+Impostor but would come back as a Glia.Layers.Flatten");
        LayerCatalogue.Register("Forgetful", _ => new Forgetful(1));
        Refused(new Network(3, new Forgetful(2)), "unknown key 'factor'");
        LayerCatalogue.Register("Careless", c => new Careless(c.Single("factor", 1) * 0));
        Refused(new Network(3, new Careless(2)), "would come back with other settings");

        void Refused(Network network, string words)
        {
            string path = Path.Combine(_folder, "refused.safetensors");
            Assert.Contains(words, Assert.Throws<GliaException>(() => new Model(network).Save(path)).Message, StringComparison.Ordinal);
            Assert.Contains(words, Assert.Throws<GliaException>(network.Clone).Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(_folder));
        }
    }

    [Fact]
    public void A_name_belongs_to_one_class()
    {
        Scale.Register();   // again, as every test of a user does
        Assert.Equal("The layer Scale cannot be called 'Dense', which is a name of Glia's own; choose another name.",
            Assert.Throws<GliaException>(() => LayerCatalogue.Register("Dense", _ => new Scale())).Message);
        Assert.Equal("The layer Forgetful cannot be called 'Scale', which is registered for Scale; choose another name.",
            Assert.Throws<GliaException>(() => LayerCatalogue.Register("Scale", _ => new Forgetful(1))).Message);
        Said("'mse', which is a name of Glia's own", () => LossCatalogue.Register("quartic", _ => new Quartic(), "mse"));
        Said("without blanks", () => LayerCatalogue.Register(" Scale", _ => new Scale()));
        LayerCatalogue.Register("Misnamed", _ => new Forgetful(1));
        Said("'Misnamed' calls itself 'Forgetful'; register it under that name.", () =>
            LayerCatalogue.Create(JsonValue.Create("Misnamed"), "x"));
        Assert.DoesNotContain("Scale", LayerCatalogue.Names);
        Assert.Contains("Scale", LayerCatalogue.Registered);

        static void Said(string words, Action register) =>
            Assert.Contains(words, Assert.Throws<GliaException>(register).Message, StringComparison.Ordinal);
    }

    private static string Written(Layer layer) => LayerCatalogue.ToJson(layer).ToJsonString();

    [Fact]
    public void Many_threads_may_register_and_read()
    {
        Parallel.For(0, 200, i =>
        {
            LossCatalogue.Register("quartic", _ => new Quartic());
            ActivationCatalogue.Register("square", _ => new Square(), $"square{i}");
            Assert.IsType<Square>(ActivationCatalogue.Create(JsonValue.Create($"square{i}"), "test"));
            Assert.IsType<Quartic>(LossCatalogue.Create(JsonValue.Create("Quartic4"), "test"));
        });
        Assert.True(ActivationCatalogue.Knows("square0") && ActivationCatalogue.Knows("square199"));
    }

    [Fact]
    public void An_unknown_class_of_a_model_file_says_how_to_make_it_known()
    {
        var tensors = new Dictionary<string, Glia.Files.NdArray>();
        string path = Path.Combine(_folder, "foreign.safetensors");
        const string description = """{"input_shape":[3],"layers":[{"class_name":"Swirl","config":{}}]}""";
        Safetensors.Write(path, tensors, [KeyValuePair.Create("glia", description)]);
        const string sentence = "unknown layer 'Swirl'; a class of one's own is registered before loading";
        Assert.Equal($"""{path}: layers[0]: {sentence}: LayerCatalogue.Register("Swirl", config => new …).""",
            Assert.Throws<GliaException>(() => Model.Load(path)).Message);
    }

    private abstract class Nothing : Layer
    {
        protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

        protected internal override void Forward(in Pass pass) => pass.Input.Values.CopyTo(pass.Output.Values);

        protected internal override void Backward(in Pass pass) => pass.OutputGradient.Values.CopyTo(pass.InputGradient.Values);

        public override JsonObject Config() => [];
    }

    private sealed class Unregistered : Nothing;

    private sealed class Impostor : Nothing
    {
        public override string ClassName => "Flatten";
    }

    private sealed class Forgetful(float factor) : Nothing
    {
        public override JsonObject Config() => new() { ["factor"] = factor };
    }

    private sealed class Careless(float factor) : Nothing
    {
        public override JsonObject Config() => new() { ["factor"] = factor };
    }

    private sealed class Unknown : ActivationFunction
    {
        public override string Name => "unknown";

        public override bool NeedsInput => false;

        public override void Forward(in Tensor z, in Tensor y, Kernels.Workers workers) => z.Values.CopyTo(y.Values);

        public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Kernels.Workers workers) =>
            dy.Values.CopyTo(dz.Values);
    }
}
