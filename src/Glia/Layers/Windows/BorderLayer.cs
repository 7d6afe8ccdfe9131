using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Rows and columns put around images, or taken away: above, below, left and right.</summary>
public abstract class BorderLayer : Layer
{
    private readonly int _dimensions;

    private protected BorderLayer(int dimensions, (int Top, int Bottom, int Left, int Right) border)
    {
        if (Math.Min(Math.Min(border.Top, border.Bottom), Math.Min(border.Left, border.Right)) < 0)
            throw new ArgumentException("A border has at least 0 rows and columns.");
        (_dimensions, Border) = (dimensions, border);
    }

    /// <summary>How many rows above and below, and columns left and right.</summary>
    private protected (int Top, int Bottom, int Left, int Right) Border { get; }

    /// <summary>The smaller of the two images with its border around it.</summary>
    private protected Window Window { get; private set; }

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <summary>Says which of the two images is the input, and gives the other.</summary>
    private protected Shape Place(Shape input, int sign)
    {
        WindowedLayer.RequireRank(this, input, _dimensions);
        int height = _dimensions == 2 ? input[0] : 1, width = input[_dimensions - 1];
        long tall = height + sign * ((long)Border.Top + Border.Bottom), wide = width + sign * ((long)Border.Left + Border.Right);
        if (tall < 1 || wide < 1) throw new GliaException($"Layer '{Name}': nothing is left of an input of {input}; take less away.");
        if (tall * wide > int.MaxValue / input.Last)
            throw TooLarge.Output(this);
        (int smallHeight, int smallWidth) = sign > 0 ? (height, width) : ((int)tall, (int)wide);
        Window = new Window(smallHeight, smallWidth, input.Last, 1, 1)
        {
            Top = Border.Top,
            Bottom = Border.Bottom,
            Left = Border.Left,
            Right = Border.Right,
        };
        return _dimensions == 2 ? new Shape((int)tall, (int)wide, input.Last) : new Shape((int)wide, input.Last);
    }

    private protected JsonArray Json() => _dimensions == 2
        ? new JsonArray(new JsonArray(Border.Top, Border.Bottom), new JsonArray(Border.Left, Border.Right))
        : new JsonArray(Border.Left, Border.Right);

    /// <summary>Keras' three ways to say it: a number, one for each dimension, or two for each.</summary>
    private protected static (int, int, int, int) Read(ConfigReader config, string key, int dimensions)
    {
        WindowedLayer.RequireChannelsLast(config);
        string expected = dimensions == 2
            ? "a whole number from 0, [height, width] or [[top, bottom], [left, right]]"
            : "a whole number from 0, or [before, after]";
        JsonNode? node = config.Node(key);
        if (node is null) return dimensions == 2 ? (1, 1, 1, 1) : (0, 0, 1, 1);
        if (node is not JsonArray { Count: 2 } pair)
        {
            int all = Number(node);
            return dimensions == 2 ? (all, all, all, all) : (0, 0, all, all);
        }
        if (dimensions == 1) return (0, 0, Number(pair[0]), Number(pair[1]));
        (int top, int bottom) = Sides(pair[0]);
        (int left, int right) = Sides(pair[1]);
        return (top, bottom, left, right);

        (int, int) Sides(JsonNode? one) => one is JsonArray { Count: 2 } sides
            ? (Number(sides[0]), Number(sides[1]))
            : (Number(one), Number(one));

        int Number(JsonNode? one) => one is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out int number) && number >= 0 ? number : throw config.Wrong(key, expected);
    }
}
