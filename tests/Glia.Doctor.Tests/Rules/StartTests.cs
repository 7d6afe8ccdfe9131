using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Initializers;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Doctor.Tests.Rules;

public class StartTests
{
    private static ExperimentSubject Of(Dataset data, Optimizer optimizer, params Layer[] layers) =>
        Made.Subject(data, layers, "categorical_crossentropy", optimizer);

    private static Dataset Images(float factor, int rows = 800) => Made.Pixels(rows, factor);

    [Fact]
    public void Bytes_as_they_are_blow_up_gradient_descent_and_are_named()
    {
        Finding finding = Verdicts.Sick(Of(Images(1), new SGD(0.1f), Made.Dense([64, 64], "relu", 5, "softmax")), Faults.InputsNotScaled);
        Assert.Equal("x", finding.Where.Parameter);
        Verdicts.Healthy(Of(Images(1 / 255f), new SGD(0.1f), Made.Dense([64, 64], "relu", 5, "softmax")));
    }

    [Fact]
    public void Standardised_inputs_beyond_one_are_healthy() =>
        Verdicts.Healthy(Of(Made.Blobs(), new SGD(0.1f), Made.Dense([16], "relu", 3, "softmax")));

    [Fact]
    public void Large_inputs_before_batch_normalisation_are_healthy() =>
        Verdicts.Healthy(Of(Images(1), new Adam(), new BatchNormalization(0.9f), new Dense(32, "relu"), new Dense(5, "softmax")));

    [Fact]
    public void Bytes_divided_by_255_twice_are_named() =>
        Verdicts.Sick(Of(Images(1 / 65025f), new SGD(0.1f), Made.Dense([64, 64], "relu", 5, "softmax")), Faults.InputsScaledTwice);

    [Theory]
    [InlineData(0f)]
    [InlineData(0.01f)]
    public void Constant_weights_are_named(float value)
    {
        var start = new Constant(value);
        Finding finding = Verdicts.Sick(Of(Made.Blobs(), new Adam(), new Dense(16, "relu", kernelInitializer: start),
            new Dense(16, "relu", kernelInitializer: start), new Dense(3, "softmax", kernelInitializer: start)), Faults.ConstantWeights);
        Assert.Equal("dense", finding.Where.Layer);
    }

    [Fact]
    public void Zeros_in_the_last_layer_and_in_logistic_regression_are_healthy()
    {
        Verdicts.Healthy(Of(Made.Blobs(), new Adam(), new Dense(16, "relu", kernelInitializer: "he_normal"),
            new Dense(3, "softmax", kernelInitializer: "zeros")));
        Verdicts.Healthy(Of(Made.Blobs(), new SGD(0.1f), new Dense(3, "softmax", kernelInitializer: "zeros")));
    }

    [Fact]
    public void Weights_of_deviation_one_on_many_inputs_are_too_large()
    {
        Finding finding = Verdicts.Sick(Of(Images(1 / 255f), new SGD(0.1f), Made.Dense([200, 200], "relu", 5, "softmax", "numpy_randn")),
            Faults.WeightsTooLarge);
        Assert.Equal("dense", finding.Where.Layer);
    }

    [Fact]
    public void Weights_of_deviation_one_on_two_inputs_are_healthy() =>
        Verdicts.Healthy(Of(Made.Blobs(), new Adam(), new Dense(6, "relu", kernelInitializer: "numpy_randn"), new Dense(3, "softmax")));

    [Fact]
    public void Weights_of_a_ten_thousandth_are_too_small() =>
        Verdicts.Sick(Of(Images(1 / 255f), new SGD(0.1f), Made.Dense([64, 64, 64], "relu", 5, "softmax", "random_normal") is var layers
            ? Small(layers) : []), Faults.WeightsTooSmall);

    [Fact]
    public void Softmax_in_wide_hidden_layers_starves_the_output() =>
        Verdicts.Sick(Of(Images(1 / 255f), new SGD(0.1f), Made.Dense([100, 100], "softmax", 5, "softmax", "glorot_uniform")),
            Faults.SoftmaxInHiddenLayer);

    [Fact]
    public void Ten_sigmoid_layers_lose_the_signal_and_ten_tanh_layers_do_not()
    {
        Verdicts.Sick(Of(Made.Blobs(), new Adam(),
            Made.Dense([20, 20, 20, 20, 20, 20, 20, 20, 20, 20], "sigmoid", 3, "softmax", "glorot_uniform")), Faults.SaturatingStack);
        Verdicts.Healthy(
            Of(Made.Blobs(), new Adam(), Made.Dense([20, 20, 20, 20, 20, 20, 20, 20, 20, 20], "tanh", 3, "softmax", "glorot_uniform")));
    }

    [Fact]
    public void Exponentials_on_exponentials_overflow() =>
        Verdicts.Sick(Of(Made.Blobs(), new Adam(), Made.Dense([5, 5, 5, 5, 5, 5, 5, 5], "exponential", 3, "softmax")),
            Faults.UnboundedGrowth);

