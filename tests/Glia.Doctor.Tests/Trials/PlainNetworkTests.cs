using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Initializers;
using Glia.Layers;

namespace Glia.Doctor.Tests.Trials;

public class PlainNetworkTests
{
    // What an autoencoder can give back depends on its layers and not on how they were started.
    [Fact]
    public void The_measure_of_an_autoencoder_has_its_layers_and_usual_first_weights()
    {
        var inputs = new FloatFeatures([.. Enumerable.Range(0, 200).Select(i => MathF.Abs(MathF.Sin(i)))], 10);
        var data = new Dataset(inputs, new Targets([.. Enumerable.Range(0, 200).Select(i => MathF.Abs(MathF.Sin(i)))], 10));
        var wild = new RandomNormal(stddev: 1);
        ExperimentSubject subject = Made.Subject(data,
            [new Dense(4, "sigmoid", kernelInitializer: wild, biasInitializer: wild), new Dense(10, "sigmoid", kernelInitializer: wild,
                biasInitializer: wild)], "mse");
        Variant patient = Variant.Of(subject)!;
        Variant plain = PlainNetwork.For(patient, TargetView.Of(data, subject.Loss, subject.Network!))!;
        Assert.Equal(["relu", "sigmoid"], plain.Layers.Select(layer => Word(layer, "activation")));
        Assert.Equal(["he_normal", "glorot_uniform"], plain.Layers.Select(layer => Word(layer, "kernel_initializer")));
        Assert.Equal(["zeros", "zeros"], plain.Layers.Select(layer => Word(layer, "bias_initializer")));
    }

    private static string Word(JsonObject layer, string key) => layer[key]!.GetValue<string>();
}
