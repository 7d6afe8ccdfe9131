using System.Text.Json.Nodes;

namespace Glia.Layers;

/// <summary>Sees a sample of several dimensions as one row of numbers. Nothing moves in memory.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Alias;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => input.Size;

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) { }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass) { }

    /// <inheritdoc/>
    public override JsonObject Config() => [];
}
