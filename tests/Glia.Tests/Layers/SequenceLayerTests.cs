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
    [InlineData("""{"class_name":"SpatialDropout2D","rate":0.5,"data_format":"channels_first"}""", "'data_format' must be \"channels_last\"")]
    public void A_wrong_setting_is_named(string layer, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => LayerCatalogue.Create(JsonNode.Parse(layer), "network[0]")).Message);

    [Fact]
    public void What_a_permute_cannot_exchange_is_said() =>
        Assert.Equal("Layer 'permute': its dims (2, 1) exchange 2 dimensions, but its input of 4x4x3 has 3; name each of these once, from 1.",
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
}
