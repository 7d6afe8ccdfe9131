namespace Glia.Doctor.Reference;

/// <summary>An activation function: the output for a pre-activation, and the gradient that flows back through it.</summary>
internal abstract class Activation
{
    /// <summary>Keras' name: <c>relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The outputs for the pre-activations <paramref name="z"/>, of the same size.</summary>
    public abstract Matrix Forward(Matrix z);

    /// <summary>The gradient with respect to <paramref name="z"/>, given the gradient with respect to the output.</summary>
    public abstract Matrix Backward(Matrix z, Matrix outputGradient);
}
