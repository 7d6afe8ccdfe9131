using Glia.Kernels;
using Glia.Random;

namespace Glia;

/// <summary>All that one forward or backward call of one layer may see.</summary>
public readonly ref struct Pass
{
    private readonly ParameterBlock _weights;
    private readonly ParameterBlock _statistics;
    private readonly ParameterBlock? _gradients;

    // Statistics lie beside the weights, but where several parts of a batch are computed at once each has its own.
    internal Pass(ParameterBlock weights, ParameterBlock? gradients, Workers workers, ParameterBlock? statistics = null)
    {
        Workers = workers;
        _weights = weights;
        _statistics = statistics ?? weights;
        _gradients = gradients;
    }

    /// <summary>What goes in, <c>[rows, input shape]</c>.</summary>
    public Tensor Input { get; init; }

    /// <summary>All that goes in, of a layer that merges; else what <see cref="Input"/> is.</summary>
    public ReadOnlySpan<Tensor> Inputs { get; init; }

    /// <summary>Gradient of the loss in each of <see cref="Inputs"/>; empty where nobody needs it.</summary>
    public ReadOnlySpan<Tensor> InputGradients { get; init; }

    /// <summary>What comes out, <c>[rows, output shape]</c>.</summary>
    public Tensor Output { get; init; }

    /// <summary>Gradient of the loss in the output; empty in a forward call.</summary>
    public Tensor OutputGradient { get; init; }

    /// <summary>Gradient of the loss in the input; empty where nobody needs it, as in the first layer.</summary>
    public Tensor InputGradient { get; init; }

    /// <summary>What this layer keeps from forward to backward: <c>Saved + rows * SavedPerRow</c> numbers.</summary>
    public Span<float> Saved { get; init; }

    /// <summary>
    /// Which steps of the input count, one number for each step of each row: 1 where it does, 0 where it only fills the sequence up. Empty
    /// where no layer before made a mask.
    /// </summary>
    public ReadOnlySpan<float> Mask { get; init; }

    /// <summary>Whether the relu before the layer was left to it; only a layer that <see cref="Layer.CanRectify"/> is asked to.</summary>
    internal bool Rectifies { get; init; }

    /// <summary>Whether this is a training step, where dropout drops and batch statistics count.</summary>
    public bool Training { get; init; }

    /// <summary>
    /// Whether the gradients of the parameters are added to what is there instead of replacing it. Only layers with
    /// <see cref="Layer.AddsGradients"/> are asked to. What is there may be the weights: their old values must no longer be needed.
    /// </summary>
    public bool AddGradients { get; init; }

    /// <summary>
    /// The random numbers of this layer in this step. Those of a layer that is <see cref="Layer.OnlyInTraining"/> depend on how many such
    /// layers stand before it, and not on what stands between.
    /// </summary>
    public RandomStream Random { get; init; }

    /// <summary>The threads a kernel may use.</summary>
    public Workers Workers { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => Input.Rows;

    /// <summary>The numbers of a parameter.</summary>
    /// <param name="parameter">What <see cref="LayerBuilder"/> gave the layer in <see cref="Layer.Build"/>.</param>
    public Span<float> Weight(Parameter parameter) => (parameter.IsWeight ? _weights : _statistics)[parameter];

    /// <summary>
    /// Where the gradient of a parameter goes; a backward call overwrites it, or adds to it if <see cref="AddGradients"/> says so.
    /// </summary>
    /// <param name="parameter">What <see cref="LayerBuilder"/> gave the layer in <see cref="Layer.Build"/>.</param>
    public Span<float> Gradient(Parameter parameter) => _gradients![parameter];
}
