using System.Globalization;
using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Torch;

/// <summary>
/// A chain of layers as the modules of an <c>nn.Sequential</c>, with their tensors under its names. Images and sequences have their
/// channels first there: kernels are turned, and so are the rows of the first dense layer after they were laid out flat.
/// </summary>
internal sealed partial class TorchModules
{
    private readonly string _path;
    private readonly Model _model;
    private readonly List<string> _words = [], _notes = [];
    private readonly List<ForeignTensor> _tensors = [];

    // Whether the numbers lie with the channels first where the network here has them last; and, after they were laid out flat, how.
    private bool _first;
    private Shape? _flat;

    private TorchModules(string path, Model model) => (_path, _model) = (path, model);

    /// <summary>The modules as a program writes them.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Their tensors.</summary>
    public IReadOnlyList<ForeignTensor> Tensors => _tensors;

    /// <summary>What does not travel, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The size of what goes in.</summary>
    public IReadOnlyList<int> Input { get; private set; } = [];

    /// <summary>The modules of a model.</summary>
    /// <param name="path">The file that is to be written, for sentences.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="GliaException">It branches, or has a layer for which there is no module.</exception>
    public static TorchModules Of(string path, Model model)
    {
        var modules = new TorchModules(path, model);
        modules.Translate();
        return modules;
    }

    private void Translate()
    {
        Network network = _model.Network;
        Dictionary<Layer, Bidirectional> pairs = Pairs(network.Children);
        foreach ((int place, Stage stage) in network.Stages.Index())
            if (!pairs.ContainsKey(stage.Step) && (stage.Inputs is not [var from] || from != place - 1))
                throw new GliaException($"{_path}: the network branches at the layer '{stage.Owner.Name}', and an nn.Sequential is a " +
                    "chain; write the model as ONNX.");
        // What looks at pixels or steps through a window wants channels first, from the beginning on.
        Layer? looks = network.Layers.FirstOrDefault(layer => layer is WindowedLayer or Permute or Flatten or Dense or Reshape
            or RecurrentLayer or LayerNormalization or BatchNormalization or Embedding);
        int[] sizes = network.InputShape.ToArray();
        _first = sizes.Length is 2 or 3 && looks is WindowedLayer or BatchNormalization;
        Input = _first ? [sizes[^1], .. sizes[..^1]] : sizes;
        if (_first) _notes.Add("PyTorch's network takes its inputs with the channels first.");
        if (_model.Preprocessing is { Scaler.Kind: not "none" } or { Columns: not null })
            _notes.Add("how inputs are prepared does not travel: give it scaled ones.");
        if (_model.TargetScaler is not null) _notes.Add("the scale of the targets does not travel: its answers are in the scaled units.");
        foreach (Stage stage in network.Stages)
        {
            if (!pairs.TryGetValue(stage.Step, out Bidirectional? pair)) Add(stage.Step);
            else if (stage.Step == pair.Children[0]) Recur([.. pair.Children.OfType<RecurrentLayer>()]);
        }
    }

    private void Add(Layer layer)
    {
        int rank = layer.InputShape.Rank;
        switch (layer)
        {
            case Activation activation: Function(activation); break;
            case Dropout: Put($"nn.Dropout({Number(layer.DroppedShare)})"); break;
            case SpatialDropout2D when _first: Put($"nn.Dropout2d({Number(layer.DroppedShare)})"); break;
            case { OnlyInTraining: true }: _notes.Add($"the layer '{layer.Name}' acts only while training and is left out."); break;
            case Dense dense: Sum(dense); break;
            case Flatten:
                if (rank == 1) break;
                Put("nn.Flatten()");
                _flat = _first ? layer.InputShape : null;
                _first = false;
                break;
            case Permute permute: Turn(permute); break;
            case Reshape when rank == 1 && !_first && _flat is null:
                Put($"nn.Unflatten(1, ({string.Join(", ", layer.OutputShape.ToArray())}))");
                break;
            case Embedding { MaskZero: false } table:
                Put($"nn.Embedding({table.InputDim}, {table.OutputDim})", ("weight", Weight(layer, "embeddings")!));
                break;
            case BatchNormalization normalization: Normalize(normalization); break;
            case LayerNormalization normalization when !_first && _flat is null:
                Put($"nn.LayerNorm({layer.InputShape.Last}, eps={Number(normalization.Epsilon)})",
                    ("weight", Or(layer, "gamma", 1)), ("bias", Or(layer, "beta", 0)));
                break;
            case PReLU:
                ForeignTensor alpha = Weight(layer, "alpha")!;
                bool channels = alpha.Length == layer.InputShape.Last && (_first || rank == 1) && _flat is null;
                if (alpha.Length > 1 && !channels) throw Refused(layer);
                Put($"nn.PReLU({alpha.Length})", ("weight", alpha.Reshaped((int)alpha.Length)));
                break;
            case RecurrentLayer recurrent: Recur([recurrent]); break;
            case WindowedLayer windowed when _first: Windowed(windowed); break;
            default: throw Refused(layer);
        }
    }

