using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Filters that slide over an image or a sequence: each output is a weighted sum of what a window sees, plus a bias, as
/// <see cref="Kernels.Convolution"/> says it. Weights are <c>[window, channels / groups, filters]</c>.
/// </summary>
public abstract class ConvolutionLayer : WindowedLayer
{
    private readonly Size2D _window, _strides, _dilation;
    private readonly Padding _padding;
    private Parameter _kernel = null!;
    private Parameter? _bias;

    private protected ConvolutionLayer(int dimensions, int filters, Size2D window, ConvolutionOptions options) : base(dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Groups, 1, "groups");
        (_window, _strides, _dilation, _padding) = (window, options.Strides, options.DilationRate, options.Padding);
        RequireWindow(_window, _strides, _dilation, _padding);
        if (filters % options.Groups != 0)
            throw new ArgumentException($"{filters} filters cannot be shared out among {options.Groups} groups alike.", nameof(filters));
        (Filters, Groups, UseBias, Activation) = (filters, options.Groups, options.UseBias, options.Activation);
        KernelInitializer = options.KernelInitializer ?? VarianceScaling.GlorotUniform;
        BiasInitializer = options.BiasInitializer ?? Constant.Zeros;
        (KernelRegularizer, BiasRegularizer) = (options.KernelRegularizer, options.BiasRegularizer);
    }

    /// <summary>Outputs at each position.</summary>
    public int Filters { get; }

    /// <summary>Each group of filters sees its own share of the channels.</summary>
    public int Groups { get; }

    /// <inheritdoc/>
    public override int Units => Filters;

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

    /// <inheritdoc/>
    public override ActivationFunction? Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel starts.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The penalty on the kernel.</summary>
    public Regularizer KernelRegularizer { get; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer BiasRegularizer { get; }

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        Place(input, _window, _strides, _dilation, _padding);
        if (input.Last % Groups != 0)
            throw new GliaException($"Layer '{Name}': {input.Last} channels cannot be shared out among {Groups} groups alike.");
        int channels = input.Last / Groups;
        RequireSize(Filters);
        if ((long)_window.Height * _window.Width * channels * Filters > int.MaxValue)
            throw new GliaException($"Layer '{Name}': {Filters} filters on an input of {input} have more than 2,147,483,647 weights.");
        Shape kernel = Dimensions == 2 ? new(_window.Height, _window.Width, channels, Filters) : new(_window.Width, channels, Filters);
        _kernel = builder.Weight("kernel", kernel, KernelInitializer, KernelRegularizer);
        _bias = UseBias ? builder.Weight("bias", Filters, BiasInitializer, BiasRegularizer, fanIn: _kernel.FanIn) : null;
        return Positions(Filters);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Kernels.Convolution.Forward(
            pass.Workers, Window, pass.Input.Values, pass.Weight(_kernel), bias, pass.Output.Values, Groups);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // The input gradient first: the kernel's gradient may go straight into the kernel.
        Span<float> gradient = pass.OutputGradient.Values;
        if (!pass.InputGradient.IsEmpty)
            Kernels.Convolution.InputGradient(pass.Workers, Window, gradient, pass.Weight(_kernel), pass.InputGradient.Values, Groups);
        Kernels.Convolution.WeightGradient(
            pass.Workers, Window, pass.Input.Values, gradient, pass.Gradient(_kernel), Groups, pass.AddGradients);
        if (_bias is not null) Reduce.ColumnSums(gradient, Filters, pass.Gradient(_bias), pass.AddGradients);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject
        {
            ["filters"] = Filters,
            ["kernel_size"] = Json(_window),
            ["strides"] = Json(_strides),
            ["padding"] = _padding.ToJson(Dimensions),
            ["dilation_rate"] = Json(_dilation),
            ["groups"] = Groups,
            ["activation"] = ActivationCatalogue.ToJson(Activation),
            ["use_bias"] = UseBias,
            ["kernel_initializer"] = InitializerCatalogue.ToJson(KernelInitializer),
            ["bias_initializer"] = InitializerCatalogue.ToJson(BiasInitializer),
        };
        KernelRegularizer.Write(config, "kernel_regularizer");
        BiasRegularizer.Write(config, "bias_regularizer");
        return config;
    }

    private protected static TLayer FromConfig<TLayer>(
        ConfigReader config, int dimensions, Initializer? start, Func<int, Size2D, ConvolutionOptions, TLayer> create)
    {
        // nb_filter, init and the like are Keras 1's words; out_channels, stride and dilation PyTorch's.
        string filters = config.Spelled("filters", "nb_filter", "out_channels"), kernel = config.Spelled("kernel_initializer", "init");
        int count = config.Int(filters);
        if (count < 1) throw config.Wrong(filters, "at least 1");
        RequireChannelsLast(config);
        config.Refuse("activity_regularizer", "kernel_constraint", "bias_constraint", "quantization_config", "lora_rank");
        return Checked(config, () => create(count, Read(config, "kernel_size", dimensions), new ConvolutionOptions
        {
            Strides = Read(config, config.Spelled("strides", "stride", "subsample"), dimensions, 1),
            Padding = Padding.Read(config, dimensions),
            DilationRate = Read(config, config.Spelled("dilation_rate", "dilation"), dimensions, 1),
            Groups = config.Int("groups", 1),
            Activation = ActivationCatalogue.Create(config.Node("activation"), config.Where),
            UseBias = config.Flag(config.Spelled("use_bias", "bias"), true),
            KernelInitializer = ReadInitializer(config, kernel) ?? start,
            BiasInitializer = ReadInitializer(config, "bias_initializer") ?? start,
            KernelRegularizer = Regularizer.Read(config, config.Spelled("kernel_regularizer", "W_regularizer")),
            BiasRegularizer = Regularizer.Read(config, config.Spelled("bias_regularizer", "b_regularizer")),
        }));
    }
}
