namespace Glia.Layers;

/// <summary>What is said of a layer whose numbers no array can hold.</summary>
internal static class TooLarge
{
    /// <summary>That its weights or what it computes are too many.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="what">How many of what it has: "200 units".</param>
    /// <param name="input">What goes in.</param>
    public static GliaException Numbers(Layer layer, string what, Shape input) =>
        new($"Layer '{layer.Name}': {what} on an input of {input} make more than 2,147,483,647 numbers.");

    /// <summary>That its output is too large.</summary>
    /// <param name="layer">The layer.</param>
    public static GliaException Output(Layer layer) =>
        new($"Layer '{layer.Name}': its output would have more than 2,147,483,647 numbers.");
}
