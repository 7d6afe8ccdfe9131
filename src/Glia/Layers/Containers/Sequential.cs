using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Layers one after the other, as one layer: a branch of a <see cref="Branches"/>, or a part with a name of its own.</summary>
/// <param name="layers">The layers in order; without any it passes on what it gets.</param>
public sealed class Sequential(params IReadOnlyList<Layer> layers) : Container
{
    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => layers;

    /// <inheritdoc/>
    protected internal override Wire Wire(Wiring wiring, Wire input) => wiring.Add(layers, input);

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["layers"] = Written(layers) };

    internal static Sequential FromConfig(ConfigReader config) => new(Read(config, "layers"));
}
