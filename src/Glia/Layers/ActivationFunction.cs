using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>A function applied to the output of a layer, Keras' <c>activation=</c>.</summary>
public abstract class ActivationFunction
{
    /// <summary>Keras' name: <c>relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether its derivative needs what went in; if not, it runs in place and its output is enough.</summary>
    public abstract bool NeedsInput { get; }

    /// <summary>Its settings under Keras' names.</summary>
    public virtual JsonObject Config() => [];

    /// <summary>Computes <c>y = f(z)</c>; <paramref name="y"/> may be <paramref name="z"/>.</summary>
    /// <param name="z">What goes in.</param>
    /// <param name="y">Receives what comes out.</param>
    /// <param name="workers">The threads it may use.</param>
    public abstract void Forward(in Tensor z, in Tensor y, Workers workers);

    /// <summary>Computes <c>dz = dy * f'(z)</c>; <paramref name="dz"/> may be <paramref name="dy"/>.</summary>
    /// <param name="z">What went in; not read where <see cref="NeedsInput"/> is false.</param>
    /// <param name="y">What came out.</param>
    /// <param name="dy">Gradient in the output.</param>
    /// <param name="dz">Receives the gradient in the input.</param>
    /// <param name="workers">The threads it may use.</param>
    public abstract void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Workers workers);

    /// <summary>An activation by Keras' name.</summary>
    /// <exception cref="GliaException">There is none of this name.</exception>
    public static implicit operator ActivationFunction(string name) => ActivationCatalogue.Create(name, "activation");
}
