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
    // convention: through so few units hardly anything passes.
    private const int Handful = 3;

    /// <summary>What the names in <see cref="Activations"/> stand for, as far as it is a function without weights.</summary>
    public IReadOnlyList<ActivationFunction> Functions { get; init; } = [];

    /// <summary>The last function applied to its sums; <c>linear</c> if there is none.</summary>
    public string Activation => Activations.Count == 0 ? "linear" : Activations[^1];

    /// <summary>The last function applied to its sums; null if there is none, or one with weights of its own.</summary>
    public ActivationFunction? Function => Functions.Count > 0 && Functions[^1].Name == Activation ? Functions[^1] : null;

    /// <summary>
    /// The bounds of what it gives, through its last function and through layers behind that which scale; null where they are not known.
    /// </summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>A function before the one that gives probabilities that holds sums at 0; null if there is none.</summary>
    public ActivationFunction? ClipsLogits =>
        Function is { GivesProbabilities: true } ? Functions.SkipLast(1).FirstOrDefault(function => function.CanDie) : null;

    /// <summary>Whether a softmax is among its functions.</summary>
    public bool HasSoftmax => Functions.Any(function => function.SumsToOne);

    /// <summary>How many sums it makes, where its layer says so, otherwise 0.</summary>
    public int Units => Layer.Units;

    /// <summary>
    /// Whether it is so narrow that it holds back what so many outputs need. One without a function that is as wide as what it is given
    /// only turns it, and holds back nothing.
    /// </summary>
    public bool IsNarrowFor(int outputs) => Units > 0 && (Passed <= Handful || 2 * Passed <= outputs)
        && !(Activations.Count == 0 && Layer.InputShape.Size is > 0 and var given && Passed >= given);

    // Filters and layers that give every step have their units at many places.
    private int Passed => Math.Max(Units, Layer.OutputShape.Size);

    /// <summary>Whether it is so narrow that all its units are likely to be dead at once.</summary>
    public bool MayDie => IsHandful && Function is { CanDie: true };

    /// <summary>Whether it has so few units that all of them were likely to be dead at once if they could die.</summary>
    public bool IsHandful => Units is > 0 and <= Handful;
}

/// <summary>The layers of a network seen as blocks: a layer with weights, then activations, normalisation and dropout.</summary>
internal sealed class Architecture
{
    /// <summary>Reads a list of layers, whether they are part of a network or not.</summary>
    public Architecture(IReadOnlyList<Layer> layers)
    {
        Layers = layers;
        Blocks = [.. Enumerable.Range(0, layers.Count).Where(i => layers[i].SumsInputs).Select(BlockAt)];
    }

    /// <summary>All layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>All blocks; empty if no layer has sums.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>All blocks but the last.</summary>
    public IEnumerable<Block> Hidden => Blocks.SkipLast(1);

    /// <summary>The last block; null if there is none.</summary>
    public Block? Output => Blocks.Count == 0 ? null : Blocks[^1];

    /// <summary>Whether the size of the inputs is taken from them before, or right after, the first sums.</summary>
    public bool NormalizesInputs =>
        Layers.TakeWhile(layer => !layer.SumsInputs).Any(layer => layer.Normalizes) || Blocks is [{ Normalized: true }, ..];

    /// <summary>What to call a layer: its name, or its place where it has none yet.</summary>
    public string NameOf(Layer layer) => layer.Name.Length > 0 ? layer.Name : $"layer {PlaceOf(layer) + 1} ({layer.ClassName})";

    /// <summary>Where a layer stands among <see cref="Layers"/>, from 0; -1 if it is none of them.</summary>
    public int PlaceOf(Layer layer)
    {
        for (int i = 0; i < Layers.Count; i++)
            if (Layers[i] == layer) return i;
        return -1;
    }

    private Block BlockAt(int place)
    {
        Layer layer = Layers[place];
        var following = Layers.Skip(place + 1).TakeWhile(next => !next.SumsInputs).ToList();
        var acting = following.Prepend(layer).Where(one => one.FunctionName is not null and not "linear").ToList();
        (double, double) any = (double.NegativeInfinity, double.PositiveInfinity);
        var own = !acting.Contains(layer) ? any : layer.Function is { } function ? function.Range : layer.BoundsOf(any);
        return new Block(layer, NameOf(layer), [.. acting.Select(one => one.FunctionName!)],
            following.Select(next => next.DroppedShare).DefaultIfEmpty(0).Max(), following.Exists(next => next.Normalizes))
        {
            Functions = [.. acting.Select(one => one.Function).OfType<ActivationFunction>()],
            Range = following.Aggregate(own, (range, next) =>
                acting.Contains(next) ? next.Function?.Range : range is { } bounds ? next.BoundsOf(bounds) : null),
        };
    }
}
