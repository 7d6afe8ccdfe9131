using Glia.Kernels;

namespace Glia.Layers;

/// <summary>The product of its inputs, number by number.</summary>
public sealed class Multiply : Merge
{
    /// <inheritdoc/>
    protected internal override Shape Build(ReadOnlySpan<Shape> inputs) => Same(inputs);

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        pass.Input.Values.CopyTo(pass.Output.Values);
        for (int i = 1; i < pass.Inputs.Length; i++)
            Elementwise.Multiply(pass.Output.Values, pass.Inputs[i].Values, pass.Output.Values);
    }

    /// <inheritdoc/>
    /// <remarks>The derivative in one input is the product of the others, made anew: a quotient would divide by zero.</remarks>
    protected internal override void Backward(in Pass pass)
    {
        for (int i = 0; i < pass.Inputs.Length; i++)
        {
            if (pass.InputGradients[i].IsEmpty) continue;
            Span<float> gradient = pass.InputGradients[i].Values;
            pass.OutputGradient.Values.CopyTo(gradient);
            for (int other = 0; other < pass.Inputs.Length; other++)
                if (other != i) Elementwise.Multiply(gradient, pass.Inputs[other].Values, gradient);
        }
    }
}
