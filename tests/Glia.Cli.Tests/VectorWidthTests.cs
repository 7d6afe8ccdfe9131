using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

namespace Glia.Cli.Tests;

/// <summary>A run has the same bits whatever the width of the processor's vectors, as long as it can multiply and add at once.</summary>
public sealed class VectorWidthTests : IDisposable
{
    private static readonly (string Name, string Value)[] s_settings =
    [
        ("GLIA_KERNEL", "avx2"), ("DOTNET_EnableAVX512", "0"), ("DOTNET_MaxVectorTBitWidth", "128"), ("DOTNET_MaxVectorTBitWidth", "512"),
    ];

    // Sizes that are no multiple of any width, and layers of every family.
    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["pictures"] = """
            {"class_name":"Reshape","target_shape":[8,8,1]}, {"class_name":"Conv2D","filters":7,"kernel_size":3,"activation":"elu"},
            {"class_name":"BatchNormalization"}, {"class_name":"DepthwiseConv2D","kernel_size":2},
              {"class_name":"SpatialDropout2D","rate":0.2},
            {"class_name":"AveragePooling2D"}, {"class_name":"Flatten"}, {"class_name":"GaussianNoise","stddev":0.1},
            {"class_name":"Dense","units":19,"activation":"gelu","kernel_initializer":"he_normal"}, {"class_name":"LayerNormalization"},
            {"class_name":"Dropout","rate":0.3}
            """,
        ["sequences"] = """
            {"class_name":"Reshape","target_shape":[8,8]},
            {"class_name":"Bidirectional","layer":{"class_name":"LSTM","units":11,"return_sequences":true,"dropout":0.2,
              "recurrent_dropout":0.2}},
            {"class_name":"GRU","units":13,"return_sequences":true}, {"class_name":"SimpleRNN","units":9}
            """,
    };

    private readonly Folder _folder = new();

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Networks))]
    public async Task Vectors_of_any_width_give_the_same_bits(string network)
    {
        Assert.SkipUnless(Fma.IsSupported && Avx2.IsSupported, "this processor has no AVX2 with fused multiply-add");
        WriteRows();
        await File.WriteAllTextAsync(_folder["e.json"], $$$"""
            {"data":{"source":"rows.csv","targets":["kind"]},
              "network":[{{{s_networks[network]}}}, {"class_name":"Dense","units":3,"activation":"softmax"}],
             "training":{"loss":"categorical_crossentropy","optimizer":{"class_name":"Adam","learning_rate":0.01},"epochs":3,
               "batch_size":37}}
            """, TestContext.Current.CancellationToken);
        string usual = await Train("usual", []);
        for (int i = 0; i < s_settings.Length; i++)
            Assert.Equal((s_settings[i], usual), (s_settings[i], await Train($"run-{i}", [s_settings[i]])));
    }

    private async Task<string> Train(string run, (string Name, string Value)[] environment)
    {
        using Process process = Command.Start(_folder.Path, ["train", "e.json", "-q", "-o", run], environment);
        _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        return Convert.ToHexString(
            SHA256.HashData(await File.ReadAllBytesAsync(_folder[$"{run}/model.safetensors"], TestContext.Current.CancellationToken)));
    }

    private void WriteRows()
    {
        var random = new System.Random(3);
        var lines = new List<string> { string.Join(',', Enumerable.Range(0, 64).Select(i => $"p{i}")) + ",kind" };
        for (int row = 0; row < 200; row++)
        {
            float[] pixels = [.. Enumerable.Range(0, 64).Select(_ => random.NextSingle())];
            lines.Add(
                FormattableString.Invariant($"{string.Join(',', pixels.Select(pixel => FormattableString.Invariant($"{pixel:F4}")))},")
                + "abc"[(pixels[3] > 0.5f ? 1 : 0) + (pixels[40] > 0.5f ? 1 : 0)]);
        }
        File.WriteAllLines(_folder["rows.csv"], lines);
    }
}
