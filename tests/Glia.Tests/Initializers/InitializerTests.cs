using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Layers;

namespace Glia.Tests.Initializers;

public class InitializerTests
{
    private static float[] Kernel(Initializer initializer, int fanIn = 300, int fanOut = 200) =>
        new Network(fanIn, [new Dense(fanOut, kernelInitializer: initializer, useBias: false)], seed: 3).Weights.All[..(fanIn * fanOut)]
            .ToArray();

    private static (double Mean, double Variance, double Largest) Moments(float[] x)
    {
        double mean = x.Average(v => (double)v);
        return (mean, x.Average(v => (v - mean) * (v - mean)), x.Max(v => Math.Abs(v)));
    }

    // 60,000 numbers: the standard error of a variance is below 0.6 % of it, so 3 % is five of them; the mean's is sqrt(v/60000),
    // so 5 of those.
    [Theory]
    [InlineData("glorot_uniform", 2.0 / 500, true)]
    [InlineData("glorot_normal", 2.0 / 500, false)]
    [InlineData("he_uniform", 2.0 / 300, true)]
    [InlineData("he_normal", 2.0 / 300, false)]
    [InlineData("lecun_uniform", 1.0 / 300, true)]
    [InlineData("lecun_normal", 1.0 / 300, false)]
    public void Variance_scaling_gives_the_variance_of_its_paper(string name, double variance, bool uniform)
    {
        var (mean, measured, largest) = Moments(Kernel(name));
        Assert.Equal(variance, measured, 0.03 * variance);
        Assert.Equal(0, mean, 5 * Math.Sqrt(variance / 60_000));
        // Uniform numbers stop at sqrt(3 v); cut normals at two of their uncut deviations, sqrt(v) / 0.8796.
        double bound = uniform ? Math.Sqrt(3 * variance) : 2 * Math.Sqrt(variance) / 0.87962566103423978;
        Assert.InRange(largest, 0.98 * bound, 1.0001 * bound);
    }

    // Keras' definition: the variance of what is drawn is scale / fan, whatever the distribution.
    [Theory]
    [InlineData("fan_in", "truncated_normal", 3.0 / 300)]
    [InlineData("fan_out", "truncated_normal", 3.0 / 200)]
    [InlineData("fan_avg", "normal", 3.0 / 250)]
    [InlineData("fan_in", "untruncated_normal", 3.0 / 300)]
    [InlineData("fan_out", "uniform", 3.0 / 200)]
    public void Variance_scaling_has_every_mode_and_distribution(string mode, string distribution, double variance)
    {
        var form = new JsonObject
        {
            ["class_name"] = "VarianceScaling",
            ["config"] = new JsonObject { ["scale"] = 3.0, ["mode"] = mode, ["distribution"] = distribution, ["seed"] = null }
        };
        Initializer initializer = InitializerCatalogue.Create(form, "test");
        var (mean, measured, largest) = Moments(Kernel(initializer));
        Assert.Equal(variance, measured, 0.03 * variance);
        Assert.Equal(0, mean, 5 * Math.Sqrt(variance / 60_000));
        (double low, double high) = distribution switch
        {
            "uniform" => (0.98 * Math.Sqrt(3 * variance), 1.0001 * Math.Sqrt(3 * variance)),
            // 60,000 normal numbers reach four deviations; only one in a million would end below 3.5.
            "untruncated_normal" => (3.5 * Math.Sqrt(variance), 6 * Math.Sqrt(variance)),
            _ => (1.96 * Math.Sqrt(variance) / 0.87962566103423978, 2.0002 * Math.Sqrt(variance) / 0.87962566103423978),
        };
        Assert.InRange(largest, low, high);
        Assert.Equal(Kernel(initializer), Kernel(InitializerCatalogue.Create(InitializerCatalogue.ToJson(initializer), "test")));
    }

    [Theory]
    [InlineData("""{"class_name":"VarianceScaling","scale":0}""", "'scale' must be more than zero, not 0.")]
    [InlineData("""{"class_name":"VarianceScaling","mode":"fan"}""", "'mode' must be \"fan_in\", \"fan_out\" or \"fan_avg\", not \"fan\".")]
    [InlineData("""{"class_name":"VarianceScaling","distribution":"norm"}""", "'distribution' must be")]
    [InlineData("\"identity\"", "Keras has the initializer 'identity', Glia has not yet; known are")]
    public void A_wrong_initializer_gets_its_sentence(string form, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<GliaException>(() => InitializerCatalogue.Create(JsonNode.Parse(form), "test")).Message,
            StringComparison.Ordinal);

    // nn.Linear.reset_parameters: bound = 1 / sqrt(fan_in) for both, fan_in that of the weight.
    [Fact]
    public void Torch_linear_starts_weights_and_biases_within_the_root_of_the_inputs()
    {
        var network = new Network(300, [new Dense(2000, kernelInitializer: "torch_linear", biasInitializer: "torch_linear")], seed: 4);
        double bound = 1 / Math.Sqrt(300);
        foreach (Parameter parameter in network.Parameters)
        {
            var (mean, variance, largest) = Moments(network.Weights[parameter].ToArray());
            Assert.InRange(largest, 0.99 * bound, bound);
            // 2,000 biases: the standard error of the variance is 2 % of it, the mean's is bound / sqrt(6000).
            Assert.Equal(bound * bound / 3, variance, 0.1 * bound * bound / 3);
            Assert.Equal(0, mean, 5 * bound / Math.Sqrt(6000));
        }
    }

    [Fact]
    public void Normal_and_uniform_have_Keras_defaults()
    {
        Assert.Equal(0.0025, Moments(Kernel("random_normal")).Variance, 0.0001);
        Assert.InRange(Moments(Kernel("random_normal")).Largest, 0.18, 0.30);
        Assert.InRange(Moments(Kernel("truncated_normal")).Largest, 0.098, 0.1);
        Assert.InRange(Moments(Kernel("random_uniform")).Largest, 0.0499, 0.05);
    }

    [Theory]
    [InlineData(30, 20)]
    [InlineData(20, 30)]
    public void Orthogonal_has_orthonormal_rows_or_columns(int rows, int columns)
    {
        float[] w = Kernel("orthogonal", rows, columns);
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double dot = 0;
                for (int i = 0; i < length; i++) dot += rows <= columns ? w[a * columns + i] * w[b * columns + i]
                    : w[i * columns + a] * w[i * columns + b];
                Assert.Equal(a == b ? 1 : 0, dot, 1e-5);
            }
        }
    }

    [Fact]
    public void Constants_are_constant_and_parameters_draw_numbers_of_their_own()
    {
        Assert.All(Kernel(new Constant(0.01f)), w => Assert.Equal(0.01f, w));
        var network = new Network(4, new Dense(4), new Dense(4));
        Assert.NotEqual(network.Weights[network.Parameters[0]].ToArray(), network.Weights[network.Parameters[2]].ToArray());
    }

    [Fact]
    public void Every_initializer_comes_back_from_its_file_form()
    {
        foreach (string name in InitializerCatalogue.Names)
        {
            Initializer initializer = name;
            Initializer back = InitializerCatalogue.Create(InitializerCatalogue.ToJson(initializer), "test");
            Assert.Equal(Kernel(initializer, 6, 5), Kernel(back, 6, 5));
        }
        Assert.Equal(Kernel("he_normal"), Kernel("HeNormal"));
        Assert.Contains("did you mean 'he_normal'", Assert.Throws<GliaException>(() => (Initializer)"he_nomal").Message,
            StringComparison.Ordinal);
    }
}
