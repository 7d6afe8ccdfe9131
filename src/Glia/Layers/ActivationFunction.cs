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

    /// <summary>
    /// The bounds of what it gives for any input, infinite where there is none; they may be approached and never reached. Null where
    /// nobody said; a class of one's own sets it in its constructor.
    /// </summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>
    /// The size of an input beyond which, on both sides, its slope is below a hundredth of its steepest: there it is saturated. Null
    /// where a side never gets flat.
    /// </summary>
    public double? FlatBeyond { get; init; }

    /// <summary>
    /// Whether it passes on positive numbers as they are and little of the others: relu and its kin, whose weights start best from
    /// <c>he_normal</c> (He, Zhang, Ren and Sun, ICCV 2015).
    /// </summary>
    public bool Rectifies { get; init; }

    /// <summary>Whether it gives more than any multiple of a large input, so that layers of it drive each other up.</summary>
    public bool Outgrows { get; init; }

    /// <summary>Whether what it gives for a row is positive and sums to 1, so that its classes exclude each other: softmax.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Whether it saturates on both sides, as sigmoid and tanh do.</summary>
    public bool Saturates => FlatBeyond is not null;

    /// <summary>Whether it gives 0 with slope 0 for every input below 0, so that a unit of negative sums is dead: relu.</summary>
    public bool CanDie => Rectifies && Range is { Low: 0 };

    /// <summary>Whether it makes a probability of any number: softmax, sigmoid and what stands in for it.</summary>
    public bool GivesProbabilities => Range is (0, 1);

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
