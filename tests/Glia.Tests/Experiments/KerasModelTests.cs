using Glia.Experiments;

namespace Glia.Tests.Experiments;

/// <summary>Models as <c>to_json()</c> of Keras 1, 2 and 3 writes them, and how a first layer says its input.</summary>
public class KerasModelTests
{
    private const string Input2 = """{"class_name":"InputLayer","config":{"batch_input_shape":[null,4],"dtype":"float32","sparse":""" +
        """false,"ragged":false,"name":"in"},"name":"in","inbound_nodes":[]}""";

    private static string Dense(string name, int units, string inbound) =>
        $$"""{"class_name":"Dense","config":{"name":"{{name}}","units":{{units}}},"name":"{{name}}","inbound_nodes":{{inbound}}}""";

    private static string From2(params string[] names) => $"[[{string.Join(",", names.Select(n => $$"""["{{n}}",0,0,{}]"""))}]]";

    private static string From3(params string[] names) => "[{\"args\":[" + string.Join(",", names.Select(n =>
        $$$"""{"class_name":"__keras_tensor__","config":{"shape":[null,4],"dtype":"float32","keras_history":["{{{n}}}",0,0]}}""")) +
            "],\"kwargs\":{\"training\":false}}]";

    private static string Functional(string layers, string ends = "\"input_layers\":[[\"in\",0,0]],\"output_layers\":[[\"e\",0,0]]",
        string className = "Functional") =>
        $$"""{"class_name":"{{className}}","config":{"name":"m","layers":""" +
            $$"""[{{layers}}],{{ends}}},"keras_version":"2.9.0","backend":"tensorflow"}""";

    private static Experiment Parse(string network) =>
        Experiment.Parse("e.json", $$"""{"data":{"source":"d.csv"},"network":{{network}}}""");

    private static string Units(string network) =>
        string.Join(" ", Parse(network).BuildNetwork(new Shape(4)).Layers.Select(layer => $"{layer.Name}:{layer.OutputShape}"));

    [Theory]
    [InlineData("\"input_dim\": 4")]
    [InlineData("\"input_dim\": 4.0")]
    [InlineData("\"input_dim\": 4e0")]
    [InlineData("\"input_dim\": [4]")]
    [InlineData("\"input_shape\": 4")]
    [InlineData("\"input_shape\": [4]")]
    [InlineData("\"input_shape\": [4.0]")]
    [InlineData("\"shape\": [4]")]
    [InlineData("\"batch_input_shape\": [null, 4]")]
    [InlineData("\"batch_input_shape\": [32, 4]")]
    [InlineData("\"batch_shape\": [null, 4.0]")]
    [InlineData("\"batch_shape\": [null, 4], \"input_shape\": [4]")]
    public void A_first_layer_says_its_input_in_every_way_of_Keras(string said)
    {
        string first = said.StartsWith("\"shape", StringComparison.Ordinal)
            ? $$"""{"class_name":"InputLayer",{{said}}},{"class_name":"Dense","units":3}"""
            : $$"""{"class_name":"Dense","units":3,{{said}}}""";
        Experiment experiment = Parse($"[{first}]");
        Assert.Equal(new Shape(4), experiment.InputShape);
        Assert.Equal(new Shape(3), experiment.BuildNetwork(new Shape(4)).OutputShape);
        // Twice, because a node that was put into a list once cannot be put into another.
        Assert.Equal(new Shape(4), experiment.InputShape);
        Assert.Equal(experiment.ToJson(), Experiment.Parse("e.json", experiment.ToJson()).ToJson());
    }

    [Fact]
    public void Numbers_made_in_memory_say_the_input_as_those_of_a_file_do()
    {
        var layer = new ExperimentLayer("Dense", new() { ["units"] = 3, ["input_dim"] = 4 });
        var experiment = new Experiment { Data = new ExperimentData { Source = "d.csv" }, Network = [layer] };
        Assert.Equal(new Shape(4), experiment.BuildNetwork(new Shape(4)).InputShape);
    }

    [Theory]
    [InlineData("\"input_dim\": 0")]
    [InlineData("\"input_dim\": -4")]
    [InlineData("\"input_dim\": 4.5")]
    [InlineData("\"input_dim\": \"4\"")]
    [InlineData("\"input_dim\": true")]
    [InlineData("\"input_dim\": {}")]
    [InlineData("\"input_shape\": []")]
    [InlineData("\"input_shape\": [null]")]
    [InlineData("\"input_shape\": [[4]]")]
    [InlineData("\"batch_shape\": []")]
    [InlineData("\"batch_shape\": [null]")]
    [InlineData("\"input_shape\": [1,1,1,1,4]")]
    [InlineData("\"input_shape\": [60000,60000]")]
    [InlineData("\"input_dim\": 1e30")]
    [InlineData("\"input_dim\": 5, \"input_shape\": [4]")]
    public void What_is_no_shape_is_said_with_its_line(string said)
    {
        string message = Assert.Throws<GliaException>(() => Parse($$"""[{"class_name":"Dense","units":3,{{said}}}]""")).Message;
        Assert.StartsWith("e.json line 1: network[0]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"class_name\":\"InputLayer\",\"shap\":[4]}",
        "e.json line 1: network[0] (InputLayer): unknown key 'shap'; did you mean 'shape'?")]
    [InlineData("{\"class_name\":\"Dense\",\"units\":3},{\"class_name\":\"InputLayer\",\"shape\":[3]}",
        "e.json line 1: network[1] is an InputLayer, which only the first can be; take it out.")]
    public void An_input_layer_is_checked_like_any_other(string layers, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<GliaException>(() => Parse($"[{layers}]")).Message);

    public static TheoryData<string> Chains => new()
    {
        Functional($"{Input2},{Dense("d", 5, From2("in"))},{Dense("e", 2, From2("d"))}"),
        // In any order, in the older class name, with the tensors of the one call named directly, with one input named flat.
        Functional($"{Dense("e", 2, From2("d"))},{Input2},{Dense("d", 5, From2("in"))}", className: "Model"),
        Functional($$"""{{Input2}},{{Dense("d", 5, """[["in",0,0,{}]]""")}},{{Dense("e", 2, """[["d",0,0]]""")}}""",
            "\"input_layers\":[\"in\",0,0],\"output_layers\":[\"e\",0,0]"),
        Functional(Input2.Replace("batch_input_shape", "batch_shape", StringComparison.Ordinal) +
            $",{Dense("d", 5, From3("in"))},{Dense("e", 2, From3("d"))}"),
        $$"""{"model_config":{{Functional($"{Input2},{Dense("d", 5, From2("in"))},{Dense("e", 2, From2("d"))}")}}}""",
        // The list of layers alone, copied out of the model.
        $"[{Input2},{Dense("d", 5, From2("in"))},{Dense("e", 2, From2("d"))}]",
        // Keras 1 wrote the list itself as the config of a Sequential; its words are older.
        """{"class_name":"Sequential","config":[{"class_name":"Dense","config":{"name":"d","output_dim":5,"input_dim":""" +
            """4,"init":"glorot_uniform","bias":true}},{"class_name":"Dense","config":{"name":"e","output_dim":2}}]}""",
        // A model as the layer of another.
        $$$"""{"class_name":"Sequential","config":{"layers":[{"class_name":"Sequential","config":{"layers":""" +
            $$$"""[{{{Dense("d", 5, "[]")}}}]}},{"class_name":"Dense","name":"e","units":2}]}}""",
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void Every_form_of_a_chain_is_the_same_network(string network) => Assert.Equal("d:5 e:2", Units(network));

    public static TheoryData<string> Graphs =>
    [
        Functional($$"""{{Input2}},{{Dense("d", 4, From2("in"))}},{"class_name":"Add","name":"s","config":""" +
            $$"""{"name":"s"},"inbound_nodes":{{From2("in", "d")}}},{{Dense("e", 2, From2("s"))}}"""),
        Functional($$"""{{Dense("e", 2, From3("s"))}},{"class_name":"Add","name":"s","config":""" +
            $$"""{"name":"s"},"inbound_nodes":{{From3("in", "d")}}},{{Dense("d", 4, From3("in"))}},{{Input2}}"""),
        """[{"class_name":"Residual","layers":[{"class_name":"Dense","name":"d","units":4}]},{"class_name":"Dense","name":"e","units":""" +
            """2}]""",
    ];

    // Layers that branch and meet are computed as a graph, in whatever order the file has them.
    [Theory]
    [MemberData(nameof(Graphs))]
    public void A_model_that_branches_is_a_graph(string network)
    {
        Network built = Parse(network).BuildNetwork(new Shape(4));
        Assert.Equal(["Dense", "Add", "Dense"], built.Layers.Select(layer => layer.ClassName));
        float[] x = [1, -2, 3, 0.5f], y = new float[2], e = new float[2];
        built.Predict(x, y);
        Span<float> d = built.Weights[built.Parameter("d/kernel")], last = built.Weights[built.Parameter("e/kernel")];
        for (int i = 0; i < 4; i++)
        {
            float sum = x[i];
            for (int k = 0; k < 4; k++) sum += x[k] * d[k * 4 + i];
            for (int j = 0; j < 2; j++) e[j] += sum * last[i * 2 + j];
        }
        Assert.Equal(e[0], y[0], 1e-5f);
        Assert.Equal(e[1], y[1], 1e-5f);
        Assert.Equal(Parse(network).ToJson(), Experiment.Parse("e.json", Parse(network).ToJson()).ToJson());
    }

    [Fact]
    public void A_layer_that_cannot_merge_takes_one_input() => Assert.Contains("Layer 'e' (Dense) takes one input, not 2.",
        Assert.Throws<GliaException>(() => Parse(Functional($"{Input2},{Dense("d", 5, From3("in"))},{Dense("e", 2, From3("in", "d"))}"))
            .BuildNetwork(new Shape(4))).Message, StringComparison.Ordinal);

    public static TheoryData<string, string> NoNetworks => new()
    {
        { Functional($"{Input2},{Dense("d", 5, From2("in"))},{Dense("e", 2, From2("d"))},{Dense("f", 2, From2("d"))}"),
            "the model ends at 'e' and at 'f'" },
        { Functional($$"""{{Input2}},{{Dense("d", 4, """[[["in",0,0,{}]],[["d",0,0,{}]]]""")}}"""), "the layer 'd' is used 2 times" },
        { Functional($"{Input2},{Dense("e", 5, From2("in"))}", """ "input_layers":[["in",0,0],["in2",0,0]],"output_layers":[["e",0,0]] """),
            "the model has 2 inputs, 'in' and 'in2'" },
        { Functional($"{Input2},{Dense("e", 5, From2("in"))}", """ "input_layers":[["in",0,0]],"output_layers":[["in",0,0],["e",0,0]] """),
            "the model has 2 outputs, 'in' and 'e'" },
        { Functional($"{Input2},{Dense("d", 5, From2("gone"))}"), "takes the output of 'gone', but the model has no layer of that name" },
        { Functional($"{Dense("d", 4, From2("e"))},{Dense("e", 4, From2("d"))}"), "none is the first" },
        { Functional($"{Input2},{Dense("d", 4, From2("e"))},{Dense("e", 4, From2("d"))}"), "takes its own output by way of others" },
        { Functional($"{Input2},{Dense("in", 4, From2("in"))}"), "two layers of the model are called 'in'" },
        { Functional($"{Input2},{Input2.Replace("\"in\"", "\"other\"", StringComparison.Ordinal)},{Dense("e", 4, From2("in"))}"),
            "starts at 'in' and again at 'other'" },
        { Functional($$"""{{Input2}},{"class_name":"Dense","units":3,"inbound_nodes":{{From2("in")}}}"""), "needs its \"name\"" },
    };

    [Theory]
    [MemberData(nameof(NoNetworks))]
    public void What_is_no_network_is_said_with_the_layer(string network, string said)
    {
        string message = Assert.Throws<GliaException>(() => Parse(network)).Message;
        Assert.StartsWith("e.json line 1: ", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TimeDistributed", "e.json line 1: network[0]: Keras has the layer 'TimeDistributed', Glia has not yet; a Dense treats " +
        "every position of a sequence alike, so write the layer itself without TimeDistributed.")]
    [InlineData("Maximum", "e.json line 1: network[0]: Keras has the layer 'Maximum', Glia has not yet; branches are merged by Add, " +
        "Average, Multiply or Concatenate.")]
    [InlineData("tf.keras.layers.ConvLSTM2D", "e.json line 1: network[0]: Keras has the layer 'ConvLSTM2D', Glia has not yet; known are ")]
    [InlineData("Conv3d", "e.json line 1: network[0]: PyTorch has the layer 'Conv3d', Glia has not yet; known are ")]
    public void A_layer_that_Keras_has_and_Glia_has_not_is_called_so(string name, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<GliaException>(() => Parse($$"""[{"class_name":"{{name}}"}]""")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("keras.layers.Dense")]
    [InlineData("tf.keras.layers.Dense")]
    [InlineData("layers.Dense")]
    public void A_name_may_stand_with_its_modules(string name) =>
        Assert.Equal("dense:3", Units($$"""[{"class_name":"{{name}}","units":3}]"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"class_name\":\"InputLayer\",\"shape\":[4]}]")]
    public void A_network_without_layers_is_called_that(string network) =>
        Assert.Contains("has no layers; write at least the one that answers",
            Assert.Throws<GliaException>(() => Parse(network).BuildNetwork(new Shape(4))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_recorded_questions_load()
    {
        string folder = Path.Combine(RepositoryFiles.Root, "../shared/data/field/questions");
        Assert.SkipUnless(Directory.Exists(folder), "skipped: ../shared/data/field is not there");
        Assert.Equal(new Shape(1), Experiment.Read(Path.Combine(folder, "f02-input_dim/experiment.json"))
            .BuildNetwork(new Shape(1)).OutputShape);
        Assert.Equal(["d", "e"], Experiment.Read(Path.Combine(folder, "f03-functional-json/experiment.json"))
            .BuildNetwork(new Shape(1)).Layers.Select(layer => layer.Name));
    }
}
