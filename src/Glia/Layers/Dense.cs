using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Every output is a weighted sum of all inputs plus a bias: <c>y = activation(x W + b)</c> with <c>W</c> of <c>[in, units]</c>.
/// An input of more than one dimension is seen as <c>[…, in]</c>, as Keras does: the last dimension is replaced by the units.
/// </summary>
public sealed class Dense : Layer
{
    private Parameter _kernel = null!;
    private Parameter? _bias;

    /// <summary>A dense layer.</summary>
    /// <param name="units">Outputs of the layer.</param>
    /// <param name="activation">What is applied to the sums; Keras' name will do.</param>
    /// <param name="useBias">Whether there is a bias.</param>
    /// <param name="kernelInitializer">How the kernel starts; Glorot-uniform by default.</param>
    /// <param name="biasInitializer">How the bias starts; zeros by default.</param>
    /// <param name="kernelRegularizer">A penalty on the kernel; a number is the strength of an L2 penalty.</param>
    /// <param name="biasRegularizer">A penalty on the bias.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is not at least one unit.</exception>
    public Dense(int units, ActivationFunction? activation = null, bool useBias = true,
        Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
        Regularizer kernelRegularizer = default, Regularizer biasRegularizer = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
        Activation = activation;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? VarianceScaling.GlorotUniform;
        BiasInitializer = biasInitializer ?? Constant.Zeros;
        KernelRegularizer = kernelRegularizer;
        BiasRegularizer = biasRegularizer;
    }

    /// <summary>Outputs of the layer.</summary>
    public override int Units { get; }

    /// <inheritdoc/>
    public override ActivationFunction? Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <inheritdoc/>
    public override bool LacksBias => !UseBias;

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
    public override MaskUse Mask => MaskUse.Passes;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        if ((long)input.Size / input.Last * Units > int.MaxValue || (long)input.Last * Units > int.MaxValue)
            throw TooLarge.Numbers(this, $"{Units} units", input);
        _kernel = builder.Weight("kernel", new Shape(input.Last, Units), KernelInitializer, KernelRegularizer);
        _bias = UseBias ? builder.Weight("bias", Units, BiasInitializer, BiasRegularizer, fanIn: input.Last) : null;
        int[] dimensions = input.ToArray();
        dimensions[^1] = Units;
        return new Shape(dimensions);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> bias = _bias is null ? default : pass.Weight(_bias);
        Gemm.Multiply(pass.Workers, Rows(pass.Input), Kernel(pass.Weight(_kernel)), pass.Output.Values, bias);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        // The input gradient first: the kernel's gradient may go straight into the kernel.
        Matrix outputGradient = Rows(pass.OutputGradient);
        if (!pass.InputGradient.IsEmpty)
            Gemm.Multiply(pass.Workers, outputGradient, Kernel(pass.Weight(_kernel)).Transpose(), pass.InputGradient.Values);
        Gemm.Multiply(pass.Workers, Rows(pass.Input).Transpose(), outputGradient, pass.Gradient(_kernel), accumulate: pass.AddGradients);
        if (_bias is not null) Reduce.ColumnSums(pass.OutputGradient.Values, Units, pass.Gradient(_bias), pass.AddGradients);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject
        {
            ["units"] = Units,
            ["activation"] = ActivationCatalogue.ToJson(Activation),
            ["use_bias"] = UseBias,
            ["kernel_initializer"] = InitializerCatalogue.ToJson(KernelInitializer),
            ["bias_initializer"] = InitializerCatalogue.ToJson(BiasInitializer),
        };
        KernelRegularizer.Write(config, "kernel_regularizer");
        BiasRegularizer.Write(config, "bias_regularizer");
        return config;
    }

    internal static Dense FromConfig(ConfigReader config)
    {
        // output_dim, init and bias are Keras 1's words.
        string unitsKey = config.Spelled("units", "output_dim"), kernelKey = config.Spelled("kernel_initializer", "init");
        int units = config.Int(unitsKey);
        if (units < 1) throw config.Wrong(unitsKey, "at least 1");
        config.Refuse("activity_regularizer", "kernel_constraint", "bias_constraint", "quantization_config", "lora_rank");
        return new Dense(units,
            ActivationCatalogue.Create(config.Node("activation"), config.Where),
            config.Flag(config.Spelled("use_bias", "bias"), true),
            config.Has(kernelKey) ? InitializerCatalogue.Create(config.Node(kernelKey), config.Where) : null,
            config.Has("bias_initializer") ? InitializerCatalogue.Create(config.Node("bias_initializer"), config.Where) : null,
            Regularizer.Read(config, config.Spelled("kernel_regularizer", "W_regularizer")),
            Regularizer.Read(config, config.Spelled("bias_regularizer", "b_regularizer")));
    }

    private Matrix Kernel(ReadOnlySpan<float> values) => new(values, InputShape.Last, Units);

    private static Matrix Rows(in Tensor tensor) =>
        new(tensor.Values, tensor.Rows * (tensor.Shape.Size / tensor.Shape.Last), tensor.Shape.Last);
}
