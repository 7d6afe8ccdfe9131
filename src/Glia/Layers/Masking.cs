using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Marks the steps of a sequence of <c>[steps, features]</c> that only fill it up: those whose numbers are all <c>maskValue</c>. Recurrent
/// layers and the mean over time leave them out. As in Keras the marked steps come out as zeros.
/// </summary>
/// <param name="maskValue">What fills up.</param>
public sealed class Masking(float maskValue = 0) : Layer
{
    /// <summary>What fills up.</summary>
    public float MaskValue => maskValue;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Makes;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Overwrites;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        WindowedLayer.RequireRank(this, input, 1);
        builder.SavedPerRow = input[0];
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> mask = pass.Saved[..(pass.Rows * InputShape[0])];
        Masks.Find(pass.Input.Values, InputShape.Last, maskValue, mask);
        Masks.Apply(pass.Input.Values, pass.Output.Values, mask);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty)
            Masks.Apply(pass.OutputGradient.Values, pass.InputGradient.Values, pass.Saved[..(pass.Rows * InputShape[0])]);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["mask_value"] = maskValue };

    internal static Masking FromConfig(ConfigReader config) => new(config.Single("mask_value", 0));
}
