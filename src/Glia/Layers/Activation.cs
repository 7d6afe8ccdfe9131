using System.Text.Json.Nodes;

namespace Glia.Layers;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="function">The function; Keras' name will do.</param>
public sealed class Activation(ActivationFunction function) : Layer
{
    /// <summary>The function it applies.</summary>
    public override ActivationFunction Function { get; } = function;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override InPlace InPlace => Function.NeedsInput ? InPlace.No : InPlace.Overwrites;

    /// <inheritdoc/>
    public override bool NeedsOutput => !Function.NeedsInput;

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => input;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Function.Forward(pass.Input, pass.Output, pass.Workers);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Function.Backward(pass.Input, pass.Output, pass.OutputGradient, pass.InputGradient, pass.Workers);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["activation"] = ActivationCatalogue.ToJson(Function) };
}
