using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// What a window finds outside an image. Keras' words: <c>valid</c>, nothing, so that it never leaves the image; <c>same</c>, as many zeros
/// as give one position for each stride begun, the larger half of an odd number below and to the right; <c>causal</c>, of a sequence, zeros
/// before it alone. PyTorch's numbers: so many zeros on each side, or so many on each of the four.
/// </summary>
public readonly record struct Padding
{
    private readonly string? _word;
    private readonly int _top, _bottom, _left, _right;

    private Padding(string? word, int top = 0, int bottom = 0, int left = 0, int right = 0) =>
        (_word, _top, _bottom, _left, _right) = (word, top, bottom, left, right);

    /// <summary>None: the window never leaves the image.</summary>
    public static Padding Valid => default;

    /// <summary>As many zeros as give one position for each stride begun.</summary>
    public static Padding Same => new("same");

    /// <summary>Zeros before a sequence alone, so that no step sees a later one.</summary>
    public static Padding Causal => new("causal");

    /// <summary>So many zeros on each side, as PyTorch pads.</summary>
    /// <param name="sides">Rows above and below, columns left and right.</param>
    public static Padding Of(Size2D sides) => Of(sides.Height, sides.Height, sides.Width, sides.Width);

    /// <summary>So many zeros on each of the four sides, as ONNX pads.</summary>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns left.</param>
    /// <param name="right">Columns right.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0.</exception>
    public static Padding Of(int top, int bottom, int left, int right)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Math.Min(Math.Min(top, bottom), Math.Min(left, right)), nameof(top));
        return new(null, top, bottom, left, right);
    }

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
        _ => window with { Top = _top, Bottom = _bottom, Left = _left, Right = _right },
    };

    internal JsonNode ToJson(int dimensions)
    {
        if (_word is not null) return _word;
        if ((_top | _bottom | _left | _right) == 0) return "valid";
        bool alike = _top == _bottom && _left == _right;
        if (dimensions == 1) return alike ? _left : new JsonArray(_left, _right);
        return alike ? new JsonArray(_top, _left) : new JsonArray(new JsonArray(_top, _bottom), new JsonArray(_left, _right));
    }

    internal static Padding Read(ConfigReader config, int dimensions)
    {
        string key = config.Spelled("padding", "border_mode");
        if (config.Node(key) is JsonArray { Count: 2 } pair && (dimensions == 1 || pair.Any(side => side is JsonArray)))
            return Sides(config, key, pair, dimensions);
        if (config.Node(key) is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String)
            return Size2D.ReadAll(config, key, dimensions, least: 0) is { } sides
                ? Of(dimensions == 1 ? new(0, sides[0]) : new(sides[0], sides[1]))
                : Valid;
        string word = value.GetValue<string>();
        if (word is "valid" or "same" || (word == "causal" && dimensions == 1)) return word;
        throw config.Wrong(key, dimensions == 1 ? "\"valid\", \"same\" or \"causal\"" : "\"valid\" or \"same\"");
    }

    // [[top, bottom], [left, right]], or [before, after] of a sequence.
    private static Padding Sides(ConfigReader config, string key, JsonArray pair, int dimensions)
    {
        int[] sides = [.. (dimensions == 1 ? pair : pair.SelectMany(side => side as JsonArray ?? [])).Select(Number)];
        return sides switch
        {
            [int before, int after] when dimensions == 1 => Of(0, 0, before, after),
            [int top, int bottom, int left, int right] => Of(top, bottom, left, right),
            _ => throw Wrong(),
        };

        int Number(JsonNode? one) => one is JsonValue value && value.TryGetValue(out int number) && number >= 0 ? number : throw Wrong();

        GliaException Wrong() => config.Wrong(key, dimensions == 1 ? "[before, after]" : "[[top, bottom], [left, right]]");
    }
}
