using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Layers;

public class RegularizerTests
{
    private static Layer Read(string regularizers) =>
        LayerCatalogue.Create(JsonNode.Parse($$"""{"class_name":"Dense","units":2,{{regularizers}}}"""), "network[0]");

    [Theory]
    [InlineData("\"l1\"", 0.01f, 0)]
    [InlineData("\"L2\"", 0, 0.01f)]
    [InlineData("\"l1_l2\"", 0, 0)]
    [InlineData("""{"class_name":"L1","config":{"l1":0.5}}""", 0.5f, 0)]
    [InlineData("""{"class_name":"L1L2","config":{"l1":0.5,"l2":0.25}}""", 0.5f, 0.25f)]
    [InlineData("""{"class_name":"L1L2","l1":0.5,"l2":0.25}""", 0.5f, 0.25f)]
    public void Every_form_of_Keras_is_read_for_kernel_and_bias_and_written_back(string form, float l1, float l2)
    {
        var dense = (Dense)Read($"\"kernel_regularizer\":{form},\"bias_regularizer\":{form}");
        Assert.Equal((new Regularizer(l1, l2), new Regularizer(l1, l2)), (dense.KernelRegularizer, dense.BiasRegularizer));
        var back = (Dense)LayerCatalogue.Create(LayerCatalogue.ToJson(dense), "network[0]");
        Assert.Equal((dense.KernelRegularizer, dense.BiasRegularizer), (back.KernelRegularizer, back.BiasRegularizer));
    }

    // One step of plain descent against the formula in double: the loss shown is the data's plus l1 sum|w| + l2 sum w^2, as Keras shows it,
    // and the step follows the gradient of exactly that.
    [Fact]
    public void The_penalty_is_in_the_loss_shown_and_its_slope_in_the_step()
    {
        const float l1 = 0.3f, l2 = 0.2f, rate = 0.05f;
        Dataset data = Dataset.Values([1, -2, 0.5f, 3], 2, [1, 0, 2, -1], 2);
        Network Make(Regularizer kernel, Regularizer bias) =>
            new(2, [new Dense(2, kernelRegularizer: kernel, biasRegularizer: bias, biasInitializer: "ones")], seed: 3);
        Network plain = Make(default, default), penalised = Make(new(l1, l2), new(l1));
        float[] kernel = plain.Weights[plain.Parameters[0]].ToArray(), bias = plain.Weights[plain.Parameters[1]].ToArray();
        var one = new Trainer(plain, "mse", new SGD(rate));
        double without = one.Step(data, [0, 1]).Loss, with = new Trainer(penalised, "mse", new SGD(rate)).Step(data, [0, 1]).Loss;
        double penalty = kernel.Sum(w => l1 * Math.Abs(w) + l2 * (double)w * w) + bias.Sum(w => l1 * Math.Abs((double)w));
        Assert.Equal(without + penalty, with, 1e-6);
        for (int i = 0; i < kernel.Length; i++)
            Assert.Equal(plain.Weights[plain.Parameters[0]][i] - rate * (l1 * Math.Sign(kernel[i]) + 2 * l2 * kernel[i]),
                penalised.Weights[penalised.Parameters[0]][i], 1e-6);
        for (int i = 0; i < bias.Length; i++)
            Assert.Equal(plain.Weights[plain.Parameters[1]][i] - rate * l1 * Math.Sign(bias[i]),
                penalised.Weights[penalised.Parameters[1]][i], 1e-6);
    }
}
