using Glia.Layers;

namespace Glia.Doctor.Facts;

/// <summary>A layer with weights and what follows it up to the next one.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Activations">Keras' names of what is applied to its sums, in order, without <c>linear</c>.</param>
/// <param name="Dropout">The strongest dropout after it; 0 for none.</param>
/// <param name="Normalized">Whether a normalisation follows it.</param>
internal sealed record Block(Layer Layer, string Name, IReadOnlyList<string> Activations, float Dropout, bool Normalized)
{
    /// <summary>The last function applied to its sums; <c>linear</c> if there is none.</summary>
    public string Activation => Activations.Count == 0 ? "linear" : Activations[^1];

    /// <summary>Its units if it is dense, otherwise 0.</summary>
    public int Units => (Layer as Dense)?.Units ?? 0;
}

/// <summary>The layers of a network seen as blocks: a layer with weights, then activations, normalisation and dropout.</summary>
internal sealed class Architecture
{
    /// <summary>Reads a list of layers, whether they are part of a network or not.</summary>
    public Architecture(IReadOnlyList<Layer> layers)
    {
        Layers = layers;
        var blocks = new List<Block>();
        for (int i = 0; i < layers.Count; i++)
        {
            if (!layers[i].SumsInputs) continue;
            var following = layers.Skip(i + 1).TakeWhile(layer => !layer.SumsInputs).ToList();
            blocks.Add(new Block(layers[i], NameOf(layers[i]),
                [.. following.Prepend(layers[i]).Select(layer => layer.FunctionName).Where(name =>
                    name is not null and not "linear").Select(name => name!)],
                following.OfType<Dropout>().Select(dropout => dropout.Rate).DefaultIfEmpty(0).Max(),
                following.Exists(layer => layer.Normalizes)));
        }
        Blocks = blocks;
    }

    /// <summary>All layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>All blocks; empty if no layer has sums.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>All blocks but the last.</summary>
    public IEnumerable<Block> Hidden => Blocks.SkipLast(1);

    /// <summary>The last block; null if there is none.</summary>
    public Block? Output => Blocks.Count == 0 ? null : Blocks[^1];

    /// <summary>What to call a layer: its name, or its place where it has none yet.</summary>
    public string NameOf(Layer layer) => layer.Name.Length > 0 ? layer.Name : $"layer {Place(layer) + 1} ({layer.ClassName})";

    private int Place(Layer layer)
    {
        for (int i = 0; i < Layers.Count; i++)
            if (Layers[i] == layer) return i;
        return -1;
    }
}
