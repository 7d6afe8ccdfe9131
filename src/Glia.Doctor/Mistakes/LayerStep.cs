using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Mistakes;

/// <summary>One layer on the way back: what people make its gradients from.</summary>
/// <param name="reading">The step.</param>
/// <param name="layer">From 1.</param>
/// <param name="above">The gradient of the pre-activations of the layer above as the owner has it; null for the last layer.</param>
internal sealed class LayerStep(Reading reading, int layer, Matrix? above)
{
    public Reading Reading => reading;

    public int Layer => layer;

    /// <summary>The pre-activations.</summary>
    public Matrix Z => reading.Run.Z[layer];

    /// <summary>What the activation gives, before any dropout mask.</summary>
    public Matrix A => reading.Run.Unmasked[layer];

    /// <summary>What goes into the layer.</summary>
    public Matrix Inputs => reading.Run.A[layer - 1];

    public Activation Activation => reading.Activations[layer - 1];

    public Matrix? Mask => reading.Masks[layer - 1];

    /// <summary>The kernel of the layer above.</summary>
    public Matrix NextKernel => reading.Trace.Layers[layer].Weights;

    public Matrix Above => above!;

    /// <summary>The gradient of what the layer gives.</summary>
    public Matrix Upstream => field ??= Backward.Masked(reading, layer, Unmasked);

    /// <summary>The same before the dropout mask is applied.</summary>
    public Matrix Unmasked => field ??= Above.Times(NextKernel.Transposed());

    /// <summary>The right gradient of the pre-activations.</summary>
    public Matrix Right => field ??= above is null ? Backward.OfOutput(reading) : Through(Upstream);

    /// <summary>The gradient of the pre-activations that the kernel's gradient is made of; the right one unless another was seen.</summary>
    public Matrix Delta { get => field ??= Right; set; }

    /// <summary>The rows of the kernel that are compared; all unless said otherwise.</summary>
    public int[] Compared { get => field ??= [.. Enumerable.Range(0, Inputs.Columns)]; set; }

    /// <summary>The outputs as the owner has them.</summary>
    public Matrix Outputs => reading.Outputs;

    /// <summary>The targets, a column an output.</summary>
    public Matrix Targets => reading.Targets.Wide!;

    /// <summary>The outputs as probabilities.</summary>
    public Matrix P => field ??= reading.Form == OutputForm.Logits ? Activation.Forward(Outputs) : Outputs;

    /// <summary>p − y.</summary>
    public Matrix Difference => field ??= P.Zip(Targets, (p, y) => p - y);

    /// <summary>The derivative of the loss with respect to the outputs.</summary>
    public Matrix LossGradient => field ??= reading.Loss!.OutputGradient(Outputs, Targets);

    /// <summary>A gradient of the outputs passed back through the activation.</summary>
    public Matrix Through(Matrix gradient) => Activation.Backward(Z, gradient);

    /// <summary>The compared rows of the kernel's gradient from inputs and a gradient of the pre-activations.</summary>
    public Matrix Kernel(Matrix inputs, Matrix delta) => inputs.TakeColumns(Compared).Transposed().Times(delta);
}