    private void Function(Activation layer)
    {
        if (layer.Function is Linear) return;
        bool rows = layer.Function.SumsToOne || layer.Function.Name == "log_softmax";
        if (rows && _flat is not null) throw Refused(layer);
        Put(TorchFunctions.Module(layer.Function, _first ? 1 : layer.InputShape.Rank) ?? throw Refused(layer));
    }

    private void Sum(Dense layer)
    {
        if (_first) throw Refused(layer);
        ForeignTensor kernel = Weight(layer, "kernel")!;
        if (_flat is { } pictures)
        {
            // Rows by height, width and channel become rows by channel, height and width.
            int[] sizes = pictures.ToArray();
            int[] order = [sizes.Length, .. Enumerable.Range(1, sizes.Length - 1), sizes.Length + 1];
            kernel = kernel.Reshaped([.. sizes, layer.Units]).Permuted(order).Reshaped(pictures.Size, layer.Units);
            _flat = null;
        }
        ForeignTensor? bias = Weight(layer, "bias");
        Put($"nn.Linear({layer.InputShape.Last}, {layer.Units}{NoBias(bias)})", ("weight", kernel.Permuted(2, 1)), ("bias", bias));
    }

    // An exchange of dimensions that only says where the channels are needs no module.
    private void Turn(Permute layer)
    {
        int rank = layer.InputShape.Rank;
        int[] last = [.. Enumerable.Range(2, rank - 1), 1], first = [rank, .. Enumerable.Range(1, rank - 1)];
        if (!_first && layer.Dims.SequenceEqual(last)) _first = true;
        else if (_first && layer.Dims.SequenceEqual(first)) _first = false;
        else throw Refused(layer);
    }

    private void Normalize(BatchNormalization layer)
    {
        int rank = layer.InputShape.Rank;
        if (rank > 1 && !_first) throw Refused(layer);
        (string Name, ForeignTensor? Tensor)[] tensors =
        [
            ("weight", Or(layer, "gamma", 1)), ("bias", Or(layer, "beta", 0)), ("running_mean", Or(layer, "moving_mean", 0)),
            ("running_var", Or(layer, "moving_variance", 1)),
        ];
        if (_flat is { } pictures)
        {
            int[] sizes = pictures.ToArray();
            int[] order = [sizes.Length, .. Enumerable.Range(1, sizes.Length - 1)];
            tensors = Array.ConvertAll(tensors, one => (one.Name, one.Tensor?.Reshaped(sizes).Permuted(order).Reshaped(pictures.Size)));
        }
        string settings = $"{layer.InputShape.Last}, eps={Number(layer.Epsilon)}, momentum={Number(1 - layer.Momentum)}";
        Put($"nn.BatchNorm{(rank == 3 ? 2 : 1)}d({settings})", tensors);
    }

