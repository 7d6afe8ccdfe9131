namespace Glia.Doctor.Findings;

/// <summary>The place a finding points at; null means "the whole of it".</summary>
/// <param name="Layer">The layer's name as its owner calls it: <c>dense_2</c>, or <c>layer 2</c> in a network without names.</param>
/// <param name="Parameter">The array: <c>w2</c>, <c>grad_b1</c>, <c>y</c>; or the setting: <c>learning_rate</c>, <c>activation</c>.</param>
/// <param name="Phase">The moment: one of the constants of <see cref="Phases"/>.</param>
public sealed record Where(string? Layer = null, string? Parameter = null, string? Phase = null)
{
    /// <summary>The <see cref="Parameter"/> of what is about a layer's activation and not its arrays.</summary>
    internal const string Activation = "activation";

    /// <summary>No particular place.</summary>
    public static Where Everywhere { get; } = new();

    /// <summary>What the array is called in somebody's program, and where it is made there; null if that is not known.</summary>
    public Source? Source { get; init; }

    /// <summary>Other places at which the same was found.</summary>
    public IReadOnlyList<Where> Others { get; init; } = [];

    /// <summary>
    /// The place in words: <c>layer 2, grad_w2, backward</c>, or <c>layer 2, grad_w2 (dW2, net.py line 67), backward</c>.
    /// </summary>
    public override string ToString() =>
        string.Join(", ", new[] { Layer, Array, Phase }.Where(part => part is not null));

    private string? Array => Source is null ? Parameter : Parameter is null ? Source.ToString() : $"{Parameter} ({Source})";
}
