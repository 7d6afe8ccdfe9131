using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A depthwise convolution followed by one that mixes the channels of each pixel: nearly what a <see cref="Conv2D"/> does, with far fewer
/// weights (Chollet, CVPR 2017). Defaults are Keras'.
/// </summary>
public sealed class SeparableConv2D : WindowedLayer
{
    private readonly Size2D _window, _strides, _dilation;
    private readonly Padding _padding;
    private readonly Initializer _depthwiseInitializer, _pointwiseInitializer, _biasInitializer;
    private readonly Regularizer _depthwiseRegularizer, _pointwiseRegularizer, _biasRegularizer;
    private Parameter _depthwise = null!, _pointwise = null!;
    private Parameter? _bias;

    /// <summary>A separable convolution.</summary>
    /// <param name="filters">Outputs at each position: the channels of the output.</param>
    /// <param name="kernelSize">The window: one number, or <c>(height, width)</c>.</param>
    /// <param name="strides">Pixels from one position to the next; 1 by default.</param>
    /// <param name="padding">What the window finds outside the image.</param>
    /// <param name="depthMultiplier">Filters of each channel in the first step.</param>
    /// <param name="dilationRate">Pixels from one row or column of the window to the next; 1 by default.</param>
    /// <param name="activation">What is applied to the sums; Keras' name will do.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="depthwiseInitializer">How the first kernel starts; Glorot-uniform by default.</param>
    /// <param name="pointwiseInitializer">How the second kernel starts; Glorot-uniform by default.</param>
    /// <param name="biasInitializer">How the bias starts; zeros by default.</param>
    /// <param name="depthwiseRegularizer">A penalty on the first kernel.</param>
    /// <param name="pointwiseRegularizer">A penalty on the second kernel.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <exception cref="ArgumentException">A number is not positive, or they do not go together.</exception>
    public SeparableConv2D(int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = default, int depthMultiplier = 1,
        Size2D? dilationRate = null, ActivationFunction? activation = null, bool useBias = true, Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null, Initializer? biasInitializer = null, Regularizer depthwiseRegularizer = default,
        Regularizer pointwiseRegularizer = default, Regularizer biasRegularizer = default) : base(2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(depthMultiplier, 1);
        (_window, _strides, _dilation, _padding) = (kernelSize, strides ?? 1, dilationRate ?? 1, padding);
        RequireWindow(_window, _strides, _dilation, _padding);
        (Filters, DepthMultiplier, Activation, UseBias) = (filters, depthMultiplier, activation, useBias);
        _depthwiseInitializer = depthwiseInitializer ?? VarianceScaling.GlorotUniform;
        _pointwiseInitializer = pointwiseInitializer ?? VarianceScaling.GlorotUniform;
        _biasInitializer = biasInitializer ?? Constant.Zeros;
        (_depthwiseRegularizer, _pointwiseRegularizer, _biasRegularizer) = (depthwiseRegularizer, pointwiseRegularizer, biasRegularizer);
    }

    /// <summary>Outputs at each position.</summary>
    public int Filters { get; }

    /// <summary>Filters of each channel in the first step.</summary>
    public int DepthMultiplier { get; }

    /// <inheritdoc/>
    public override int Units => Filters;

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

    /// <inheritdoc/>
    public override ActivationFunction? Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    private int Middle => InputShape.Last * DepthMultiplier;

