using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Onnx;

/// <summary>
/// Writes a model as ONNX (IR 8, opset 17): its layers, and what is done to raw inputs and to outputs as operators, so that the file takes
/// what
/// the model takes. Images keep their channels last outside; around operators that want them first stand Transposes, where no other does.
/// </summary>
internal sealed partial class OnnxWriter
{
    private const int IrVersion = 8, Opset = 17, FloatType = 1, Int64Type = 7;

    private readonly string _path;
    private readonly Model _model;
    private readonly ProtoWriter _graph = new();
    private readonly List<ProtoWriter> _initializers = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<int, (string Name, bool ChannelsFirst)> _results = [];
    private string _at = "x";
    private int _count;
    private bool _channelsFirst;

    private OnnxWriter(string path, Model model) => (_path, _model) = (path, model);

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer cannot be said in ONNX, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string path, Model model)
    {
        var writer = new OnnxWriter(path, model);
        byte[] bytes = writer.Bytes();
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return writer._notes;
    }

    private byte[] Bytes()
    {
        Network network = _model.Network;
        Prepare(_model.Preprocessing);
        _results[Wire.OfInput] = (_at, _channelsFirst);
        Dictionary<Layer, Bidirectional> pairs = Pairs(network.Children);
        foreach ((int place, Stage stage) in network.Stages.Index())
        {
            // What comes out of one layer may go into several.
            (_at, _channelsFirst) = _results[stage.Inputs[0]];
            // Both directions and what lays them side by side are one operator.
            if (pairs.TryGetValue(stage.Step, out Bidirectional? pair))
            {
                if (stage.Step == pair.Children[0]) Recur([.. pair.Children.OfType<RecurrentLayer>()], network);
                else (_at, _channelsFirst) = _results[place - 1];
            }
            else if (stage.Step is RecurrentLayer recurrent) Recur([recurrent], network);
            else if (stage.Step is Merge merge) Join(merge, stage.Inputs);
            else Add(stage.Step, network);
            _results[place] = (_at, _channelsFirst);
        }
        ChannelsLast(network.OutputShape.Rank);
        if (_model.TargetScaler is { } scaler) Unscale(scaler, network.OutputShape.Size);
        Node("Identity", [_at], "y");
        _graph.Text(2, "glia");
        foreach (ProtoWriter tensor in _initializers) _graph.Message(5, tensor);
        _graph.Message(11, Port("x", network.InputShape)).Message(12, Port("y", network.OutputShape));
        ProtoWriter model = new ProtoWriter().Whole(1, IrVersion).Text(2, "Glia").Text(3, GliaVersion.Text).Message(7, _graph)
            .Message(8, new ProtoWriter().Text(1, "").Whole(2, Opset));
        if (_model.ClassNames is { } names)
        {
            string listed = new JsonArray([.. names.Select(name => (JsonNode)name)]).ToJsonString();
            model.Message(14, new ProtoWriter().Text(1, "class_names").Text(2, listed));
        }
        return model.Bytes.ToArray();
    }

    private static ProtoWriter Port(string name, Shape shape)
    {
        ProtoWriter sizes = new ProtoWriter().Message(1, new ProtoWriter().Text(2, "N"));
        foreach (int size in shape.ToArray()) sizes.Message(1, new ProtoWriter().Whole(1, size));
        ProtoWriter tensor = new ProtoWriter().Whole(1, FloatType).Message(2, sizes);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    // Raw inputs come in as the data have them, as floats.
    private void Prepare(Preprocessing? preprocessing)
    {
        if (preprocessing is null) return;
        _notes.AddRange(PreprocessingNotes.Of(preprocessing));
        if (preprocessing.Scaler.Kind == "unit") Node("Mul", [_at, Scalar(1 / 255f)]);
        if (preprocessing.Scaler.Centers.Length == 0) return;
        int[] shape = _model.Network.InputShape.ToArray();
        Node("Sub", [_at, Floats(Singles(preprocessing.Scaler.Centers), shape)]);
        Node("Div", [_at, Floats(Singles(preprocessing.Scaler.Scales), shape)]);
    }

    private void Unscale(TargetScaler scaler, int outputs)
    {
        // Two points of a straight line say its slope and where it begins.
        float[] zeros = new float[outputs], ones = new float[outputs], offset = new float[outputs], end = new float[outputs];
        Array.Fill(ones, 1);
        scaler.Undo(zeros, offset);
        scaler.Undo(ones, end);
        Node("Mul", [_at, Floats([.. end.Zip(offset, (b, a) => b - a)], [outputs])]);
        Node("Add", [_at, Floats(offset, [outputs])]);
    }

    private static float[] Singles(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        for (int i = 0; i < singles.Length; i++) singles[i] = (float)values[i];
        return singles;
    }

    private void Add(Layer layer, Network network)
    {
        float[]? Weights(string name) => network.Parameters.FirstOrDefault(p => p.Layer == layer && p.Name == name) is { } parameter
            ? network.Weights[parameter].ToArray() : null;
        int rank = layer.InputShape.Rank;
        switch (layer)
        {
            case { OnlyInTraining: true }: break;
            case Layers.Activation activation: Function(activation); break;
            case Dense dense:
                ChannelsLast(rank);
                string kernel = Floats(Weights("kernel")!, [layer.InputShape.Last, dense.Units]);
                float[]? bias = Weights("bias");
                if (rank == 1) Node("Gemm", bias is null ? [_at, kernel] : [_at, kernel, Floats(bias, [dense.Units])]);
                else
                {
                    Node("MatMul", [_at, kernel]);
                    if (bias is not null) Node("Add", [_at, Floats(bias, [dense.Units])]);
                }
                break;
            case Flatten:
                ChannelsLast(rank);
                if (rank > 1) Node("Flatten", [_at], null, Whole("axis", 1));
                break;
            case Reshape:
                ChannelsLast(rank);
                Node("Reshape", [_at, Longs([0, .. layer.OutputShape.ToArray().Select(size => (long)size)])]);
                break;
            case Permute permute:
                ChannelsLast(rank);
                Node("Transpose", [_at], null, Wholes("perm", [0, .. permute.Dims.Select(axis => (long)axis)]));
                break;
            case Rescaling rescaling:
                if (rescaling.Scale != 1) Node("Mul", [_at, Scalar(rescaling.Scale)]);
                if (rescaling.Offset != 0) Node("Add", [_at, Scalar(rescaling.Offset)]);
                break;
            case Normalization:
                ChannelsLast(rank);
                Node("Sub", [_at, Floats(Weights("mean")!, [layer.InputShape.Last])]);
                // Keras' epsilon.
                Node("Div", [_at, Floats([.. Weights("variance")!.Select(v => MathF.Max(MathF.Sqrt(v), 1e-7f))], [layer.InputShape.Last])]);
                break;
            case BatchNormalization normalization:
                int features = layer.InputShape.Last;
                float[] Or(string name, float otherwise) => Weights(name) ?? [.. Enumerable.Repeat(otherwise, features)];
                ChannelsFirst(rank);
                Node("BatchNormalization",
                    [_at, Floats(Or("gamma", 1), [features]), Floats(Or("beta", 0), [features]), Floats(Or("moving_mean", 0), [features]),
                        Floats(Or("moving_variance", 1), [features])],
                    null, Number("epsilon", normalization.Epsilon), Number("momentum", normalization.Momentum));
                break;
            case LayerNormalization normalization:
                ChannelsLast(rank);
                float[] gamma = Weights("gamma") ?? [.. Enumerable.Repeat(1f, layer.InputShape.Last)];
                string[] shift = Weights("beta") is { } beta ? [Floats(beta, [beta.Length])] : [];
                string[] given = [_at, Floats(gamma, [gamma.Length]), .. shift];
                Node("LayerNormalization", given, null, Whole("axis", -1), Number("epsilon", normalization.Epsilon));
                break;
            case PReLU:
                ChannelsLast(rank);
                Parameter alpha = network.Parameters.First(p => p.Layer == layer);
                Node("PRelu", [_at, Floats(network.Weights[alpha].ToArray(), alpha.Shape.ToArray())]);
                break;
            case WindowedLayer windowed: Windowed(windowed, Weights); break;
            case ZeroPadding1D or ZeroPadding2D: Border(layer, "padding", 1); break;
            case Cropping1D or Cropping2D: Border(layer, "cropping", -1); break;
            case UpSampling2D: Enlarge(layer); break;
            case Embedding { MaskZero: false } table:
                Node("Cast", [_at], null, Whole("to", Int64Type));
                Node("Gather", [Floats(Weights("embeddings")!, [table.InputDim, table.OutputDim]), _at], null, Whole("axis", 0));
                break;
            default:
                throw NotInOnnx(layer);
        }
    }

    private void Windowed(WindowedLayer layer, Func<string, float[]?> weights)
    {
        Kernels.Window window = layer.Window;
        bool flat = layer.InputShape.Rank == 2;
        ChannelsFirst(layer.InputShape.Rank);
        ProtoWriter[] place =
        [
            Wholes("kernel_shape", flat ? [window.Columns] : [window.Rows, window.Columns]),
            Wholes("strides", flat ? [window.StrideX] : [window.StrideY, window.StrideX]),
            Wholes("pads", flat ? [window.Left, window.Right] : [window.Top, window.Left, window.Bottom, window.Right]),
        ];
        ProtoWriter dilations = Wholes("dilations", flat ? [window.DilationX] : [window.DilationY, window.DilationX]);
        int[] area = flat ? [window.Columns] : [window.Rows, window.Columns];
        int taps = window.Rows * window.Columns, channels = layer.InputShape.Last;
        switch (layer)
        {
            case ConvolutionLayer convolution:
                Product(weights("kernel")!, taps, channels / convolution.Groups, convolution.Filters, area, weights("bias"),
                    convolution.Groups);
                break;
            case DepthwiseConv2D depthwise:
                Product(weights("kernel")!, taps, 1, channels * depthwise.DepthMultiplier, area, weights("bias"), channels);
                break;
            case SeparableConv2D separable:
                Product(weights("depthwise_kernel")!, taps, 1, channels * separable.DepthMultiplier, area, null, channels);
                place = [Wholes("kernel_shape", [1, 1])];
                dilations = Wholes("dilations", [1, 1]);
                Product(weights("pointwise_kernel")!, 1, channels * separable.DepthMultiplier, separable.Filters, [1, 1], weights("bias"),
                    1);
                break;
            case LocalPooling:
                Node(layer.ClassName.StartsWith("Max", StringComparison.Ordinal) ? "MaxPool" : "AveragePool", [_at], null, place);
                break;
            case GlobalPooling:
                Node(layer.ClassName.Contains("Max", StringComparison.Ordinal) ? "GlobalMaxPool" : "GlobalAveragePool", [_at]);
                if (layer.OutputShape.Rank > 1) break;
                Node("Flatten", [_at], null, Whole("axis", 1));
                _channelsFirst = false;
                break;
            default:
                throw NotInOnnx(layer);
        }

        // [window, channels, filters] becomes [filters, channels, window].
        void Product(float[] from, int positions, int inner, int filters, int[] size, float[]? bias, int groups)
        {
            var to = new float[from.Length];
            for (int t = 0; t < positions; t++)
                for (int c = 0; c < inner; c++)
                    for (int f = 0; f < filters; f++) to[(((f * inner) + c) * positions) + t] = from[(((t * inner) + c) * filters) + f];
            string kernel = Floats(to, [filters, inner, .. size]);
            Node("Conv", bias is null ? [_at, kernel] : [_at, kernel, Floats(bias, [filters])], null, [.. place, dilations, Whole("group",
                groups)]);
        }
    }

    private void Function(Layers.Activation layer)
    {
        System.Text.Json.Nodes.JsonObject config = layer.Function.Config();
        float Setting(string name, float otherwise) => config[name] is { } node ? node.GetValue<float>() : otherwise;
        string z = _at;
        switch (layer.Function.Name)
        {
            case "linear": break;
            case "relu" when config.Count == 0: Node("Relu", [z]); break;
            case "relu" when Setting("threshold", 0) == 0 && Setting("negative_slope", 0) == 0 && config.ContainsKey("max_value"):
                Node("Clip", [z, Scalar(0), Scalar(Setting("max_value", 0))]);
                break;
            case "leaky_relu": Node("LeakyRelu", [z], null, Number("alpha", Setting("negative_slope", 0.2f))); break;
            case "elu": Node("Elu", [z], null, Number("alpha", Setting("alpha", 1))); break;
            case "selu": Node("Selu", [z]); break;
            case "sigmoid": Node("Sigmoid", [z]); break;
            case "hard_sigmoid":
                Node("HardSigmoid", [z], null, Number("alpha", Setting("slope", 1f / 6)), Number("beta", Setting("offset", 0.5f)));
                break;
            case "tanh": Node("Tanh", [z]); break;
            case "softplus": Node("Softplus", [z]); break;
            case "softsign": Node("Softsign", [z]); break;
            case "exponential": Node("Exp", [z]); break;
            case "hard_silu": Node("HardSwish", [z]); break;
            case "silu":
                Node("Sigmoid", [z]);
                Node("Mul", [z, _at]);
                break;
            case "mish":
                Node("Softplus", [z]);
                Node("Tanh", [_at]);
                Node("Mul", [z, _at]);
                break;
            case "gelu" when config.Count == 0:
                Node("Div", [z, Scalar(MathF.Sqrt(2))]);
                Node("Erf", [_at]);
                Node("Add", [_at, Scalar(1)]);
                Node("Mul", [z, _at]);
                Node("Mul", [_at, Scalar(0.5f)]);
                break;
            case "softmax" or "log_softmax":
                ChannelsLast(layer.InputShape.Rank);
                Node(layer.Function.Name == "softmax" ? "Softmax" : "LogSoftmax", [_at], null, Whole("axis", -1));
                break;
            default:
                throw new GliaException($"{_path}: the function {layer.Function.Name} of the layer '{layer.Name}' cannot be written as " +
                    "ONNX yet; write the model in another format.");
        }
    }

    private GliaException NotInOnnx(Layer layer) =>
        new($"{_path}: the layer '{layer.Name}' ({layer.ClassName}) cannot be written as ONNX yet; " +
            "leave it out or write the model in another format.");

    private void ChannelsFirst(int rank)
    {
        if (_channelsFirst || rank == 1) return;
        Node("Transpose", [_at], null, Wholes("perm", [0, rank, .. Enumerable.Range(1, rank - 1).Select(axis => (long)axis)]));
        _channelsFirst = true;
    }

    private void ChannelsLast(int rank)
    {
        if (!_channelsFirst) return;
        if (rank > 1) Node("Transpose", [_at], null, Wholes("perm", [0, .. Enumerable.Range(2, rank - 1).Select(axis => (long)axis), 1]));
        _channelsFirst = false;
    }

    private void Node(string type, string[] inputs, string? output = null, params ProtoWriter[] attributes)
    {
        output ??= $"v{++_count}";
        var node = new ProtoWriter();
        foreach (string input in inputs) node.Text(1, input);
        node.Text(2, output).Text(3, $"{type}_{output}").Text(4, type);
        foreach (ProtoWriter attribute in attributes) node.Message(5, attribute);
        _graph.Message(1, node);
        _at = output;
    }

    private static ProtoWriter Whole(string name, long value) => new ProtoWriter().Text(1, name).Whole(3, value).Whole(20, 2);

    private static ProtoWriter Number(string name, float value) => new ProtoWriter().Text(1, name).Single(2, value).Whole(20, 1);

    private static ProtoWriter Wholes(string name, long[] values)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        foreach (long value in values) attribute.Whole(8, value);
        return attribute.Whole(20, 7);
    }

    private string Scalar(float value) => Floats([value], []);

    private string Floats(float[] values, int[] shape) => Tensor(FloatType, Networks.ForeignTensor.BytesOf(values), shape);

    private string Longs(long[] values) =>
        Tensor(Int64Type, System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(values), [values.Length]);

    private string Tensor(int type, ReadOnlySpan<byte> bytes, int[] shape)
    {
        string name = $"w{_initializers.Count}";
        var tensor = new ProtoWriter();
        foreach (int size in shape) tensor.Whole(1, size);
        _initializers.Add(tensor.Whole(2, type).Text(8, name).Block(9, bytes));
        return name;
    }
}
