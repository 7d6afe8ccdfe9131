using Glia.Data;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>
/// Models written for Keras, TensorFlow.js and PyTorch come back bit for bit, and lie in their files as those programs lay them.
/// </summary>
public sealed class NetworkWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-out-").FullName;

    // As many as a round trip has to give the same for.
    private const int RowCount = 1000;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["dense"] = () => new(5, new Dense(6, "relu"), new Dropout(0.3f), new Dense(4, "tanh"), new BatchNormalization(scale: false),
            new Dense(3, "softmax")),
        ["functions"] = () => new(5, new Dense(6, "leaky_relu"), new Dense(6, "elu"), new Dense(6, "selu"), new Dense(6, "softplus"),
            new Dense(6, "softsign"), new Dense(6, "silu"), new Dense(6, "gelu"), new Dense(6, "sigmoid"), new Activation("relu6"),
            new PReLU("random_uniform"), new Dense(2)),
        ["pictures"] = () => new(new Shape(7, 6, 2), new Conv2D(4, (3, 2), (2, 1), "same", activation: "relu"), new BatchNormalization(),
            new MaxPooling2D(2), new Conv2D(3, 3, padding: Padding.Of(2, 0, 1, 1)), new GlobalAveragePooling2D(), new Dense(3, "softmax")),
        ["depthwise"] = () => new(new Shape(7, 6, 2), new DepthwiseConv2D(3, padding: "same", depthMultiplier: 2),
            new SeparableConv2D(5, 3, activation: "tanh"), new AveragePooling2D(2, padding: "same"), new SpatialDropout2D(0.2f),
            new UpSampling2D(2), new Cropping2D(1), new Flatten(), new Dense(3)),
        ["transposed"] = () => new(new Shape(5, 4, 2), new Rescaling(0.5f, 1), new Conv2DTranspose(3, 3, 2, "same"), new Permute(3, 1, 2),
            new Flatten(), new Dense(2)),
        ["sequences"] = () => new(6, new Embedding(9, 4, maskZero: true), new Bidirectional(new LSTM(3, returnSequences: true)),
            new SimpleRNN(4), new Dense(2)),
        ["gru"] = () => new(new Shape(6, 3), new Masking(), new Bidirectional(new GRU(3), "sum"), new LayerNormalization(), new Dense(2)),
        ["steps"] = () => new(new Shape(9, 2), new Conv1D(4, 3, padding: "causal"), new MaxPooling1D(2), new Conv1D(3, 2),
            new GlobalMaxPooling1D(), new Dense(2)),
        ["residual"] = () => new(6, new Dense(4), new Residual([new Dense(4, "relu"), new Dense(4)]),
            new Branches(new Concatenate(), [new Dense(3)], [new Dense(2, "leaky_relu")], []), new Dense(3, "softmax")),
    };

    public static TheoryData<string, string> Written =>
    [
        .. from name in s_networks.Keys from ending in (string[])[".keras", ".h5", ".json"] where name != "gru" || ending != ".json"
            where name != "depthwise" || ending != ".json" select (name, ending),
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void A_network_comes_back_bit_for_bit(string name, string ending)
    {
        Network network = Random(s_networks[name]());
        FloatFeatures rows = Rows(network);
        Model back = Back(new Model(network), ending, out IReadOnlyList<string> notes);
        Assert.Empty(notes);
        Assert.Equal(network.ParameterCount, back.Network.ParameterCount);
        Same(new Model(network).Predict(rows), back.Predict(rows), 0);
    }

    [Theory]
    [InlineData(".keras")]
    [InlineData(".h5")]
    [InlineData(".json")]
    public void Scaling_goes_along_as_layers(string ending)
    {
        var rows = new FloatFeatures([.. Enumerable.Range(0, 120).Select(i => (float)((i * 7) % 13))], new Shape(2, 3));
        var model = new Model(Random(new Network(new Shape(2, 3), new Flatten(), new Dense(4, "tanh"), new Dense(2))))
        {
            Preprocessing = new Preprocessing { Scaler = Scaler.Fit("standardize", rows) },
            TargetScaler = TargetScaler.Fit("standardize", new Targets([.. Enumerable.Range(0, 40).Select(i => i * 100f)], 2)),
        };
        // The layers scale in float32, by the square root of a variance, where the model divides by a deviation in double precision.
        Same(model.Predict(rows), Back(model, ending, out _).Predict(rows), 1e-5);
    }

    [Fact]
    public void Numbers_over_the_edge_of_a_file_of_TensorFlow_js_come_back()
    {
        Network network = Random(new Network(1200, new Dense(1200), new Dense(2)));
        Model back = Back(new Model(network), ".json", out _);
        Assert.Equal(2, Directory.GetFiles(_folder, "*-shard?of2.bin").Length);
        Assert.Equal(network.Weights.All, back.Network.Weights.All);
    }

    [Theory]
    [InlineData("functions", ".h5", "function", "mish")]
    [InlineData("gru", ".json", "GRU", "relu")]
    public void What_there_is_no_word_for_is_refused_by_the_name_of_the_layer(string name, string ending, string word, string function)
    {
        Network network = name == "gru" ? s_networks[name]() : new Network(3, new Dense(2, "log_softmax") { Name = function });
        string message = Assert.Throws<GliaException>(() => Back(new Model(network), ending, out _)).Message;
        Assert.Contains(word, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_hard_sigmoid_goes_where_it_is_the_same() => Assert.Contains("is not the one of Keras 2; convert to .keras",
        Assert.Throws<GliaException>(() => Back(new Model(new Network(3, new Dense(2, "hard_sigmoid"))), ".h5", out _)).Message,
        StringComparison.Ordinal);

    // What make_keras.py and make_graphs.py wrote with h5py, in the layout of real files, against what is written here.
    [Theory]
    [InlineData("keras-sequences.keras")]
    [InlineData("keras-sequences.h5")]
    [InlineData("keras-masking.h5")]
    public void A_file_has_the_groups_and_arrays_that_Keras_writes(string fixture)
    {
        string path = Path.Combine(_folder, fixture);
        Model model = ForeignModels.Open(Fixture.Of(fixture))!.Model;
        _ = fixture.EndsWith(".h5", StringComparison.Ordinal) ? ForeignWriting.KerasHdf5(model, path) : ForeignWriting.Keras(model, path);
        const string Script = """
            import h5py, io, sys, zipfile
            def arrays(path):
                f = h5py.File(path if path.endswith("h5") else io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5")), "r")
                found = []
                def add(name, one):
                    if isinstance(one, h5py.Dataset):
                        found.append((one.shape, one.dtype.str, one[()].tobytes(), "" if path.endswith("h5") else name))
                f.visititems(add)
                names = [len(g.attrs["weight_names"]) for k, g in f.get("model_weights", {}).items() if len(g.attrs["weight_names"])]
                return sorted(found, key=str), names
            print(arrays(sys.argv[1]) == arrays(sys.argv[2]))
            """;
        Assert.Equal("True", DebianPython.Run("h5py", Script, Fixture.Of(fixture), path).Trim());
    }

    [Fact]
    public void A_group_of_many_layers_is_a_tree_of_several_levels()
    {
        const int Layers = 700;
        Network network = Random(new Network(2, [.. Enumerable.Range(0, Layers).Select(_ => new Dense(2))]));
        string keras = Path.Combine(_folder, "many.keras"), old = Path.Combine(_folder, "many.h5");
        _ = ForeignWriting.Keras(new Model(network), keras);
        _ = ForeignWriting.KerasHdf5(new Model(network), old);
        Assert.Equal(network.Weights.All, ForeignModels.Open(keras)!.Model.Network.Weights.All);
        const string Script = """
            import h5py, io, sys, zipfile
            f, g = h5py.File(io.BytesIO(zipfile.ZipFile(sys.argv[1]).read("model.weights.h5")), "r"), h5py.File(sys.argv[2], "r")
            names = g["model_weights"].attrs["layer_names"]
            print(len(f["layers"]), f["layers/dense_699/vars/0"].shape, f["layers/dense_123/vars"].attrs["name"], len(names), names[-1],
                  list(g["model_weights/dense_5"].attrs["weight_names"]), g.attrs["model_config"][:14])
            """;
        Assert.Equal("""700 (2, 2) dense_123 700 dense_699 ['dense_5/kernel:0', 'dense_5/bias:0'] {"class_name":""",
            DebianPython.Run("h5py", Script, keras, old).Trim());
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("functions")]
    [InlineData("pictures")]
    [InlineData("patches")]
    public void PyTorch_loads_the_weights_strictly_and_gives_the_same(string name)
    {
        Network network = Random(name == "patches"
            ? new Network(new Shape(7, 6, 2), new DepthwiseConv2D(3, padding: "same", depthMultiplier: 2),
                new SeparableConv2D(5, 3, activation: "tanh"), new PReLU("random_uniform", [1, 2]), new MaxPooling2D(2), new Flatten(),
                new BatchNormalization(), new Dense(4, "relu"), new Dense(3, "softmax"))
            : s_networks[name]());
        (string program, _) = ForeignWriting.Torch(new Model(network), Path.Combine(_folder, "w.safetensors"));
        Assert.Equal(program, File.ReadAllText(Path.Combine(_folder, "w.py")));
        Torch.Check(_folder, network, Rows(network));
    }

    [Fact]
    public void Weights_for_PyTorch_come_back_as_a_chain_bit_for_bit()
    {
        Network network = Random(new Network(5, new Dense(6, "relu"), new Dense(4, "relu"), new Dense(3)));
        string path = Path.Combine(_folder, "w.safetensors");
        _ = ForeignWriting.Torch(new Model(network), path);
        Model back = ForeignModels.Open(path, new ForeignModelOptions { Activation = "relu" })!.Model;
        Same(new Model(network).Predict(Rows(network)), back.Predict(Rows(network)), 0);
    }

    [Theory]
    [InlineData("torch")]
    [InlineData("safetensors")]
    public void The_program_is_not_called_as_what_it_imports(string name)
    {
        string path = Path.Combine(_folder, name + ".safetensors");
        Assert.Contains("would stand in the place of a module that it imports",
            Assert.Throws<GliaException>(() => ForeignWriting.Torch(new Model(new Network(2, new Dense(1))), path)).Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
        _ = ForeignWriting.Torch(new Model(new Network(2, new Dense(1))), Path.Combine(_folder, "tor.safetensors"));
    }

    [Fact]
    public void A_network_that_branches_is_no_Sequential_of_PyTorch() => Assert.Contains("an nn.Sequential is a chain",
        Assert.Throws<GliaException>(() =>
            ForeignWriting.Torch(new Model(s_networks["residual"]()), Path.Combine(_folder, "w.safetensors"))).Message,
        StringComparison.Ordinal);

    private Model Back(Model model, string ending, out IReadOnlyList<string> notes)
    {
        string path = Path.Combine(_folder, $"model{ending}");
        notes = ending switch
        {
            ".keras" => ForeignWriting.Keras(model, path),
            ".h5" => ForeignWriting.KerasHdf5(model, path),
            _ => ForeignWriting.TensorFlowJs(model, path),
        };
        return ForeignModels.Open(path)!.Model;
    }

    private static Network Random(Network network)
    {
        network.Initialize(3);
        foreach (Parameter parameter in network.Parameters)
            if (parameter.Shape.Rank == 1) Kernels.RandomFill.Uniform(network.Weights[parameter], 0.3f, 1.2f, 5, (ulong)parameter.Index);
        return network;
    }

    private static FloatFeatures Rows(Network network)
    {
        var random = new System.Random(4);
        bool words = network.Layers[0] is Embedding;
        return new FloatFeatures([.. Enumerable.Range(0, RowCount * network.InputShape.Size)
            .Select(_ => words ? random.Next(9) : ((float)random.NextDouble() * 4) - 2)], network.InputShape);
    }

    private static void Same(ModelPredictions before, ModelPredictions after, double tolerance)
    {
        for (int row = 0; row < 7; row++)
            for (int i = 0; i < before[row].Length; i++)
                Assert.True(Math.Abs(before[row][i] - after[row][i]) <= tolerance * Math.Max(1, Math.Abs(before[row][i])),
                    $"Row {row}, output {i}: {after[row][i]:R} instead of {before[row][i]:R}");
    }
}
