using Glia.Layers;

namespace Glia.Tests;

public class NetworkTests
{
    [Fact]
    public void Prints_its_layers_with_shapes_and_counts()
    {
        string table = new Network(784, new Dense(200, "relu"), new Dense(200, "relu"), new Dense(10, "softmax")).ToString();
        Assert.Contains("dense_2 (Dense)", table, StringComparison.Ordinal);
        Assert.Contains("157,000", table, StringComparison.Ordinal);
        Assert.Contains("199,210", table, StringComparison.Ordinal);
    }

    [Fact]
    public void The_seed_decides_the_start()
    {
        float[] Start(ulong seed) => new Network(5, [new Dense(4, kernelInitializer: "he_normal")], seed).Weights.All.ToArray();
        Assert.Equal(Start(1), Start(1));
        Assert.NotEqual(Start(1), Start(2));
    }

    [Fact]
    public void Numpy_randn_draws_one_stream_in_the_order_of_declaration()
    {
        // np.random.seed(42); np.random.randn(6), as numpy 1.24 prints them
        var network = new Network(2, [new Dense(2, kernelInitializer: "numpy_randn", biasInitializer: "numpy_randn")], seed: 42);
        Assert.Equal([0.49671414f, -0.1382643f, 0.64768857f, 1.5230298f], network.Weights[network.Parameter("dense/kernel")].ToArray());
        Assert.Equal([-0.23415338f, -0.23413695f], network.Weights[network.Parameter("dense/bias")].ToArray());
    }

    [Fact]
    public void A_clone_answers_alike_and_shares_nothing()
    {
        var network = new Network(3, new Dense(4, new LeakyFunction().Function), new BatchNormalization(0.9f), new Dropout(0.3f),
            new Dense(2, "softmax"));
        Network clone = network.Clone();
        float[] a = new float[2], b = new float[2];
        network.Predict([1, 2, 3], a);
        clone.Predict([1, 2, 3], b);
        Assert.Equal(a, b);
        clone.Weights.Clear();
        network.Predict([1, 2, 3], b);
        Assert.Equal(a, b);
        Assert.Equal(network.ToString(), clone.ToString());
    }

    private sealed class LeakyFunction
    {
        public ActivationFunction Function { get; } = ActivationCatalogue.Create(
            new System.Text.Json.Nodes.JsonObject { ["class_name"] = "LeakyReLU", ["negative_slope"] = 0.07 }, "test");
    }

    [Fact]
    public void What_a_later_layer_needs_is_not_overwritten()
    {
        // tanh keeps its output for the backward pass; dropout and the flattening between must not write over it. Half the hidden units
        // fall out, so a network whose gradient used the dropped output would differ from one in which nothing shares memory:
        // compare with numbers.
        var network = new Network(3, [new Dense(6, "tanh"), new Flatten(), new Dropout(0.5f), new Dense(1)], seed: 5);
        var workspace = new Workspace(network, 1, Kernels.Workers.Single, training: true);
        new float[] { 0.3f, -0.7f, 0.9f }.CopyTo(workspace.Input.Values);
        workspace.ForwardTraining(1, 1, 2);
        workspace.LossGradient(1).Values[0] = 1;
        workspace.Backward(1, 1, 2);
        float[] analytic = workspace.Gradients[network.Parameter("dense/kernel")].ToArray();
        Span<float> kernel = network.Weights[network.Parameter("dense/kernel")];
        for (int i = 0; i < kernel.Length; i++)
        {
            float kept = kernel[i];
            const float h = 1e-2f;
            kernel[i] = kept + h;
            double up = workspace.ForwardTraining(1, 1, 2).Values[0];
            kernel[i] = kept - h;
            double down = workspace.ForwardTraining(1, 1, 2).Values[0];
            kernel[i] = kept;
            // Central differences of float32: 1e-7 / 1e-2 of rounding, 1e-4 of curvature.
            Assert.Equal((up - down) / (2 * h), analytic[i], 2e-3);
        }
        Assert.Contains(analytic, g => g != 0);
    }

    [Fact]
    public void Names_are_unique_or_refused()
    {
        var first = LayerCatalogue.Create(
            System.Text.Json.Nodes.JsonNode.Parse("""{"class_name":"Dense","config":{"name":"a","units":2}}"""), "network[0]");
        var second = LayerCatalogue.Create(System.Text.Json.Nodes.JsonNode.Parse("""{"class_name":"Dense","name":"a","units":2}"""),
            "network[1]");
        Assert.Contains("'a'", Assert.Throws<GliaException>(() => new Network(2, first, second)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"class_name":"Dense","units":2,"actvation":"relu"}""", "did you mean 'activation'")]
    [InlineData("""{"class_name":"Dense","units":0}""", "at least 1")]
    [InlineData("""{"class_name":"Dens","units":1}""", "did you mean 'Dense'")]
    [InlineData("""{"class_name":"Dense","units":2,"activation":"rely"}""", "did you mean 'relu'")]
    [InlineData("""{"class_name":"Dropout","rate":1}""", "less than 1")]
    [InlineData("""{"class_name":"Dense","units":2,"kernel_constraint":"max_norm"}""", "not supported")]
    [InlineData("""{"class_name":"Lambda","config":{"function":"x"}}""", "Keras has the layer 'Lambda', Glia has not yet")]
    public void A_wrong_layer_gets_its_sentence(string json, string sentence)
    {
        var error = Assert.Throws<GliaException>(() => LayerCatalogue.Create(System.Text.Json.Nodes.JsonNode.Parse(json), "network[0]"));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("network[0]", error.Message, StringComparison.Ordinal);
    }
}
