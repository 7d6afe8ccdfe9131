using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A layer made of layers. It computes nothing itself: it says what goes into which of its layers, and the network runs those.
/// </summary>
public abstract class Container : Layer
{
    /// <summary>Its layers, in the order in which they are named and saved.</summary>
    public abstract IReadOnlyList<Layer> Children { get; }

    /// <inheritdoc/>
    /// <remarks>To set it sets it of every layer within.</remarks>
    public override bool Trainable
    {
        get => base.Trainable;
        set
        {
            base.Trainable = value;
            foreach (Layer layer in Children) layer.Trainable = value;
        }
    }

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <summary>The layers that compute, containers within replaced by theirs.</summary>
    public IEnumerable<Layer> Leaves => Children.SelectMany(layer => layer is Container inner ? inner.Leaves : [layer]);

    /// <summary>Puts its layers into a network.</summary>
    /// <param name="wiring">Where they are put; every layer of <see cref="Children"/> once.</param>
    /// <param name="input">What goes into the container.</param>
    /// <returns>What comes out of it.</returns>
    /// <exception cref="GliaException">A layer cannot take what comes to it.</exception>
    protected internal abstract Wire Wire(Wiring wiring, Wire input);

    /// <summary>Never called: the layers of a container are built.</summary>
    protected internal sealed override Shape Build(Shape input, LayerBuilder builder) => throw new NotSupportedException();

    /// <summary>Never called: the layers of a container run.</summary>
    protected internal sealed override void Forward(in Pass pass) => throw new NotSupportedException();

    /// <summary>Never called: the layers of a container run.</summary>
    protected internal sealed override void Backward(in Pass pass) => throw new NotSupportedException();

    /// <summary>Layers as a file says them.</summary>
    private protected static JsonArray Written(IReadOnlyList<Layer> layers) => new([.. layers.Select(LayerCatalogue.ToJson)]);

    /// <summary>Layers that a file lists.</summary>
    /// <exception cref="GliaException">It is no list, or a layer in it is wrong.</exception>
    private protected static Layer[] Read(ConfigReader config, string key)
    {
        if (config.Node(key) is not JsonArray array) throw config.Wrong(key, "a list of layers");
        return ReadList(array, $"{config.Where}.{key}");
    }

    /// <summary>Layers of one list.</summary>
    private protected static Layer[] ReadList(JsonArray array, string where) =>
        [.. array.Select((node, place) => LayerCatalogue.Create(node, $"{where}[{place}]"))];
}
