using Glia.Data;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>Recurrent layers of PyTorch and ONNX, held against what PyTorch answers, and back again.</summary>
public sealed class RecurrentFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-recurrent-").FullName;

    // As many as a round trip has to give the same for.
    private const int RowCount = 1000;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm-both")]
    [InlineData("lstm-every")]
    [InlineData("lstm-steps-first")]
    [InlineData("gru")]
    [InlineData("gru-both")]
    [InlineData("rnn")]
    [InlineData("layout")]
    [InlineData("reverse")]
    public void An_ONNX_model_gives_what_PyTorch_gives(string name)
    {
        Model model = ForeignModels.Open(Fixture.Of($"recurrent-{name}.onnx"))!.Model;
        Answers.Check(model, Fixture.Of($"recurrent-{name}-inputs.npy"), Fixture.Of($"recurrent-{name}-outputs.npy"), 1e-5);
        // What the exporter says around the layers leaves no layers behind.
        Assert.DoesNotContain(model.Network.Layers, layer => layer is Reshape or Permute or Cropping1D or Flatten);
    }

    [Theory]
    [InlineData("before", "has its reset gate before the product (linear_before_reset 0)")]
    [InlineData("reverse-every", "reads from the end alone and gives the states of all steps")]
    public void What_no_layer_does_is_refused(string name, string told) => Assert.Contains(told,
        Assert.Throws<GliaException>(() => ForeignModels.Open(Fixture.Of($"recurrent-{name}.onnx"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm-both")]
    [InlineData("lstm-every")]
    [InlineData("gru")]
    [InlineData("gru-both")]
    [InlineData("rnn")]
    public void A_state_dict_fits_the_network_that_it_is_of(string name)
    {
        var options = new ForeignModelOptions { Experiment = Fixture.Of($"recurrent-{name}.json") };
        Answers.Check(ForeignModels.Open(Fixture.Of($"recurrent-{name}.pt"), options)!.Model,
            Fixture.Of($"recurrent-{name}-inputs.npy"), Fixture.Of($"recurrent-{name}-outputs.npy"), 1e-5);
    }

    // The others give a row of outputs for every step, or have another function, which their tensors do not say.
    [Theory]
    [InlineData("lstm")]
    [InlineData("lstm-both")]
    [InlineData("gru")]
    public void A_chain_is_recognized_once_the_steps_are_said(string name)
    {
        string file = Fixture.Of($"recurrent-{name}.pt");
        Assert.Contains("say it: glia convert", Assert.Throws<GliaException>(() => ForeignModels.Open(file)).Message,
            StringComparison.Ordinal);
        ForeignModel model = ForeignModels.Open(file, new ForeignModelOptions { Steps = 7 })!;
        Answers.Check(model.Model, Fixture.Of($"recurrent-{name}-inputs.npy"), Fixture.Of($"recurrent-{name}-outputs.npy"), 1e-5);
        Assert.Contains("over 7 steps, whose last states go into the dense layers", Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_network_is_said_to_be_one()
    {
        var options = new ForeignModelOptions { Experiment = Fixture.Of("recurrent-lstm.json") };
        Assert.Contains("the recurrent layer 'rnn' (weight_ih", Assert.Throws<GliaException>(() => ForeignModels.Open(
            Fixture.Of("recurrent-gru.pt"), options)).Message.Replace("rnn.", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["lstm"] = () => new(new Shape(6, 3), new LSTM(4), new Dense(2)),
        ["all steps"] = () => new(new Shape(6, 3), new LSTM(4, returnSequences: true), new Dense(3, "relu"), new GRU(5), new Dense(2)),
        ["both ways"] = () =>
            new(new Shape(6, 3), new Bidirectional(new LSTM(4, returnSequences: true)), new Bidirectional(new GRU(3)), new Dense(2)),
        ["simple"] = () => new(new Shape(6, 3), new SimpleRNN(4, "relu", returnSequences: true),
            new Bidirectional(new SimpleRNN(3, useBias: false)), new Dense(2, "softmax")),
        ["words"] = () =>
            new(6, new Embedding(9, 4), new Bidirectional(new GRU(3, returnSequences: true)), new GRU(4, useBias: false), new Dense(2)),
        ["own functions"] = () => new(new Shape(6, 3), new LSTM(4, "softsign", "hard_sigmoid"), new Dense(2)),
        ["backwards"] = () => new(new Shape(6, 3), new GRU(4, goBackwards: true), new Dense(2)),
        ["sum"] = () => new(new Shape(6, 3), new Bidirectional(new LSTM(4), "sum"), new Dense(2)),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ONNX_gives_the_same_network_back(string name)
    {
        Network network = Random(s_networks[name]());
        string path = Path.Combine(_folder, "m.onnx");
        Assert.Empty(ForeignWriting.Onnx(new Model(network), path));
        Same(network, ForeignModels.Open(path)!.Model);
        Assert.Equal("", OnnxWriterTests.Referee(path));
    }

    [Theory]
    [InlineData("lstm")]
    [InlineData("all steps")]
    [InlineData("both ways")]
    [InlineData("simple")]
    [InlineData("words")]
    public void PyTorch_gives_the_same_and_its_weights_come_back(string name)
    {
        Network network = Random(s_networks[name]());
        string weights = Path.Combine(_folder, "w.safetensors"), experiment = Path.Combine(_folder, "e.json");
        _ = ForeignWriting.Torch(new Model(network), weights);
        File.WriteAllText(experiment, $$"""
            {"data": {"source": "d.npz"}, "network": [{"class_name": "InputLayer",
              "batch_shape": [null, {{string.Join(", ", network.InputShape.ToArray())}}]},
            {{string.Join(", ", network.Children.Select(layer => LayerCatalogue.ToJson(layer).ToJsonString()))}}]}
            """);
        Same(network, ForeignModels.Open(weights, new ForeignModelOptions { Experiment = experiment })!.Model);
        Torch.Check(_folder, network, Rows(network));
    }

    [Fact]
    public void States_from_the_end_at_every_step_are_refused() => Assert.Contains("make it Bidirectional",
        Assert.Throws<GliaException>(() => ForeignWriting.Onnx(new Model(
            new Network(new Shape(4, 2), new GRU(2, goBackwards: true, returnSequences: true))), Path.Combine(_folder, "m.onnx"))).Message,
        StringComparison.Ordinal);

    private static void Same(Network network, Model back)
    {
        FloatFeatures rows = Rows(network);
        Assert.Equal(network.ParameterCount, back.Network.ParameterCount);
        ModelPredictions before = new Model(network).Predict(rows), after = back.Predict(rows);
        for (int row = 0; row < rows.Rows; row++) Assert.Equal(before[row].ToArray(), after[row].ToArray());
    }

    private static Network Random(Network network)
    {
        network.Initialize(3);
        foreach (Parameter parameter in network.Parameters)
            if (parameter.Name == "bias") Kernels.RandomFill.Uniform(network.Weights[parameter], -0.8f, 0.8f, 5, (ulong)parameter.Index);
        return network;
    }

    private static FloatFeatures Rows(Network network)
    {
        var random = new System.Random(4);
        bool words = network.Layers[0] is Embedding;
        return new FloatFeatures([.. Enumerable.Range(0, RowCount * network.InputShape.Size)
            .Select(_ => words ? random.Next(9) : ((float)random.NextDouble() * 4) - 2)], network.InputShape);
    }
}