    private DepthwiseProduct Depthwise => new(Window, DepthMultiplier);

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        Place(input, _window, _strides, _dilation, _padding);
        RequireSize(Math.Max(input.Last * (long)DepthMultiplier, Filters));
        int middle = input.Last * DepthMultiplier;
        _depthwise = builder.Weight("depthwise_kernel", new Shape(_window.Height, _window.Width, input.Last, DepthMultiplier),
            _depthwiseInitializer, _depthwiseRegularizer);
        _pointwise = builder.Weight("pointwise_kernel", new Shape(1, 1, middle, Filters), _pointwiseInitializer, _pointwiseRegularizer);
        _bias = UseBias ? builder.Weight("bias", Filters, _biasInitializer, _biasRegularizer, fanIn: middle) : null;
        // What comes out of the first step, and its gradient.
        builder.SavedPerRow = 2 * Window.OutputHeight * Window.OutputWidth * middle;
        return Positions(Filters);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> middle = pass.Saved[..MiddleNumbers(pass)];
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Depthwise.Forward(pass.Workers, pass.Input.Values, pass.Weight(_depthwise), default, middle);
        Gemm.Multiply(pass.Workers, Pixels(middle), Mixing(pass), pass.Output.Values, bias);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // Each gradient further down before the kernel's own, which may go straight into the kernel.
        int half = pass.Saved.Length / 2;
        Span<float> middle = pass.Saved[..MiddleNumbers(pass)], middleGradient = pass.Saved.Slice(half, MiddleNumbers(pass));
        Span<float> gradient = pass.OutputGradient.Values;
        Matrix above = new(gradient, gradient.Length / Filters, Filters);
        Gemm.Multiply(pass.Workers, above, Mixing(pass).Transpose(), middleGradient);
        Gemm.Multiply(pass.Workers, Pixels(middle).Transpose(), above, pass.Gradient(_pointwise), accumulate: pass.AddGradients);
        if (_bias is not null) Reduce.ColumnSums(gradient, Filters, pass.Gradient(_bias), pass.AddGradients);
        if (!pass.InputGradient.IsEmpty)
            Depthwise.InputGradient(pass.Workers, middleGradient, pass.Weight(_depthwise), pass.InputGradient.Values);
        Depthwise.WeightGradient(pass.Workers, pass.Input.Values, middleGradient, pass.Gradient(_depthwise), pass.AddGradients);
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
            ["depth_multiplier"] = DepthMultiplier,
            ["activation"] = ActivationCatalogue.ToJson(Activation),
            ["use_bias"] = UseBias,
            ["depthwise_initializer"] = InitializerCatalogue.ToJson(_depthwiseInitializer),
            ["pointwise_initializer"] = InitializerCatalogue.ToJson(_pointwiseInitializer),
            ["bias_initializer"] = InitializerCatalogue.ToJson(_biasInitializer),
        };
        _depthwiseRegularizer.Write(config, "depthwise_regularizer");
        _pointwiseRegularizer.Write(config, "pointwise_regularizer");
        _biasRegularizer.Write(config, "bias_regularizer");
        return config;
    }

    internal static SeparableConv2D FromConfig(ConfigReader config)
    {
        RequireChannelsLast(config);
        config.Refuse("activity_regularizer", "depthwise_constraint", "pointwise_constraint", "bias_constraint");
        return Checked(config, () => new SeparableConv2D(
            config.Int("filters"), Read(config, "kernel_size", 2), Read(config, "strides", 2, 1), Padding.Read(config, 2),
            config.Int("depth_multiplier", 1), Read(config, "dilation_rate", 2, 1),
            ActivationCatalogue.Create(config.Node("activation"), config.Where), config.Flag("use_bias", true),
            ReadInitializer(config, "depthwise_initializer"), ReadInitializer(config, "pointwise_initializer"),
            ReadInitializer(config, "bias_initializer"), Regularizer.Read(config, "depthwise_regularizer"),
            Regularizer.Read(config, "pointwise_regularizer"), Regularizer.Read(config, "bias_regularizer")));
    }

    private int MiddleNumbers(in Pass pass) => pass.Rows * Window.OutputHeight * Window.OutputWidth * Middle;

    private Matrix Pixels(ReadOnlySpan<float> middle) => new(middle, middle.Length / Middle, Middle);

    private Matrix Mixing(in Pass pass) => new(pass.Weight(_pointwise), Middle, Filters);
}