    private void Windowed(WindowedLayer layer)
    {
        Kernels.Window window = layer.Window;
        bool flat = layer.InputShape.Rank == 2;
        int channels = layer.InputShape.Last, dimensions = flat ? 1 : 2;
        string Pair(int y, int x) => flat ? $"{x}" : $"({y}, {x})";
        string size = Pair(window.Rows, window.Columns), strides = Pair(window.StrideY, window.StrideX);
        bool even = window.Top == window.Bottom && window.Left == window.Right;
        string pads = Pair(window.Top, window.Left);
        int[] turned = flat ? [3, 2, 1] : [4, 3, 1, 2];
        switch (layer)
        {
            case GlobalPooling:
                Put($"nn.Adaptive{(layer.ClassName.Contains("Max", StringComparison.Ordinal) ? "Max" : "Avg")}Pool{dimensions}d(1)");
                if (layer.OutputShape.Rank > 1) break;
                Put("nn.Flatten()");
                _first = false;
                break;
            case LocalPooling:
                if (!even) throw Refused(layer);
                string mean = layer.ClassName.StartsWith("Max", StringComparison.Ordinal) ? "nn.MaxPool" : "nn.AvgPool";
                string counts = mean == "nn.AvgPool" && pads is not ("0" or "(0, 0)") ? ", count_include_pad=False" : "";
                Put($"{mean}{dimensions}d({size}, stride={strides}, padding={pads}{counts})");
                break;
            case ConvolutionLayer convolution:
                Convolve(layer, channels, convolution.Filters, size, strides, convolution.Groups, Weight(layer, "kernel")!.Permuted(turned),
                    Weight(layer, "bias"));
                break;
            case DepthwiseConv2D depthwise:
                Convolve(layer, channels, channels * depthwise.DepthMultiplier, size, strides, channels,
                    Depthwise(Weight(layer, "kernel")!), Weight(layer, "bias"));
                break;
            case SeparableConv2D separable:
                int between = channels * separable.DepthMultiplier;
                Convolve(layer, channels, between, size, strides, channels, Depthwise(Weight(layer, "depthwise_kernel")!), null);
                ForeignTensor? bias = Weight(layer, "bias");
                Put($"nn.Conv2d({between}, {separable.Filters}, 1{NoBias(bias)})",
                    ("weight", Weight(layer, "pointwise_kernel")!.Permuted(4, 3, 1, 2)), ("bias", bias));
                break;
            default: throw Refused(layer);
        }
    }

    private void Convolve(WindowedLayer layer, int channels, int filters, string size, string strides, int groups, ForeignTensor kernel,
        ForeignTensor? bias)
    {
        Kernels.Window window = layer.Window;
        bool flat = layer.InputShape.Rank == 2, even = window.Top == window.Bottom && window.Left == window.Right;
        if (!even)
            Put(flat ? $"nn.ConstantPad1d(({window.Left}, {window.Right}), 0.0)"
                : $"nn.ZeroPad2d(({window.Left}, {window.Right}, {window.Top}, {window.Bottom}))");
        string pads = !even ? "0" : flat ? $"{window.Left}" : $"({window.Top}, {window.Left})";
        string dilation = flat ? $"{window.DilationX}" : $"({window.DilationY}, {window.DilationX})";
        Put($"nn.Conv{(flat ? 1 : 2)}d({channels}, {filters}, {size}, stride={strides}, padding={pads}, dilation={dilation}, " +
            $"groups={groups}{NoBias(bias)})", ("weight", kernel), ("bias", bias));
    }

    // [height, width, channels, multiplier]: each channel has its own filters.
    private static ForeignTensor Depthwise(ForeignTensor kernel)
    {
        IReadOnlyList<int> s = kernel.Shape;
        return kernel.Permuted(3, 4, 1, 2).Reshaped(s[2] * s[3], 1, s[0], s[1]);
    }

    private void Put(string module, params (string Name, ForeignTensor? Tensor)[] tensors)
    {
        foreach ((string name, ForeignTensor? tensor) in tensors)
            if (tensor is not null) _tensors.Add(tensor.Named($"{_words.Count}.{name}"));
        _words.Add(module);
    }

    private ForeignTensor? Weight(Layer layer, string name)
    {
        Network network = _model.Network;
        return network.Parameters.FirstOrDefault(one => one.Layer == layer && one.Name == name) is { } parameter
            ? new ForeignTensor(name, parameter.Shape.ToArray(), () => network.Weights[parameter].ToArray()) : null;
    }

    private ForeignTensor Or(Layer layer, string name, float otherwise)
    {
        int features = layer.InputShape.Last;
        return Weight(layer, name) ?? new ForeignTensor(name, [features], () => [.. Enumerable.Repeat(otherwise, features)]);
    }

    private static string NoBias(ForeignTensor? bias) => bias is null ? ", bias=False" : "";

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private GliaException Refused(Layer layer) => new($"{_path}: for the layer '{layer.Name}' ({layer.ClassName}) there is no module " +
        "that can stand in an nn.Sequential at this place; write the model as ONNX.");
}
