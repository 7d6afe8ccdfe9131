using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A recurrent layer and a second one of its kind that reads the sequence from its end (Schuster and Paliwal, 1997). Where the state after
/// every step comes out, what both say of a step stands together.
/// </summary>
public sealed class Bidirectional : Container
{
    // Keras' words for how the two are merged.
    private static readonly (string Mode, string ClassName)[] s_modes =
        [("concat", nameof(Concatenate)), ("sum", nameof(Add)), ("ave", nameof(Average)), ("mul", nameof(Multiply))];

    private readonly RecurrentLayer _forward, _backward;
    private readonly Merge _merge;
    private readonly string _mode;

    /// <summary>Both directions.</summary>
    /// <param name="layer">The layer that reads in the order of the sequence.</param>
    /// <param name="mergeMode">Keras' word for how the two are merged: <c>concat</c>, <c>sum</c>, <c>ave</c> or <c>mul</c>.</param>
    /// <param name="backwardLayer">The layer that reads from the end; by default one with the settings of the first.</param>
    /// <exception cref="ArgumentException">The word is none of these, or the layers do not read in opposite directions.</exception>
    public Bidirectional(RecurrentLayer layer, string mergeMode = "concat", RecurrentLayer? backwardLayer = null)
    {
        string className = Array.Find(s_modes, one => one.Mode == mergeMode).ClassName
            ?? throw new ArgumentException($"The merge mode is {Modes}, not '{mergeMode}'.", nameof(mergeMode));
        (_forward, _backward, _mode) = (layer, backwardLayer ?? Turned(layer), mergeMode);
        if (_forward.GoBackwards == _backward.GoBackwards || _forward.ReturnSequences != _backward.ReturnSequences)
            throw new ArgumentException("One layer reads forwards and the other backwards, and both return sequences or neither does.",
                nameof(backwardLayer));
        _merge = (Merge)LayerCatalogue.Create(new JsonObject { ["class_name"] = className }, nameof(Bidirectional));
        (_forward.StatesInOrder, _backward.StatesInOrder) = (true, true);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => [_forward, _backward, _merge];

    private static string Modes => string.Join(", ", s_modes.Select(one => one.Mode));

    /// <inheritdoc/>
    protected internal override Wire Wire(Wiring wiring, Wire input) =>
        wiring.Add(_merge, wiring.Add(_forward, input), wiring.Add(_backward, input));

    /// <inheritdoc/>
    public override JsonObject Config() => new()
    {
        ["layer"] = LayerCatalogue.ToJson(_forward),
        ["merge_mode"] = _mode,
        ["backward_layer"] = LayerCatalogue.ToJson(_backward),
    };

    internal static Bidirectional FromConfig(ConfigReader config)
    {
        RecurrentLayer forward = ReadLayer(config, "layer");
        RecurrentLayer? backward = config.Has("backward_layer") ? ReadLayer(config, "backward_layer") : null;
        string mode = config.Text("merge_mode", "concat");
        if (!s_modes.Any(one => one.Mode == mode)) throw config.Wrong("merge_mode", Modes);
        try
        {
            return new Bidirectional(forward, mode, backward);
        }
        catch (ArgumentException)
        {
            throw config.Wrong("backward_layer", "a layer that reads in the other direction and returns as much as 'layer'");
        }
    }

    private static RecurrentLayer ReadLayer(ConfigReader config, string key) =>
        LayerCatalogue.Create(config.Node(key), $"{config.Where}.{key}") as RecurrentLayer ?? throw config.Wrong(key, "a recurrent layer");

    private static RecurrentLayer Turned(RecurrentLayer layer)
    {
        JsonObject written = LayerCatalogue.ToJson(layer);
        var config = (JsonObject)written["config"]!;
        config["go_backwards"] = !layer.GoBackwards;
        config["name"] = layer.Name.Length > 0 ? $"backward_{layer.Name}" : "";
        return (RecurrentLayer)LayerCatalogue.Create(written, nameof(Bidirectional));
    }
}
