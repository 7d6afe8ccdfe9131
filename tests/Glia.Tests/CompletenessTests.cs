using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Layers;
using Glia.Losses;
using Glia.Models;
using Glia.Optimizers;
using Glia.Tests.Layers;
using Glia.Tests.Losses;

namespace Glia.Tests;

/// <summary>
/// Finds every layer, activation, loss and optimizer by reflection and fails until it has its line in the catalogue, its way through a file
/// and its check against the oracle or a fixture.
/// </summary>
public sealed class CompletenessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-complete-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> LayerCaseNames => [.. LayerCases.Names];

    [Fact]
    public void Every_layer_has_a_catalogue_line_and_a_gradient_check()
    {
        string[] layers = ConcreteTypes<Layer>();
        Assert.Equal([], layers.Except(LayerCatalogue.Names));
        Assert.Equal([], layers.Except(LayerCases.Names.SelectMany(name => LayerCases.Network(name, 1).AllLayers)
            .Select(layer => layer.GetType().Name)));
    }

    [Theory]
    [MemberData(nameof(LayerCaseNames))]
    public void Every_layer_comes_back_from_a_model_file_as_it_was(string name)
    {
        Network network = LayerCases.Network(name, 4);
        string path = Path.Combine(_folder, "m.safetensors");
        new Model(network).Save(path);
        Network back = Model.Load(path).Network;
        Assert.Equal(network.Layers.Select(layer => LayerCatalogue.ToJson(layer).ToJsonString()),
            back.Layers.Select(layer => LayerCatalogue.ToJson(layer).ToJsonString()));
        float[] input = new float[network.InputShape.Size], a = new float[network.OutputShape.Size],
            b = new float[network.OutputShape.Size];
        LayerCases.Fill(network, input, 1);
        network.Predict(input, a);
        back.Predict(input, b);
        Assert.Equal(a, b);
        Assert.Equal(network.Weights.All, back.Weights.All);
    }

    [Fact]
    public void Every_activation_kernel_has_a_catalogue_line_and_comes_back_from_a_file()
    {
        ActivationFunction[] functions =
            [.. LayerCases.Activations().Select(node => ActivationCatalogue.Create(ReferenceValues.Copy(node), "activation"))];
        var reached = functions.SelectMany(f => f.GetType().GetGenericArguments()).ToHashSet();
        Assert.Equal([], typeof(IActivation).Assembly.GetTypes()
            .Where(t => t.IsValueType && t.IsAssignableTo(typeof(IActivation)) && !reached.Contains(t)));
        foreach (ActivationFunction function in functions)
        {
            ActivationFunction back = ActivationCatalogue.Create(ActivationCatalogue.ToJson(function), "activation");
            Assert.Equal((function.GetType(), function.Name, function.Config().ToJsonString()),
                (back.GetType(), back.Name, back.Config().ToJsonString()));
        }
        Assert.Equal([], ConcreteTypes<ActivationFunction>().Except(functions.Select(f => f.GetType().Name)));
    }

    [Fact]
    public void Every_loss_has_a_catalogue_line_and_comes_back_from_a_file()
    {
        Loss[] losses = [.. LossGradientTests.LossForms.Select(form => LossCatalogue.Create(JsonNode.Parse(form), "loss"))];
        Assert.Equal([], ConcreteTypes<Loss>().Except(losses.Select(loss => loss.GetType().Name)));
        foreach (Loss loss in losses)
        {
            Loss back = LossCatalogue.Create(LossCatalogue.ToJson(loss), "loss");
            Assert.Equal((loss.GetType(), loss.Name, loss.Config().ToJsonString()),
                (back.GetType(), back.Name, back.Config().ToJsonString()));
        }
    }

    [Fact]
    public void Every_optimizer_has_a_catalogue_line_and_comes_back_from_a_file_with_every_setting()
    {
        Assert.Equal([], ConcreteTypes<Optimizer>().Except(OptimizerCatalogue.Names));
        foreach (string name in OptimizerCatalogue.Names)
        {
            Optimizer optimizer = name;
            optimizer.LearningRate = 0.123f;
            (optimizer.WeightDecay, optimizer.Decay, optimizer.ClipNorm, optimizer.GlobalClipNorm, optimizer.ClipValue) =
                (0.1f, 0.2f, 1, 2, 3);
            JsonObject form = OptimizerCatalogue.ToJson(optimizer);
            // Every setting of its own, moved off its default.
            foreach (var (key, value) in form.ToArray())
                if (value!.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
                    form[key] = !value.GetValue<bool>();
                else if (key is not "class_name") form[key] = value.GetValue<float>() / 2;
            Optimizer back = OptimizerCatalogue.Create(ReferenceValues.Copy(form), "optimizer");
            Assert.Equal(form.ToJsonString(), OptimizerCatalogue.ToJson(back).ToJsonString());
            Assert.Equal(optimizer.GetType(), back.GetType());
        }
    }

    // Generic types are counted by what they are made over.
    private static string[] ConcreteTypes<T>() =>
        [.. typeof(T).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericTypeDefinition: false }
            && t.IsAssignableTo(typeof(T))).Select(t => t.Name)];
}
