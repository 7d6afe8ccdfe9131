using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// <c>y = x * scale + offset</c>, in training as in use: <c>new Rescaling(1 / 255f)</c> makes pixels numbers from 0 to 1.
/// </summary>
/// <param name="scale">What every number is multiplied by.</param>
/// <param name="offset">What is added afterwards.</param>
public sealed class Rescaling(float scale, float offset = 0) : Layer
{
    /// <summary>What every number is multiplied by.</summary>
    public float Scale { get; } = scale;

    /// <summary>What is added afterwards.</summary>
    public float Offset { get; } = offset;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Overwrites;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    public override (double Low, double High)? BoundsOf((double Low, double High) input)
    {
        double one = (Scale * input.Low) + Offset, other = (Scale * input.High) + Offset;
        return double.IsNaN(one) || double.IsNaN(other) ? null : (Math.Min(one, other), Math.Max(one, other));
    }

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Elementwise.Affine(Scale, Offset, pass.Input.Values, pass.Output.Values);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Elementwise.Scale(Scale, pass.OutputGradient.Values, pass.InputGradient.Values);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["scale"] = Scale, ["offset"] = Offset };

    internal static Rescaling FromConfig(ConfigReader config)
    {
        if (!config.Has("scale")) throw config.Wrong("scale", "the factor, for example 0.00392157 for pixels up to 255");
        return new Rescaling(config.Single("scale", 1), config.Single("offset", 0));
    }
}
