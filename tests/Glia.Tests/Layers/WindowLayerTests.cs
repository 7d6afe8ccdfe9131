using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Tests.Layers;

public class WindowLayerTests
{
    [Theory]
    [InlineData("28,28", "gray images have one channel: say \"input_shape\": [28, 28, 1] in the first layer")]
    [InlineData("784", "say their shape with \"input_shape\": [height, width, channels]")]
    [InlineData("2,2,2,2", "put a Reshape before it that gives 3 dimensions")]
    [InlineData("2,9,1", "a window of 3 x 3 is larger than its input of 2 x 9; use padding \"same\"")]
    [InlineData("9,9,3", "3 channels cannot be shared out among 2 groups alike")]
    public void What_a_convolution_cannot_take_is_said_with_what_to_do(string shape, string sentence)
    {
        Shape input = new([.. shape.Split(',').Select(int.Parse)]);
        Layer layer = sentence.Contains("groups") ? new Conv2D(4, 3, groups: 2) : new Conv2D(4, 3);
        Assert.Contains(sentence, Assert.Throws<GliaException>(() => new Network(input, layer)).Message);
    }

    [Fact]
    public void A_sequence_is_no_image() =>
        Assert.Contains("takes sequences of steps x channels",
            Assert.Throws<GliaException>(() => new Network(new Shape(4, 4, 1), new Conv1D(2, 3))).Message);

    [Theory]
    [InlineData("""{"class_name":"Conv2D","filters":0,"kernel_size":3}""", "filters")]
    [InlineData("""{"class_name":"Conv2D","filters":2}""", "kernel_size")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":[3,3,3]}""", "[height, width]")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":0}""", "at least 1")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":3,"padding":"full"}""", "\"valid\" or \"same\"")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":3,"padding":"causal"}""", "\"valid\" or \"same\"")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":3,"data_format":"channels_first"}""", "channels_last")]
    [InlineData("""{"class_name":"Conv2D","filters":2,"kernel_size":3,"strides":2,"dilation_rate":2}""", "strides or dilation, not both")]
    [InlineData("""{"class_name":"Conv2D","filters":3,"kernel_size":3,"groups":2}""", "3 filters cannot be shared out")]
    [InlineData("""{"class_name":"MaxPooling2D","pool_size":"2"}""", "pool_size")]
    [InlineData("""{"class_name":"AvgPool2d","kernel_size":2,"padding":1}""", "count_include_pad")]
    [InlineData("""{"class_name":"MaxPool2d","kernel_size":2,"ceil_mode":true}""", "ceil_mode")]
    [InlineData("""{"class_name":"Reshape","target_shape":[0,3]}""", "target_shape")]
    public void A_wrong_setting_is_named(string layer, string part) =>
        Assert.Contains(part, Assert.Throws<GliaException>(() => LayerCatalogue.Create(JsonNode.Parse(layer), "network[0]")).Message);

    [Fact]
    public void Keras_own_json_is_read()
    {
        Layer layer = LayerCatalogue.Create(JsonNode.Parse("""
            {"module":"keras.layers","class_name":"Conv2D","config":{"name":"conv2d_7","trainable":true,"filters":32,"kernel_size":[3,3],
              "strides":[1,1],
            "padding":"same","data_format":"channels_last","dilation_rate":[1,1],"groups":1,"activation":"relu","use_bias":true,
            "kernel_initializer":{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null},
            "bias_initializer":{"module":"keras.initializers","class_name":"Zeros","config":{},"registered_name":null},
              "kernel_regularizer":null,
            "bias_regularizer":null,"activity_regularizer":null,"kernel_constraint":null,"bias_constraint":null},"registered_name":null}
            """), "network[0]");
        Assert.Equal("28x28x32", new Network(new Shape(28, 28, 1), layer).OutputShape.ToString());
        Assert.Equal("conv2d_7", layer.Name);
    }

    [Fact]
    public void PyTorchs_words_pad_and_start_as_PyTorch_does()
    {
        Network network = new(new Shape(8, 8, 3),
            Make("""{"class_name":"Conv2d","in_channels":3,"out_channels":4,"kernel_size":3,"stride":2,"padding":1}"""),
            Make("""{"class_name":"BatchNorm2d","num_features":4}"""),
            Make("""{"class_name":"MaxPool2d","kernel_size":3,"stride":1,"padding":1}"""));
        Assert.Equal("4x4x4", network.OutputShape.ToString());
        // Uniform up to 1 over the root of the inputs of a sum, biases too.
        float bound = 1 / MathF.Sqrt(27);
        Assert.All(network.Weights[network.Parameter("conv2d/kernel")].ToArray(), weight => Assert.InRange(weight, -bound, bound));
        Assert.Contains(network.Weights[network.Parameter("conv2d/bias")].ToArray(), weight => weight != 0);

        static Layer Make(string json) => LayerCatalogue.Create(JsonNode.Parse(json), "network[0]");
    }

    [Fact]
    public void Layers_are_called_as_Keras_calls_them()
    {
        Network network = new(new Shape(9, 9, 1), new Conv2D(2, 3), new Conv2D(2, 3), new MaxPooling2D(), new PReLU(),
            new GlobalAveragePooling2D());
        Assert.Equal(["conv2d", "conv2d_1", "max_pooling2d", "p_re_lu", "global_average_pooling2d"],
            network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void A_reshape_needs_as_many_numbers()
    {
        Assert.Equal("4x3x1", new Network(12, new Reshape(4, -1, 1)).OutputShape.ToString());
        Assert.Contains("dimensions whose product is 12", Assert.Throws<GliaException>(() => new Network(12, new Reshape(5, -1))).Message);
        Assert.Throws<ArgumentException>(() => new Reshape(-1, -1));
    }
}
