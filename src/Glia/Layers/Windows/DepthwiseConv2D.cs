using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A convolution in which each channel is seen by filters of its own and not summed with the others. Weights are <c>[height, width,
/// channels, depth multiplier]</c>; the channels of the output are <c>channels * depth multiplier</c>. Defaults are Keras'.
/// </summary>
public sealed class DepthwiseConv2D : WindowedLayer
{
    private readonly Size2D _window, _strides, _dilation;
    private readonly Padding _padding;
    private Parameter _kernel = null!;
    private Parameter? _bias;

    /// <summary>A depthwise convolution.</summary>
    /// <param name="kernelSize">The window: one number, or <c>(height, width)</c>.</param>
    /// <param name="strides">Pixels from one position to the next; 1 by default.</param>
    /// <param name="padding">What the window finds outside the image.</param>
    /// <param name="depthMultiplier">Filters of each channel.</param>
    /// <param name="dilationRate">Pixels from one row or column of the window to the next; 1 by default.</param>
    /// <param name="activation">What is applied to the sums; Keras' name will do.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="depthwiseInitializer">How the kernel starts; Glorot-uniform by default.</param>
    /// <param name="biasInitializer">How the bias starts; zeros by default.</param>
    /// <param name="depthwiseRegularizer">A penalty on the kernel; a number is the strength of an L2 penalty.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <exception cref="ArgumentException">A number is not positive, or they do not go together.</exception>
    public DepthwiseConv2D(Size2D kernelSize, Size2D? strides = null, Padding padding = default, int depthMultiplier = 1,
        Size2D? dilationRate = null, ActivationFunction? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
        Initializer? biasInitializer = null, Regularizer depthwiseRegularizer = default, Regularizer biasRegularizer = default) : base(2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depthMultiplier, 1);
        (_window, _strides, _dilation, _padding) = (kernelSize, strides ?? 1, dilationRate ?? 1, padding);
        RequireWindow(_window, _strides, _dilation, _padding);
        (DepthMultiplier, Activation, UseBias) = (depthMultiplier, activation, useBias);
        DepthwiseInitializer = depthwiseInitializer ?? VarianceScaling.GlorotUniform;
        BiasInitializer = biasInitializer ?? Constant.Zeros;
        (DepthwiseRegularizer, BiasRegularizer) = (depthwiseRegularizer, biasRegularizer);
    }

    /// <summary>Filters of each channel.</summary>
    public int DepthMultiplier { get; }

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

    /// <inheritdoc/>
    public override ActivationFunction? Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel starts.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The penalty on the kernel.</summary>
    public Regularizer DepthwiseRegularizer { get; }

    /// <summary>The penalty on the bias.</summary>
    public Regularizer BiasRegularizer { get; }

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    private DepthwiseProduct Product => new(Window, DepthMultiplier);

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        Place(input, _window, _strides, _dilation, _padding);
        RequireSize(input.Last * (long)DepthMultiplier);
        int filters = input.Last * DepthMultiplier;
        _kernel = builder.Weight("kernel", new Shape(_window.Height, _window.Width, input.Last, DepthMultiplier), DepthwiseInitializer,
            DepthwiseRegularizer);
        _bias = UseBias ? builder.Weight("bias", filters, BiasInitializer, BiasRegularizer, fanIn: _kernel.FanIn) : null;
        return Positions(filters);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Product.Forward(pass.Workers, pass.Input.Values, pass.Weight(_kernel), bias, pass.Output.Values);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // The input gradient first: the kernel's gradient may go straight into the kernel.
        Span<float> gradient = pass.OutputGradient.Values;
        if (!pass.InputGradient.IsEmpty)
            Product.InputGradient(pass.Workers, gradient, pass.Weight(_kernel), pass.InputGradient.Values);
        Product.WeightGradient(pass.Workers, pass.Input.Values, gradient, pass.Gradient(_kernel), pass.AddGradients);
        if (_bias is not null) Reduce.ColumnSums(gradient, OutputShape.Last, pass.Gradient(_bias), pass.AddGradients);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject
        {
            ["kernel_size"] = Json(_window),
            ["strides"] = Json(_strides),
            ["padding"] = _padding.ToJson(Dimensions),
            ["depth_multiplier"] = DepthMultiplier,
            ["dilation_rate"] = Json(_dilation),
            ["activation"] = ActivationCatalogue.ToJson(Activation),
            ["use_bias"] = UseBias,
            ["depthwise_initializer"] = InitializerCatalogue.ToJson(DepthwiseInitializer),
            ["bias_initializer"] = InitializerCatalogue.ToJson(BiasInitializer),
        };
        DepthwiseRegularizer.Write(config, "depthwise_regularizer");
        BiasRegularizer.Write(config, "bias_regularizer");
        return config;
    }

    internal static DepthwiseConv2D FromConfig(ConfigReader config)
    {
        RequireChannelsLast(config);
        config.Refuse("activity_regularizer", "depthwise_constraint", "bias_constraint");
        return Checked(config, () => new DepthwiseConv2D(
            Read(config, "kernel_size", 2), Read(config, "strides", 2, 1), Padding.Read(config, 2), config.Int("depth_multiplier", 1),
            Read(config, "dilation_rate", 2, 1), ActivationCatalogue.Create(config.Node("activation"), config.Where),
            config.Flag("use_bias", true), ReadInitializer(config, "depthwise_initializer"), ReadInitializer(config, "bias_initializer"),
            Regularizer.Read(config, "depthwise_regularizer"), Regularizer.Read(config, "bias_regularizer")));
    }
}
