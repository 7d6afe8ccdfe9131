using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;
using Glia.Models;
using Glia.Training;

namespace Glia.Tests.Layers;

/// <summary>A Normalization layer that takes its mean and variance from the training rows.</summary>
public sealed class AdaptingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-adapt-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // 1,203 rows, more than are seen at a time: column 0 around 5,000 with deviation 2, column 1 around -1.
    private static Dataset Rows(float shift = 0)
    {
        var inputs = new float[2 * 1203];
        Kernels.RandomFill.Normal(inputs, 0, 1, 3, 1);
        for (int i = 0; i < inputs.Length; i += 2) (inputs[i], inputs[i + 1]) = (5000 + 2 * inputs[i] + shift, inputs[i + 1] - 1);
        return Dataset.Values(inputs, 2, [.. Enumerable.Range(0, 1203).Select(i => inputs[2 * i + 1])]);
    }

    private static (float Mean, float Variance) First(Network network) =>
        (network.Weights[network.Parameter("normalization/mean")][0], network.Weights[network.Parameter("normalization/variance")][0]);

    private static (double Mean, double Variance) Expected(Dataset data)
    {
        var inputs = new float[data.Rows * 2];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], inputs);
        double[] column = [.. Enumerable.Range(0, data.Rows).Select(i => (double)inputs[2 * i])];
        double mean = column.Average();
        return (mean, column.Average(v => (v - mean) * (v - mean)));
    }

    [Fact]
    public void A_trainer_adapts_it_once_to_all_training_rows_and_not_to_those_that_judge()
    {
        Dataset data = Rows(), other = Rows(100);
        var network = new Network(2, new Normalization(), new Dense(1));
        var trainer = new Trainer(network, "mse", "sgd");
        trainer.Step(data, [0, 1, 2]);
        (double mean, double variance) = Expected(data);
        Assert.Equal(mean, First(network).Mean, 1e-3);
        Assert.Equal(variance, First(network).Variance, 1e-4);
        trainer.Fit(other, new FitOptions { Validation = other, Epochs = 1 });
        Assert.Equal(mean, First(network).Mean, 1e-3);
        trainer.Evaluate(other);
        Assert.Equal(mean, First(network).Mean, 1e-3);
        network.Adapt(other);
        Assert.Equal(mean + 100, First(network).Mean, 1e-3);
    }

    [Fact]
    public void It_sees_what_the_layers_before_it_make_of_the_rows()
    {
        Dataset data = Rows();
        var network = new Network(2, new Rescaling(0.5f, 1), new Normalization());
        network.Adapt(data);
        (double mean, double variance) = Expected(data);
        Assert.Equal(mean / 2 + 1, First(network).Mean, 1e-3);
        Assert.Equal(variance / 4, First(network).Variance, 1e-4);
    }

    [Fact]
    public void A_loaded_network_keeps_its_numbers_when_it_trains_on()
    {
        Dataset data = Rows();
        var network = new Network(2, new Normalization(), new Dense(1));
        network.Adapt(data);
        string path = Path.Combine(_folder, "m.safetensors");
        new Model(network).Save(path);
        foreach (Network back in new[] { Model.Load(path).Network, network.Clone() })
        {
            new Trainer(back, "mse", "sgd").Fit(Rows(100), new FitOptions());
            Assert.Equal(First(network), First(back));
        }
    }

    [Fact]
    public void It_makes_badly_scaled_columns_learnable()
    {
        Dataset data = Rows();
        var network = new Network(2, new Normalization(), new Dense(1));
        var trainer = new Trainer(network, "mse", new Glia.Optimizers.SGD(0.1f));
        trainer.Fit(data, new FitOptions { Epochs = 5 });
        Assert.True(trainer.Evaluate(data).Loss < 1e-3);
    }

    [Theory]
    [InlineData("""[{"class_name":"Dense","units":3},{"class_name":"Normalization"}]""",
        "Layer 'normalization' takes its numbers from the training rows, but stands after 'dense'")]
    [InlineData("""[{"class_name":"Normalization","mean":[1,2,3],"variance":[1,2,3]}]""",
        "3 means are given, but an input of 2 has 2 features")]
    [InlineData("""[{"class_name":"Normalization","mean":1}]""",
        "give mean and variance both, or neither to take them from the training rows")]
    [InlineData("""[{"class_name":"Normalization","mean":[1,2],"variance":[1]}]""", "'variance' must be as many numbers as mean has (2)")]
    [InlineData("""[{"class_name":"Normalization","mean":0,"variance":-1}]""", "'variance' must be zero or more")]
    [InlineData("""[{"class_name":"Normalization","axis":1}]""", "'axis' must be -1")]
    [InlineData("""[{"class_name":"GaussianNoise"}]""", "'stddev' must be the standard deviation of the noise")]
    [InlineData("""[{"class_name":"GaussianNoise","stddev":-1}]""", "'stddev' must be zero or more")]
    [InlineData("""[{"class_name":"Rescaling"}]""", "'scale' must be the factor")]
    [InlineData("""[{"class_name":"PReLU","shared_axes":[2]}]""", "can share its first axes only")]
    [InlineData("""[{"class_name":"PReLU","shared_axes":[1,2]}]""", "can share its first axes only")]
    [InlineData("""[{"class_name":"PReLU","shared_axes":"every"}]""", "'shared_axes' must be a list of axes")]
    [InlineData("""[{"class_name":"LayerNormalization","axis":[1,2]}]""", "'axis' must be -1")]
    [InlineData("""[{"class_name":"Dense","units":1,"kernel_regularizer":{"class_name":"L1","l1":-1}}]""", "'l1' must be zero or more")]
    [InlineData("""[{"class_name":"Dense","units":1,"kernel_regularizer":"l3"}]""", "unknown regularizer 'l3'")]
    public void What_cannot_be_is_said(string layers, string sentence)
    {
        GliaException error = Assert.Throws<GliaException>(() =>
            new Network(2, [.. JsonNode.Parse(layers)!.AsArray().Select(layer => LayerCatalogue.Create(layer!.DeepClone(), "network[0]"))],
                1));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}
