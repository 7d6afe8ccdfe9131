using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Layers whose output is added to what went in (He et al., CVPR 2016): <c>layers(x) + shortcut(x)</c>. Where the layers change the shape,
/// the shortcut must change it as well, for instance by a 1x1 convolution with the same strides.
/// </summary>
public sealed class Residual : Container
{
    private readonly Layer[] _layers, _shortcut;
    private readonly Add _sum = new();

    /// <summary>A residual block.</summary>
    /// <param name="layers">The layers whose output is added.</param>
    /// <param name="shortcut">What the input goes through before it is added; nothing by default.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    public Residual(IReadOnlyList<Layer> layers, IReadOnlyList<Layer>? shortcut = null)
    {
        if (layers.Count == 0) throw new ArgumentException("A residual block needs at least one layer.", nameof(layers));
        (_layers, _shortcut) = ([.. layers], [.. shortcut ?? []]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => [.. _layers, .. _shortcut, _sum];

    /// <inheritdoc/>
    protected internal override Wire Wire(Wiring wiring, Wire input)
    {
        Wire path = wiring.Add(_layers, input), shortcut = wiring.Add(_shortcut, input);
        if (wiring.ShapeOf(path) != wiring.ShapeOf(shortcut))
            throw new GliaException($"Layer '{Name}' (Residual) adds {wiring.ShapeOf(path)} from its layers to " +
                $"{wiring.ShapeOf(shortcut)} from its shortcut; give the shortcut a layer that makes the same shape, " +
                "for example a 1x1 convolution or a Dense.");
        return wiring.Add(_sum, path, shortcut);
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject { ["layers"] = Written(_layers) };
        if (_shortcut.Length > 0) config["shortcut"] = Written(_shortcut);
        return config;
    }

    internal static Residual FromConfig(ConfigReader config)
    {
        Layer[] layers = Read(config, "layers"), shortcut = config.Has("shortcut") ? Read(config, "shortcut") : [];
        return layers.Length > 0 ? new Residual(layers, shortcut) : throw config.Wrong("layers", "a list of at least one layer");
    }
}
