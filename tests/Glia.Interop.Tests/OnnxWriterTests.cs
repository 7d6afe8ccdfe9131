using System.Diagnostics;
using Glia.Data;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>Models written as ONNX give the same when they are read again, and are right for ONNX' own checker.</summary>
public sealed class OnnxWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-onnx-").FullName;

    // As many as a round trip has to give the same for.
    private const int RowCount = 1000;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Functions =>
    [
        "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "hard_sigmoid", "tanh", "softplus", "softsign", "exponential",
        "mish", "hard_silu",
        "softmax", "log_softmax", "linear", "relu6",
    ];

    public static TheoryData<string> Pictures => [.. s_pictures.Keys];

    private static readonly Dictionary<string, Func<Layer[]>> s_pictures = new()
    {
        ["convolutions"] = () => [new Conv2D(4, (3, 2), (2, 1), "same"), new BatchNormalization(), new Activation("relu"),
            new MaxPooling2D(2, padding: "same"), new Flatten(), new Dense(3)],
        ["groups and gaps"] = () => [new Conv2D(4, 2, padding: "same", dilationRate: 2, groups: 2, useBias: false),
            new AveragePooling2D(3, 2, "same"), new Flatten(), new Dense(2)],
        ["depthwise"] = () => [new DepthwiseConv2D(3, padding: "same", depthMultiplier: 2), new SeparableConv2D(5, 3, activation: "tanh"),
            new GlobalAveragePooling2D(), new Dense(3, "softmax")],
        ["dense on pixels"] = () => [new Dense(3, "gelu"), new LayerNormalization(), new PReLU("random_uniform", [1, 2]),
            new Reshape(21, 6), new Conv1D(4, 3), new MaxPooling1D(), new Flatten(), new Dense(2)],
        ["softmax of pixels"] = () => [new Conv2D(3, 3, activation: "softmax"), new GlobalMaxPooling2D(keepDims: true)],
        ["branches"] = () => [new Conv2D(4, 3, padding: "same"), new Residual([new Conv2D(4, 3, padding: "same"), new Activation("relu")]),
            new Branches(new Concatenate(), [new Conv2D(2, 1), new UpSampling2D(2), new MaxPooling2D(2)], [new Dense(3, "silu")], []),
            new Branches(new Multiply(), [new Activation("sigmoid")], [], [new Activation("tanh")]), new ZeroPadding2D(1),
            new Cropping2D(2),
            new Branches(new Average(), [new Activation("relu")], [], [new Dense(9)]), new Flatten(), new Dense(2)],
        ["another order"] = () => [new Rescaling(0.5f, 1), new Permute(3, 1, 2), new Dropout(0.5f), new Flatten(), new Dense(2)],
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_comes_back(string name) =>
        Check(new Network(5, new Dense(6, name), new BatchNormalization(scale: false), new Dense(4, name)), 0);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Pictures_keep_their_channels_last(string name) => Check(new Network(new Shape(7, 6, 2), s_pictures[name]()), 0);

    [Fact]
    public void A_dense_network_comes_back_bit_for_bit() => Check(new Network(5, new Dense(6, "relu"), new Dense(3, "softmax")), 0);

    [Fact]
    public void Scaling_of_inputs_and_targets_is_in_the_file()
    {
        var rows = new FloatFeatures([.. Enumerable.Range(0, 60).Select(i => (float)((i * 7) % 13))], 3);
        var model = new Model(new Network(3, new Dense(4, "tanh"), new Dense(1)))
        {
            Preprocessing = new Preprocessing { Scaler = Scaler.Fit("standardize", rows) },
            TargetScaler = TargetScaler.Fit("standardize", new Targets([.. Enumerable.Range(0, 20).Select(i => i * 100f)])),
        };
        // The scaling is a product and a sum of float32 in the file, and a quotient here.
        Compare(model, rows, 1e-5);
    }

    [Fact]
    public void What_ONNX_has_no_word_for_is_refused_by_the_name_of_the_layer() =>
        Assert.Contains("the layer 'mask' (Masking) cannot be written as ONNX yet",
        Assert.Throws<GliaException>(() => ForeignWriting.Onnx(new Model(new Network(new Shape(4, 4), new Masking() { Name = "mask" },
            new SimpleRNN(1))), Path.Combine(_folder, "m.onnx"))).Message,
        StringComparison.Ordinal);

    private void Check(Network network, double tolerance)
    {
        network.Initialize(3);
        foreach (Parameter parameter in network.Parameters)
            if (parameter.Shape.Rank == 1) Kernels.RandomFill.Uniform(network.Weights[parameter], 0.3f, 1.2f, 5, (ulong)parameter.Index);
        var random = new System.Random(4);
        var rows = new FloatFeatures([.. Enumerable.Range(0, RowCount * network.InputShape.Size)
            .Select(_ => (float)random.NextDouble() * 4 - 2)], network.InputShape);
        Compare(new Model(network), rows, tolerance);
    }

    private void Compare(Model model, FloatFeatures rows, double tolerance)
    {
        string path = Path.Combine(_folder, "m.onnx");
        Assert.Empty(ForeignWriting.Onnx(model, path));
        ModelPredictions before = model.Predict(rows), after = ForeignModels.Open(path)!.Model.Predict(rows);
        for (int row = 0; row < rows.Rows; row++)
            for (int i = 0; i < before[row].Length; i++)
                Assert.True(before[row][i] == after[row][i] || Math.Abs(before[row][i] - after[row][i]) <= tolerance * Math.Max(1,
                    Math.Abs(before[row][i])), $"Row {row}, output {i}: {after[row][i]:R} instead of {before[row][i]:R}");
        Assert.Equal("", Referee(path));
    }

    // ONNX' own checker and its inference of shapes, where Debian's python3-onnx is installed; else nothing is said.
    internal static string Referee(string path)
    {
        const string Script = "import sys\ntry:\n import onnx\nexcept ImportError:\n sys.exit()\nm = " +
            "onnx.load(sys.argv[1])\nonnx.checker.check_model(m, full_check=True)\n";
        try
        {
            using var python =
                Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Script, path]) { RedirectStandardError = true })!;
            string errors = python.StandardError.ReadToEnd();
            python.WaitForExit();
            return errors;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
