using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Sees a sample in another shape of the same size. Nothing moves in memory.</summary>
public sealed class Reshape : Layer
{
    private readonly int[] _target;

    /// <summary>A layer that changes the shape.</summary>
    /// <param name="targetShape">The dimensions of what comes out; one may be -1 and is found from the others.</param>
    /// <exception cref="ArgumentException">There are none or more than four, two are -1, or one is 0 or below -1.</exception>
    public Reshape(params ReadOnlySpan<int> targetShape)
    {
        _target = targetShape.ToArray();
        if (_target.Length is 0 or > 4 || _target.Count(size => size == -1) > 1 || _target.Any(size => size is 0 or < -1))
            throw new ArgumentException(
                $"A target shape has one to four whole numbers from 1, of which one may be -1, not ({string.Join(", ", _target)}).");
    }

    /// <summary>The dimensions asked for; -1 for one that is found from the others.</summary>
    internal IReadOnlyList<int> TargetShape => _target;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override InPlace InPlace => InPlace.Alias;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        long known = _target.Where(size => size != -1).Aggregate(1L, (product, size) => product * size);
        int[] shape = [.. _target.Select(size => size == -1 ? (int)Math.Min(input.Size / known, int.MaxValue) : size)];
        if (shape.Aggregate(1L, (product, size) => product * size) != input.Size)
            throw new GliaException($"Layer '{Name}': an input of {input.Spoken} numbers cannot be seen as " +
                $"({string.Join(", ", _target)}); give dimensions whose product is {input.Size:N0}.");
        return new Shape(shape);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) { }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass) { }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["target_shape"] = new JsonArray([.. _target.Select(size => (JsonNode)size)]) };

    internal static Reshape FromConfig(ConfigReader config)
    {
        const string Expected = "a list of one to four whole numbers from 1, of which one may be -1";
        List<JsonNode?> given = config.Node("target_shape") is JsonArray array ? [.. array] : throw config.Wrong("target_shape", Expected);
        int[] sizes = [.. given.Select(size => size is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && value.TryGetValue(out int number) ? number : 0)];
        try
        {
            return new Reshape(sizes);
        }
        catch (ArgumentException)
        {
            throw config.Wrong("target_shape", Expected);
        }
    }
}
