using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Tests.Shared;

namespace Glia.Interop.Tests;

/// <summary>Files of weights alone: their tensors by name, size and hash of the float32 numbers,
/// and what the networks they are of give.</summary>
public sealed class SharedTensorTests
{
    private static readonly string s_convolutions = """
        {"data":{"source":"x.npz"},"training":{"loss":"mse"},
          "network":[{"class_name":"Conv2d","out_channels":4,"kernel_size":3,"padding":1,"input_shape":[7,5,1]},
        {"class_name":"BatchNorm2d"},{"class_name":"ReLU"},{"class_name":"Conv2d","out_channels":6,"kernel_size":3,"stride":2},
          {"class_name":"ReLU"},{"class_name":"Flatten"},
        {"class_name":"Linear","out_features":10},{"class_name":"ReLU"},{"class_name":"Linear","out_features":4},
          {"class_name":"LogSoftmax"}]}
        """;
    private static readonly string s_chain = """
        {"data":{"source":"x.npz"},"training":{"loss":"mse"},"network":[{"class_name":"Linear","out_features":16},{"class_name":"ReLU"},
        {"class_name":"Linear","out_features":8},{"class_name":"Tanh"},{"class_name":"Linear","out_features":3}]}
        """;

    public static TheoryData<string> Cases => SharedCase.Of("torch", "safetensors");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tensors_and_networks(string name)
    {
        SharedCase one = SharedCase.Named(name);
        string file = one.Files[0];
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            Refusal.Check(() => ForeignTensors.Read(file));
            return;
        }
        var tensors = ForeignTensors.Read(file).ToDictionary(StringComparer.Ordinal);
        JsonObject expected = one.Meta["tensors"]!.AsObject();
        Assert.Equal(expected.Select(tensor => tensor.Key).Order(StringComparer.Ordinal), tensors.Keys.Order(StringComparer.Ordinal));
        foreach ((string key, JsonNode? wanted) in expected)
        {
            Assert.Equal(wanted!["shape"]!.AsArray().Select(size => size!.GetValue<int>()), tensors[key].Shape);
            Assert.Equal(wanted["sha256_of_float32_c_order"]!.GetValue<string>(),
                Convert.ToHexStringLower(SHA256.HashData(tensors[key].RawBytes)));
        }
        if (one.Expect != "outputs") return;
        using var folder = new Folder();
        string experiment = folder["e.json"];
        bool pictures = Npy.Read(one.PathOf("inputs.npy")).Rank == 4;
        File.WriteAllText(experiment, pictures ? s_convolutions : s_chain);
        ForeignModel model = ForeignModels.Open(file, new ForeignModelOptions { Experiment = experiment })!;
        NdArray inputs = Npy.Read(one.PathOf("inputs.npy"));
        Answers.Check(model.Model, pictures ? Answers.ChannelsLast(inputs) : inputs, Npy.Read(one.PathOf("outputs.npy")), one.Tolerance);
    }
}
