using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Tests.Layers;

public class SequenceLayerTests
{
    [Theory]
    [InlineData("""{"class_name":"Permute"}""", "'dims' must be a list of the numbers from 1 to at most 4, each once, such as [2, 1]")]
    [InlineData("""{"class_name":"Permute","dims":[1,1]}""", "each once, such as [2, 1], not [1,1]")]
    [InlineData("""{"class_name":"Permute","dims":[0,1]}""", "'dims' must be a list of the numbers from 1")]
    [InlineData("""{"class_name":"SpatialDropout1D","rate":1}""", "'rate' must be at least 0 and less than 1, not 1")]
    [InlineData("""{"class_name":"SpatialDropout2D","rate":0.5,"data_format":"channels_first"}""",
        "'data_format' must be \"channels_last\"")]
    public void A_wrong_setting_is_named(string layer, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => LayerCatalogue.Create(JsonNode.Parse(layer), "network[0]")).Message);

    [Fact]
    public void What_a_permute_cannot_exchange_is_said() =>
        Assert.Equal("Layer 'permute': its dims (2, 1) exchange 2 dimensions, but its input of 4x4x3 has 3; " +
            "name each of these once, from 1.",
            Assert.Throws<GliaException>(() => new Network(new Shape(4, 4, 3), new Permute(2, 1))).Message);

    [Fact]
    public void Spatial_dropout_takes_sequences_or_images() =>
        Assert.Contains("takes sequences of steps x channels",
            Assert.Throws<GliaException>(() => new Network(12, new SpatialDropout1D(0.5f))).Message);

    [Theory]
    [InlineData("Dropout1d", typeof(SpatialDropout1D))]
    [InlineData("nn.Dropout2d", typeof(SpatialDropout2D))]
    public void PyTorchs_words_drop_channels(string name, Type type)
    {
        Layer layer = LayerCatalogue.Create(new JsonObject { ["class_name"] = name, ["p"] = 0.25 }, "network[0]");
        Assert.IsType(type, layer);
        Assert.Equal(0.25f, layer.DroppedShare);
    }

    [Fact]
    public void Channels_fall_as_a_whole_and_the_rest_keeps_the_mean()
    {
        var network = new Network(new Shape(50, 200), new SpatialDropout1D(0.25f));
        var workspace = new Workspace(network, 20, Kernels.Workers.Single, training: true);
        workspace.Input.Values.Fill(3);
        Tensor y = workspace.ForwardTraining(20, seed: 4, step: 2);
        int fallen = 0;
        for (int row = 0; row < 20; row++)
            for (int channel = 0; channel < 200; channel++)
            {
                float first = y.Row(row)[channel];
                Assert.True(first is 0 or 4);
                for (int step = 1; step < 50; step++) Assert.Equal(first, y.Row(row)[step * 200 + channel]);
                if (first == 0) fallen++;
            }
        // 4,000 draws of 0.25 have a standard deviation of 27.
        Assert.InRange(fallen, 1000 - 5 * 27, 1000 + 5 * 27);
        workspace.Forward(20);
        Assert.All(workspace.Output(network.Layers[0], 20).Values.ToArray(), value => Assert.Equal(3, value));
    }

    [Theory]
    [InlineData("""{"class_name":"LSTM","units":0}""", "'units' must be at least 1")]
    [InlineData("""{"class_name":"LSTM","units":4,"activation":"softmax"}""", "'activation' must be a function of each number")]
    [InlineData("""{"class_name":"GRU","units":4,"reset_after":false}""",
        "'reset_after' must be true: the reset gate acts after the product")]
    [InlineData("""{"class_name":"LSTM","units":4,"recurrent_dropout":1}""", "'recurrent_dropout' must be at least 0 and less than 1")]
    [InlineData("""{"class_name":"SimpleRNN","units":4,"stateful":true}""",
        "'stateful' must be false; every sequence begins with a state of zeros")]
    [InlineData("""{"class_name":"LSTM","units":4,"return_state":true}""", "'return_state' must be false, since nothing takes the state")]
    [InlineData("""{"class_name":"LSTM","units":4,"dropout":1}""", "'dropout' must be at least 0 and less than 1")]
    [InlineData("""{"class_name":"SimpleRNN","units":4,"recurrent_activation":"tanh"}""", "unknown key 'recurrent_activation'")]
    [InlineData("""{"class_name":"nn.LSTM","input_size":3,"hidden_size":4}""",
        "'batch_first' must be true (PyTorch's own default is false), since every sample is a sequence")]
    [InlineData("""{"class_name":"GRU","hidden_size":4,"batch_first":true,"num_layers":2}""",
        "'num_layers' must be 1; write one layer after")]
    [InlineData("""{"class_name":"Embedding","input_dim":0,"output_dim":3}""", "'input_dim' must be between 1 and 16,777,216")]
    [InlineData("""{"class_name":"Embedding","num_embeddings":9,"embedding_dim":3,"padding_idx":0}""", "'padding_idx' must be absent")]
    public void A_wrong_setting_of_a_recurrent_layer_is_named(string layer, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => LayerCatalogue.Create(JsonNode.Parse(layer), "network[0]")).Message);

    [Theory]
    [InlineData(12, "a sample has 12 at position 2; make input_dim at least 13, or replace the numbers that it does not know.")]
    [InlineData(-1, "a sample has -1 at position 2; give whole numbers from 0, without a scale.")]
    [InlineData(0.25f, "a sample has 0.25 at position 2; give whole numbers from 0, without a scale.")]
    public void A_number_that_is_no_row_is_said_where_it_is_looked_up(float number, string sentence)
    {
        var network = new Network(4, new Embedding(10, 3));
        string message = Assert.Throws<GliaException>(() => network.Predict([1, 2, number, 0], new float[12])).Message;
        Assert.Equal($"Layer 'embedding' looks up the rows 0 to 9 of its table, but {sentence}", message);
    }

    [Fact]
    public void What_a_recurrent_layer_cannot_read_is_said()
    {
        Assert.Contains("takes sequences of steps x channels", Assert.Throws<GliaException>(() => new Network(12, new LSTM(3))).Message);
        Assert.Contains("'softmax' is not made for", Assert.Throws<ArgumentException>(() => new GRU(3, "softmax")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LSTM(3, dropout: 1));
        Assert.Contains("mask_zero needs samples that are sequences",
            Assert.Throws<GliaException>(() => new Network(new Shape(3, 4), new Embedding(5, 2, maskZero: true))).Message);
    }

    [Fact]
    public void An_LSTM_starts_as_Keras_does()
    {
        var network = new Network(new Shape(6, 3), new LSTM(5));
        float[] bias = network.Weights[network.Parameter("lstm/bias")].ToArray();
        Assert.Equal([.. new float[5], .. Enumerable.Repeat(1f, 5), .. new float[10]], bias);
        Assert.Equal("5x20", network.Parameter("lstm/recurrent_kernel").Shape.ToString());
        Assert.Equal("2x15", new Network(new Shape(6, 3), new GRU(5)).Parameter("gru/bias").Shape.ToString());
        // Rows of the recurrent kernel are orthonormal.
        float[] u = network.Weights[network.Parameter("lstm/recurrent_kernel")].ToArray();
        for (int a = 0; a < 5; a++)
            for (int b = 0; b < 5; b++)
                Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, 20).Sum(k => (double)u[a * 20 + k] * u[b * 20 + k]), 1e-5);
        const string Torch = """{"class_name":"nn.LSTM","hidden_size":16,"batch_first":true}""";
        network = new Network(new Shape(6, 3), LayerCatalogue.Create(JsonNode.Parse(Torch), "network[0]"));
        Assert.Equal("6x16", network.OutputShape.ToString());
        Assert.All(network.Weights.All.ToArray(), weight => Assert.InRange(weight, -0.25f, 0.25f));
    }

    [Fact]
    public void Keras_own_json_of_an_embedding_says_nothing_of_the_input()
    {
        const string Text = """
            {"data":{"source":"d.npz"},"network":{"class_name":"Sequential","config":{"name":"sequential","layers":[
              {"class_name":"InputLayer","config":{"batch_shape":[null,7],"dtype":"float32","name":"input_layer"}},
              {"class_name":"Embedding","config":{"name":"embedding","input_dim":20000,"output_dim":8,"embeddings_initializer":{"module":
                "keras.initializers","class_name":"RandomUniform","config":{"seed":null,"maxval":0.05,"minval":-0.05}},"mask_zero":true}},
              {"class_name":"LSTM","config":{"name":"lstm","units":4,"activation":"tanh","recurrent_activation":"sigmoid","use_bias":true,
                "unit_forget_bias":true,"dropout":0.0,"recurrent_dropout":0.0,"seed":null,"return_sequences":false,"return_state":false,
                "go_backwards":false,"stateful":false,"unroll":false,"zero_output_for_mask":false}},
              {"class_name":"Dense","config":{"units":1,"activation":"sigmoid"}}]}}}
            """;
        Glia.Experiments.Experiment experiment = Glia.Experiments.Experiment.Parse("e.json", Text);
        Assert.Equal(["InputLayer", "Embedding", "LSTM", "Dense"], experiment.Network.Select(layer => layer.ClassName));
        Assert.Equal("experiment of 7", $"experiment of {experiment.Network[0].InputShape("network[0]")}");
        Assert.Null(experiment.Network[1].InputShape("network[1]"));
    }

    [Fact]
    public void Every_step_has_its_products_and_a_bias_of_two_rows_has_none()
    {
        Assert.Equal(6 * (3 + 5) * 20, new Network(new Shape(6, 3), new LSTM(5)).MultiplyAdds);
        Assert.Equal(6 * (3 + 5) * 15, new Network(new Shape(6, 3), new GRU(5, returnSequences: true)).MultiplyAdds);
    }

    // What a mask leaves out is nothing to the answer: the same sequences, filled up with zeros before, after and between.
    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    [InlineData("mean")]
    public void What_only_fills_a_sequence_up_changes_no_answer(string kind)
    {
        Layer Reader() => kind switch
        {
            "SimpleRNN" => new SimpleRNN(4),
            "LSTM" => new LSTM(4),
            "GRU" => new GRU(4),
            _ => new GlobalAveragePooling1D(),
        };
        Network Make(int steps) => new(steps, [new Embedding(9, 3, maskZero: true), new Dense(3, "relu"), Reader(), new Dense(2)], seed: 5);
        float[] bare = new float[2], filled = new float[2];
        Make(3).Predict([4, 8, 2], bare);
        foreach (float[] sequence in (float[][])[[0, 0, 0, 4, 8, 2], [4, 8, 2, 0, 0, 0], [0, 4, 0, 8, 0, 2]])
        {
            Make(6).Predict(sequence, filled);
            Assert.Equal(bare, filled);
        }
    }
}