    [Fact]
    public void One_dead_unit_between_wide_layers_is_a_bottleneck()
    {
        var network = new Network(2, new Dense(16, "relu"), new Dense(1, "relu"), new Dense(16, "relu"), new Dense(3, "softmax"));
        network.Weights[network.Parameter("dense_1/kernel")].Fill(-1);
        Finding finding = Verdicts.Sick(ExperimentSubject.Of("made", network, "categorical_crossentropy", "Adam", Made.Blobs(),
            new FitOptions { Epochs = 20 }), Faults.NarrowBottleneck);
        Assert.Equal("dense_1", finding.Where.Layer);
    }

    [Fact]
    public void Half_of_the_relu_outputs_at_zero_is_healthy() =>
        Verdicts.Healthy(Of(Made.Blobs(), new Adam(), Made.Dense([128, 128, 128], "relu", 3, "softmax")));

    [Fact]
    public void An_output_bias_that_decides_alone_is_suspected()
    {
        var network = new Network(2, new Dense(16, "relu"), new Dense(3, "softmax"));
        network.Weights[network.Parameter("dense_1/bias")][1] = 10;
        Verdicts.Suspected(ExperimentSubject.Of("made", network, "categorical_crossentropy", "Adam", Made.Blobs(),
            new FitOptions { Epochs = 20 }), Faults.OddBias);
    }

    [Fact]
    public void Hidden_biases_of_minus_ten_kill_every_unit() =>
        Verdicts.Sick(Of(Made.Blobs(), new Adam(), new Dense(16, "relu", biasInitializer: new Constant(-10)), new Dense(3, "softmax")),
            Faults.OddBias);

    [Fact]
    public void A_summed_loss_at_a_rate_meant_for_the_mean_is_named_and_at_a_rate_divided_by_the_batch_only_suspected()
    {
        ExperimentSubject With(float rate) => Made.Subject(Images(1 / 255f), Made.Dense([64, 64], "relu", 5, "softmax"),
            new CategoricalCrossentropy { Reduction = Reduction.Sum },
            new SGD(rate), new FitOptions { BatchSize = 256, Epochs = 100 });
        Verdicts.Sick(With(0.3f), Faults.WrongReduction);
        Verdicts.Suspected(With(0.001f), Faults.WrongReduction);
    }

    [Fact]
    public void Targets_in_the_thousands_are_named_and_of_ordinary_size_are_not()
    {
        ExperimentSubject With(double factor, double offset, Optimizer optimizer) => Made.Subject(Made.Curve(targetFactor: factor,
            targetOffset: offset), Made.Dense([32, 32], "relu", 1, "linear"), "mse", optimizer);
        Verdicts.Sick(With(1000, 0, new SGD(0.01f)), Faults.TargetsNotScaled);
        Verdicts.Sick(With(5000, 20000, new Adam()), Faults.TargetsNotScaled);
        Verdicts.Healthy(With(1, 0, new SGD(0.01f)));
        // Miles per gallon: mean 23, deviation 8.
        Verdicts.Healthy(With(6, 23, new Adam(0.01f)), Faults.TargetsNotScaled);
    }

    [Theory]
    [InlineData(0.1f, true)]
    [InlineData(0.0001f, false)]
    public void A_penalty_that_outweighs_the_data_is_named_and_a_usual_one_is_not(float l2, bool sick)
    {
        ExperimentSubject subject = Of(Images(1 / 255f), new SGD(0.1f),
            new Dense(100, "relu", kernelInitializer: "he_normal", kernelRegularizer: l2), new Dense(5, "softmax", kernelRegularizer: l2));
        // The first layer has nearly all of the weights.
        if (sick) Assert.Equal("dense", Verdicts.Sick(subject, Faults.OverRegularised).Where.Layer);
        else Verdicts.Healthy(subject);
    }

    [Fact]
    public void A_clip_far_below_the_gradient_is_suspected_under_gradient_descent_and_harmless_under_Adam()
    {
        Layer[] Layers() => Made.Dense([16], "relu", 3, "softmax");
        Verdicts.Suspected(Of(Made.Blobs(), new SGD(0.01f) { GlobalClipNorm = 1e-4f }, Layers()), Faults.ClipTooLow);
        Verdicts.Healthy(Of(Made.Blobs(), new Adam { GlobalClipNorm = 1e-4f }, Layers()));
    }

    [Fact]
    public void A_linear_stack_on_circles_is_named_because_the_data_are_not_linear()
    {
        Verdicts.Sick(Made.Subject(Made.Circles(), Made.Dense([16, 16], "linear", 1, "sigmoid"), "binary_crossentropy"),
            Faults.NoHiddenNonlinearity);
        Verdicts.Healthy(Made.Subject(Made.Circles(), Made.Dense([16, 16], "relu", 1, "sigmoid"), "binary_crossentropy"));
    }

    private static Layer[] Small(Layer[] layers) => [.. layers.Select(layer =>
        new Dense(((Dense)layer).Units, ((Dense)layer).Activation, kernelInitializer: new RandomNormal(0, 1e-4f)))];
}
