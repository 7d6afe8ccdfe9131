using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Filters that slide over sequences of <c>[steps, channels]</c>, with weights of <c>[steps, channels / groups, filters]</c>. Defaults are
/// Keras'.
/// </summary>
/// <param name="filters">Outputs at each step: the channels of the output.</param>
/// <param name="kernelSize">Steps the window sees.</param>
/// <param name="strides">Steps from one position to the next.</param>
/// <param name="padding">What the window finds outside the sequence: <c>valid</c>, <c>same</c>, <c>causal</c>, or PyTorch's number.</param>
/// <param name="dilationRate">Steps from one number of the window to the next.</param>
/// <param name="groups">Each group of filters sees its own share of the channels.</param>
/// <param name="activation">What is applied to the sums; Keras' name will do.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">How the kernel starts; Glorot-uniform by default.</param>
/// <param name="biasInitializer">How the bias starts; zeros by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; a number is the strength of an L2 penalty.</param>
/// <param name="biasRegularizer">A penalty on the bias.</param>
/// <exception cref="ArgumentException">A number is not positive, or they do not go together.</exception>
public sealed class Conv1D(int filters, int kernelSize, int strides = 1, Padding padding = default, int dilationRate = 1, int groups = 1,
    ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null, Initializer? biasInitializer = null,
    Regularizer kernelRegularizer = default, Regularizer biasRegularizer = default)
    : ConvolutionLayer(1, filters, (1, kernelSize), new ConvolutionOptions
    {
        Strides = (1, strides),
        Padding = padding,
        DilationRate = (1, dilationRate),
        Groups = groups,
        Activation = activation,
        UseBias = useBias,
        KernelInitializer = kernelInitializer,
        BiasInitializer = biasInitializer,
        KernelRegularizer = kernelRegularizer,
        BiasRegularizer = biasRegularizer,
    })
{
    private Conv1D(int filters, Size2D kernelSize, ConvolutionOptions options)
        : this(filters, kernelSize.Width, options.Strides.Width, options.Padding, options.DilationRate.Width, options.Groups,
            options.Activation, options.UseBias, options.KernelInitializer, options.BiasInitializer, options.KernelRegularizer,
            options.BiasRegularizer)
    {
    }

    internal static Conv1D FromConfig(ConfigReader config, Initializer? start = null) =>
        FromConfig(config, 1, start, (filters, window, options) => new Conv1D(filters, window, options));
}
