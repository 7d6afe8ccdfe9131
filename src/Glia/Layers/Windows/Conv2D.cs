using Glia.Initializers;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Filters that slide over images of <c>[height, width, channels]</c>: <c>y = activation(x * W + b)</c>, <c>*</c> being what deep learning
/// calls convolution (cross-correlation) and <c>W</c> of <c>[height, width, channels / groups, filters]</c>. Defaults are Keras'.
/// </summary>
/// <param name="filters">Outputs at each position: the channels of the output.</param>
/// <param name="kernelSize">The window: one number, or <c>(height, width)</c>.</param>
/// <param name="strides">Pixels from one position to the next; 1 by default.</param>
/// <param name="padding">What the window finds outside the image: <c>valid</c>, <c>same</c>, or PyTorch's numbers.</param>
/// <param name="dilationRate">Pixels from one row or column of the window to the next; 1 by default.</param>
/// <param name="groups">Each group of filters sees its own share of the channels.</param>
/// <param name="activation">What is applied to the sums; Keras' name will do.</param>
/// <param name="useBias">Whether there is a bias.</param>
/// <param name="kernelInitializer">How the kernel starts; Glorot-uniform by default.</param>
/// <param name="biasInitializer">How the bias starts; zeros by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; a number is the strength of an L2 penalty.</param>
/// <param name="biasRegularizer">A penalty on the bias.</param>
/// <exception cref="ArgumentException">A number is not positive, or they do not go together.</exception>
public sealed class Conv2D(int filters, Size2D kernelSize, Size2D? strides = null, Padding padding = default, Size2D? dilationRate = null,
    int groups = 1, ActivationFunction? activation = null, bool useBias = true, Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null, Regularizer kernelRegularizer = default, Regularizer biasRegularizer = default)
    : ConvolutionLayer(2, filters, kernelSize, new ConvolutionOptions
    {
        Strides = strides ?? 1,
        Padding = padding,
        DilationRate = dilationRate ?? 1,
        Groups = groups,
        Activation = activation,
        UseBias = useBias,
        KernelInitializer = kernelInitializer,
        BiasInitializer = biasInitializer,
        KernelRegularizer = kernelRegularizer,
        BiasRegularizer = biasRegularizer,
    })
{
    private Conv2D(int filters, Size2D kernelSize, ConvolutionOptions options)
        : this(filters, kernelSize, options.Strides, options.Padding, options.DilationRate, options.Groups, options.Activation,
            options.UseBias, options.KernelInitializer, options.BiasInitializer, options.KernelRegularizer, options.BiasRegularizer)
    {
    }

    internal static Conv2D FromConfig(ConfigReader config, Initializer? start = null) =>
        FromConfig(config, 2, start, (filters, window, options) => new Conv2D(filters, window, options));
}
