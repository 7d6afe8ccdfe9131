using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// The transpose of a convolution, which makes images larger: what <see cref="Conv2D"/> does to gradients. Each number of the input adds
/// the weights, times itself, to a window of the output. Weights are <c>[height, width, filters, channels]</c>. Defaults are Keras'.
/// </summary>
public sealed class Conv2DTranspose : Layer
{
    private readonly Size2D _window, _strides;
    private readonly Padding _padding;
    private readonly Initializer _kernelInitializer, _biasInitializer;
    private readonly Regularizer _kernelRegularizer, _biasRegularizer;
    private Parameter _kernel = null!;
    private Parameter? _bias;

    /// <summary>A transposed convolution.</summary>
    /// <param name="filters">Outputs at each position: the channels of the output.</param>
    /// <param name="kernelSize">The window over the output: one number, or <c>(height, width)</c>.</param>
    /// <param name="strides">How many times larger the output becomes: its pixels from one number of the input to the next.</param>
    /// <param name="padding"><c>valid</c>: the output holds all windows. <c>same</c>: it is the input's size times the strides.</param>
    /// <param name="activation">What is applied to the sums; Keras' name will do.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="kernelInitializer">How the kernel starts; Glorot-uniform by default.</param>
    /// <param name="biasInitializer">How the bias starts; zeros by default.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel; a number is the strength of an L2 penalty.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <exception cref="ArgumentException">A number is not positive, or the padding is neither valid nor same.</exception>
    public Conv2DTranspose(int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = default,
        ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null, Regularizer kernelRegularizer = default, Regularizer biasRegularizer = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        (_window, _strides, _padding) = (kernelSize, strides ?? 1, padding);
        WindowedLayer.RequireSizes(_window, _strides);
        if (padding != Padding.Valid && padding != Padding.Same)
            throw new ArgumentException("A transposed convolution is padded valid or same.", nameof(padding));
        (Filters, Activation, UseBias) = (filters, activation, useBias);
        _kernelInitializer = kernelInitializer ?? VarianceScaling.GlorotUniform;
        _biasInitializer = biasInitializer ?? Constant.Zeros;
        (_kernelRegularizer, _biasRegularizer) = (kernelRegularizer, biasRegularizer);
    }

    /// <summary>The window over the output whose convolution this is the transpose of.</summary>
    internal Window Over { get; private set; }

    /// <summary>Outputs at each position.</summary>
    public int Filters { get; }

    /// <inheritdoc/>
    public override int Units => Filters;

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

    /// <inheritdoc/>
    /// <remarks>Each number of the input is spread over a window.</remarks>
    public override int KernelUses => InputShape.Positions;

    /// <inheritdoc/>
    public override ActivationFunction? Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override bool AddsGradients => true;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        WindowedLayer.RequireRank(this, input, 2);
        long height = Length(input[0], _strides.Height, _window.Height), width = Length(input[1], _strides.Width, _window.Width);
        if (height * width > int.MaxValue / Filters || _window.Height * (long)_window.Width * Filters > int.MaxValue / input.Last)
            throw TooLarge.Numbers(this, $"{Filters} filters", input);
        Over = _padding.Apply(new Window((int)height, (int)width, Filters, _window.Height, _window.Width, _strides.Height, _strides.Width));
        _kernel = builder.Weight("kernel", new Shape(_window.Height, _window.Width, Filters, input.Last), _kernelInitializer,
            _kernelRegularizer);
        _bias = UseBias ? builder.Weight("bias", Filters, _biasInitializer, _biasRegularizer, fanIn: _kernel.FanIn) : null;
        return new Shape((int)height, (int)width, Filters);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Kernels.Convolution.InputGradient(pass.Workers, Over, pass.Input.Values, pass.Weight(_kernel), pass.Output.Values, bias: bias);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // The input gradient first: the kernel's gradient may go straight into the kernel.
        Span<float> gradient = pass.OutputGradient.Values;
        if (!pass.InputGradient.IsEmpty)
            Kernels.Convolution.Forward(pass.Workers, Over, gradient, pass.Weight(_kernel), default, pass.InputGradient.Values);
        Kernels.Convolution.WeightGradient(
            pass.Workers, Over, gradient, pass.Input.Values, pass.Gradient(_kernel), accumulate: pass.AddGradients);
        if (_bias is not null) Reduce.ColumnSums(gradient, Filters, pass.Gradient(_bias), pass.AddGradients);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject
        {
            ["filters"] = Filters,
            ["kernel_size"] = _window.ToJson(),
            ["strides"] = _strides.ToJson(),
            ["padding"] = _padding.ToJson(2),
            ["activation"] = ActivationCatalogue.ToJson(Activation),
            ["use_bias"] = UseBias,
            ["kernel_initializer"] = InitializerCatalogue.ToJson(_kernelInitializer),
            ["bias_initializer"] = InitializerCatalogue.ToJson(_biasInitializer),
        };
        _kernelRegularizer.Write(config, "kernel_regularizer");
        _biasRegularizer.Write(config, "bias_regularizer");
        return config;
    }

    internal static Conv2DTranspose FromConfig(ConfigReader config)
    {
        WindowedLayer.RequireChannelsLast(config);
        config.Refuse("output_padding", "activity_regularizer", "kernel_constraint", "bias_constraint");
        if (Size2D.Read(config, "dilation_rate", 1) != 1) throw config.Wrong("dilation_rate", "1");
        return WindowedLayer.Checked(config, () => new Conv2DTranspose(config.Int("filters"), Size2D.Read(config, "kernel_size"),
            Size2D.Read(config, "strides", 1), Padding.Read(config, 2), ActivationCatalogue.Create(config.Node("activation"), config.Where),
            config.Flag("use_bias", true), WindowedLayer.ReadInitializer(config, "kernel_initializer"),
            WindowedLayer.ReadInitializer(config, "bias_initializer"), Regularizer.Read(config, "kernel_regularizer"),
            Regularizer.Read(config, "bias_regularizer")));
    }

    // The length whose convolution gives what comes in; where the window is smaller than the stride, the rest of the last stride as well.
    private long Length(int size, int stride, int window) =>
        _padding == Padding.Same ? (long)size * stride : ((long)size * stride) + Math.Max(window - stride, 0);
}
