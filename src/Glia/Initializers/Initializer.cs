using System.Text.Json.Nodes;

namespace Glia.Initializers;

/// <summary>How the numbers of a parameter start. One instance may serve many parameters; each draws numbers of its own.</summary>
public abstract class Initializer
{
    /// <summary>Keras' name in lower case: <c>glorot_uniform</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its settings under Keras' names.</summary>
    public virtual JsonObject Config() => [];

    /// <summary>Fills one parameter.</summary>
    /// <param name="values">The numbers to set.</param>
    /// <param name="shape">The parameter's dimensions, kernels as <c>[in, out]</c>.</param>
    /// <param name="draw">Where random numbers come from.</param>
    public abstract void Fill(Span<float> values, Shape shape, InitializerDraw draw);

    /// <summary>An initializer by Keras' name.</summary>
    public static implicit operator Initializer(string name) => InitializerCatalogue.Create(name, "initializer");

    /// <summary>How many inputs and outputs one number of this parameter connects, as Keras' <c>compute_fans</c> counts them.</summary>
    /// <param name="shape">Of the weights: <c>[in, out]</c>, or height, width, in and out of a convolution.</param>
    public static (int In, int Out) Fans(Shape shape)
    {
        if (shape.Rank == 1) return (shape[0], shape[0]);
        int field = shape.Size / (shape[shape.Rank - 1] * shape[shape.Rank - 2]);
        return (field * shape[shape.Rank - 2], field * shape[shape.Rank - 1]);
    }
}
