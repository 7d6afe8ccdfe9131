namespace Glia.Doctor.Findings;

public static partial class Faults
{
    /// <summary>The gradient of a layer is not the derivative of the loss.</summary>
    public static Fault WrongGradient { get; } = new("GLIA055", Family.Backpropagation, "wrong gradient",
        "The gradient of a layer is not the derivative of the loss.",
        "Correct the backward pass of the named layer.",
        Explains: "S03 S06 S08 S09 S18 S19 S20 S26 S27");

    /// <summary>The relu derivative is masked by something other than the sign of its own input.</summary>
    public static Fault WrongReluMask { get; } = new("GLIA056", Family.Backpropagation, "relu derivative masked wrongly",
        "The relu derivative is masked by something other than the sign of its own input.",
        "Multiply by (z > 0) with the z of the same layer and the same sample.",
        Explains: "S01 S03 S06 S08 S09 S16 S18 S26 S27");

    /// <summary>The derivative of an activation is forgotten, or taken at the wrong argument.</summary>
    public static Fault WrongActivationDerivative { get; } = new("GLIA057", Family.Backpropagation, "activation derivative at the wrong argument",
        "The derivative of an activation is forgotten, or taken at the wrong argument.",
        "With the output a: a(1-a) for sigmoid, 1-a*a for tanh.",
        Explains: "S03 S07 S08 S09 S18 S26 S27");

    /// <summary>The bias gradient is not summed over the rows as the weight gradient is.</summary>
    public static Fault BiasGradientNotReduced { get; } = new("GLIA058", Family.Backpropagation, "bias gradient not reduced over the batch",
        "The bias gradient is not summed over the rows as the weight gradient is.",
        "Sum the gradient of the layer over the batch axis, with the same divisor as the weights.",
        Explains: "S07 S08 S26");

    /// <summary>No gradient reaches a layer that influences the loss.</summary>
    public static Fault BlockedPath { get; } = new("GLIA059", Family.Backpropagation, "gradient path blocked",
        "No gradient reaches a layer that influences the loss.",
        "Connect the backward pass of the layer above to it.",
        Explains: "034 071 S03 S08 S09 S18 S20 S26 S27");

    /// <summary>Gradients of earlier batches are still in the sum.</summary>
    public static Fault GradientsAccumulated { get; } = new("GLIA060", Family.Backpropagation, "gradients never cleared",
        "Gradients of earlier batches are still in the sum.",
        "Set the gradients to zero before every backward pass.",
        Explains: "065 S05 S07 S19 S26");

    /// <summary>A layer is updated before the layer below has used its weights.</summary>
    public static Fault UpdatedBeforeUse { get; } = new("GLIA061", Family.Backpropagation, "weights updated before they are used to propagate",
        "A layer is updated before the layer below has used its weights.",
        "Compute all gradients first, then update.",
        Explains: "S07 S08 S26");

    /// <summary>An array kept for the backward pass or for the result is overwritten by another sample or layer.</summary>
    public static Fault CacheOverwritten { get; } = new("GLIA062", Family.Backpropagation, "cached arrays overwritten",
        "An array kept for the backward pass or for the result is overwritten by another sample or layer.",
        "Store a copy.",
        Explains: "S08 S09 S25 S26 S27");

    /// <summary>p - y already contains the derivative of softmax, and it was applied once more.</summary>
    public static Fault SoftmaxJacobianTwice { get; } = new("GLIA063", Family.Backpropagation, "softmax derivative applied on top of p - y",
        "p - y already contains the derivative of softmax, and it was applied once more.",
        "Use p - y directly as the gradient of the logits.",
        Explains: "S03 S08 S09 S18 S26 S27");

    /// <summary>The step goes along the gradient, uphill.</summary>
    public static Fault UpdateAdded { get; } = new("GLIA064", Family.Backpropagation, "update added instead of subtracted",
        "The step goes along the gradient, uphill.",
        "w = w - learning_rate * gradient.",
        Explains: "065 S01 S04 S05 S06 S09 S13 S26 S27");
}
