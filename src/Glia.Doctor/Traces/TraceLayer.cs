using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>What was recorded about one layer.</summary>
internal sealed record TraceLayer
{
    /// <summary>The kernel before the step, [in, out].</summary>
    public required Matrix Weights { get; init; }

    /// <summary>The kernel before the very first step, where it was recorded beside that of a later one.</summary>
    public Matrix? StartWeights { get; init; }

    /// <summary>The bias before the step: one row, or where the program keeps one for each sample, a row a sample; null for none.</summary>
    public Matrix? Bias { get; init; }

    /// <summary>The owner's gradient of the kernel.</summary>
    public Matrix? WeightsGradient { get; init; }

    /// <summary>
    /// The shape of what stands for the kernel's gradient where it is no gradient of that kernel: a single number, a row; else null.
    /// </summary>
    public string? MisshapenGradient { get; init; }

    /// <summary>The owner's gradient of the bias in whatever shape it has: a wrong shape is a finding, not an error of the trace.</summary>
    public Matrix? BiasGradient { get; init; }

    /// <summary>The kernel after the step.</summary>
    public Matrix? WeightsAfter { get; init; }

    /// <summary>The bias after the step.</summary>
    public Matrix? BiasAfter { get; init; }

    /// <summary>The dropout mask that was multiplied onto the activations of this layer.</summary>
    public Matrix? Mask { get; init; }
}

/// <summary>The weights of one layer at one moment.</summary>
/// <param name="Kernel">[in, out].</param>
/// <param name="Bias">One row, or null for a layer without.</param>
internal readonly record struct LayerWeights(Matrix Kernel, Matrix? Bias);
