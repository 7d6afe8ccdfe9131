using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Kernels;

namespace Glia.Layers;

/// <summary>
/// What a window finds outside an image. Keras' words: <c>valid</c>, nothing, so that it never leaves the image; <c>same</c>, as many zeros
/// as give one position for each stride begun, the larger half of an odd number below and to the right; <c>causal</c>, of a sequence, zeros
/// before it alone. PyTorch's numbers: so many zeros on each side.
/// </summary>
public readonly record struct Padding
{
    private readonly string? _word;
    private readonly Size2D _sides;

    private Padding(string? word, Size2D sides) => (_word, _sides) = (word, sides);

    /// <summary>None: the window never leaves the image.</summary>
    public static Padding Valid => default;

    /// <summary>As many zeros as give one position for each stride begun.</summary>
    public static Padding Same => new("same", default);

    /// <summary>Zeros before a sequence alone, so that no step sees a later one.</summary>
    public static Padding Causal => new("causal", default);

    /// <summary>So many zeros on each side, as PyTorch pads.</summary>
    /// <param name="sides">Rows above and below, columns left and right.</param>
    public static Padding Of(Size2D sides) => sides is { Height: 0, Width: 0 } ? Valid : new(null, sides);

    /// <summary>By Keras' word.</summary>
    /// <exception cref="ArgumentException">It is none of valid, same, causal.</exception>
    public static implicit operator Padding(string word) => word switch
    {
        "valid" => Valid,
        "same" => Same,
        "causal" => Causal,
        _ => throw new ArgumentException($"'{word}' is no padding; say valid, same or causal."),
    };

    /// <summary>Whether only a sequence can be padded so.</summary>
    internal bool IsCausal => _word == "causal";

    /// <summary>The window with its padding.</summary>
    internal Window Apply(Window window) => _word switch
    {
        "same" => window.Same(),
        "causal" => window with { Left = window.ReachX - 1 },
        _ => window with { Top = _sides.Height, Bottom = _sides.Height, Left = _sides.Width, Right = _sides.Width },
    };

    internal JsonNode ToJson(int dimensions) => _word is { } word ? word
        : _sides == default ? "valid"
        : dimensions == 1 ? _sides.Width
        : _sides.ToJson();

    internal static Padding Read(ConfigReader config, int dimensions)
    {
        string key = config.Spelled("padding", "border_mode");
        if (config.Node(key) is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String)
            return Size2D.ReadAll(config, key, dimensions, least: 0) is { } sides
                ? Of(dimensions == 1 ? new(0, sides[0]) : new(sides[0], sides[1]))
                : Valid;
        string word = value.GetValue<string>();
        if (word is "valid" or "same" || (word == "causal" && dimensions == 1)) return word;
        throw config.Wrong(key, dimensions == 1 ? "\"valid\", \"same\" or \"causal\"" : "\"valid\" or \"same\"");
    }
}
