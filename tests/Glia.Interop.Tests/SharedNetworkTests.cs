
using Glia.Interop.Onnx;

namespace Glia.Interop.Tests;

/// <summary>Networks of other programs give what those programs say they give, or are refused in a sentence.</summary>
public class SharedNetworkTests
{
    public static TheoryData<string> Keras => SharedCase.Of("keras", "h5edge", "tfjs");

    public static TheoryData<string> Onnx => SharedCase.Of("onnx");

    [Theory]
    [MemberData(nameof(Keras))]
    public void Keras_and_TensorFlow_js(string name) => Check(SharedCase.Named(name));

    [Theory]
    [MemberData(nameof(Onnx))]
    public void Onnx_models(string name) => Check(SharedCase.Named(name));

    public static TheoryData<string> OnnxNodes => SharedCase.Of("onnxnode");

    /// <summary>One operation, whose other inputs are what its test gives them;
    /// what cannot be for any number of samples is refused.</summary>
    [Theory]
    [MemberData(nameof(OnnxNodes))]
    public void Onnx_operators(string name)
    {
        SharedCase one = SharedCase.Named(name);
        var graph = OnnxGraph.Read(one.PathOf("model.onnx"));
        for (int i = 1; File.Exists(one.PathOf($"input_{i}.pb")); i++)
        {
            OnnxTensor tensor = Read(one.PathOf($"input_{i}.pb"));
            graph.Tensors[graph.Inputs[1].Name] = tensor with { Name = graph.Inputs[1].Name };
            graph.Inputs.RemoveAt(1);
        }
        OnnxTensor inputs = Read(one.PathOf("input_0.pb")), outputs = Read(one.PathOf("output_0.pb"));
        ForeignModel model;
        try
        {
            model = OnnxModelFile.Build(name, graph);
        }
        catch (GliaException error)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
            Assert.Contains(name[(name.IndexOf('-', StringComparison.Ordinal) + 5)..], s_mixSamples);
            return;
        }
        Answers.Check(model.Model, inputs.Array, outputs.Array, 1e-5);
    }

    // What these compute depends on which samples stand together, which no network here does, or has gaps in a pooling.
    private static readonly string[] s_mixSamples =
    [
        "gemm-all-attributes", "gemm-transposeA", "flatten-axis0", "flatten-axis2", "maxpool-2d-dilations", "averagepool-2d-dilations",
        "unsqueeze-axis-0",
    ];

    private static OnnxTensor Read(string path) => OnnxTensor.Read(new ProtoMessage(path, File.ReadAllBytes(path)), path);

    private static void Check(SharedCase one)
    {
        string file = ModelOf(one);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            Refusal.Check(() => ForeignModels.Open(file), one.Expect.Contains("or", StringComparison.Ordinal));
            return;
        }
        ForeignModel? model;
        try
        {
            model = ForeignModels.Open(file);
        }
        catch (GliaException error) when (error.Message.Contains("works along the samples", StringComparison.Ordinal))
        {
            // Its softmax is taken over the samples of a batch, which is no function of a sample.
            Assert.Contains("onnx-006", one.Folder, StringComparison.Ordinal);
            return;
        }
        Assert.NotNull(model);
        Answers.Check(model.Model, one.PathOf("inputs.npy"), one.PathOf("outputs.npy"), one.Tolerance);
    }

    private static string ModelOf(SharedCase one) =>
        one.Files.FirstOrDefault(file => Path.GetFileName(file) is "model.json" && one.Files.Length > 1 && one.Folder.Contains("tfjs",
            StringComparison.Ordinal))
        ?? one.Files.First(file => Path.GetExtension(file) is not (".json" or ".pb"));
}
