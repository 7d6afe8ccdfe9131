using Glia.Initializers;

namespace Glia.Layers;

/// <summary>What a convolution can be told besides its filters and its window; the defaults are Keras'.</summary>
internal sealed record ConvolutionOptions
{
    /// <summary>Pixels from one position of the window to the next.</summary>
    internal Size2D Strides { get; init; } = 1;

    /// <summary>What the window finds outside.</summary>
    internal Padding Padding { get; init; }

    /// <summary>Pixels from one row or column of the window to the next.</summary>
    internal Size2D DilationRate { get; init; } = 1;

    /// <summary>Each group of filters sees its own share of the channels.</summary>
    internal int Groups { get; init; } = 1;

    /// <summary>What is applied to the sums; Keras' name will do.</summary>
    internal ActivationFunction? Activation { get; init; }

    /// <summary>Whether there is a bias.</summary>
    internal bool UseBias { get; init; } = true;

    /// <summary>How the kernel starts; Glorot-uniform by default.</summary>
    internal Initializer? KernelInitializer { get; init; }

    /// <summary>How the bias starts; zeros by default.</summary>
    internal Initializer? BiasInitializer { get; init; }

    /// <summary>A penalty on the kernel.</summary>
    internal Regularizer KernelRegularizer { get; init; }

    /// <summary>A penalty on the bias.</summary>
    internal Regularizer BiasRegularizer { get; init; }
}
