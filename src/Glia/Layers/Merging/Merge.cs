using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>A layer that makes one output of several inputs. It stands where branches meet, in a <see cref="Container"/>.</summary>
public abstract class Merge : Layer
{
    /// <summary>The names of all of them, for a sentence.</summary>
    internal const string Spoken = "Add, Average, Multiply or Concatenate";

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    /// <remarks>Where all that it merges have the same.</remarks>
    public override MaskUse Mask => MaskUse.Passes;

    /// <summary>The class that a name in small letters means: <c>concatenate</c>.</summary>
    internal static string ClassOf(string name) =>
        name.Length > 0 && char.IsLower(name[0]) ? char.ToUpperInvariant(name[0]) + name[1..] : name;

    /// <summary>Says what comes out of inputs of these sizes.</summary>
    /// <param name="inputs">The shapes of what comes in, one sample each.</param>
    /// <exception cref="GliaException">It cannot merge them.</exception>
    protected internal abstract Shape Build(ReadOnlySpan<Shape> inputs);

    /// <summary>Of a single input.</summary>
    protected internal sealed override Shape Build(Shape input, LayerBuilder builder) => Build([input]);

    /// <inheritdoc/>
    public override JsonObject Config() => [];

    /// <summary>One shape for all.</summary>
    /// <exception cref="GliaException">They differ.</exception>
    private protected Shape Same(ReadOnlySpan<Shape> inputs)
    {
        foreach (Shape shape in inputs)
            if (shape != inputs[0])
                throw new GliaException($"Layer '{Name}' ({ClassName}) merges {inputs[0]} and {shape}; " +
                    "make what comes to it equal in shape.");
        return inputs[0];
    }

    /// <summary>Hands the gradient of the output to every input as it is, times a factor.</summary>
    private protected static void HandOn(in Pass pass, float factor = 1)
    {
        for (int i = 0; i < pass.Inputs.Length; i++)
            if (!pass.InputGradients[i].IsEmpty)
                Elementwise.Scale(factor, pass.OutputGradient.Values, pass.InputGradients[i].Values);
    }
}
