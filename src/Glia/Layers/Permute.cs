using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Exchanges the dimensions of a sample: <c>Permute(2, 1)</c> turns <c>[steps, channels]</c> into <c>[channels, steps]</c>.
/// </summary>
public sealed class Permute : Layer
{
    private readonly int[] _dims;

    /// <summary>A layer that exchanges dimensions.</summary>
    /// <param name="dims">Which dimension of a sample, from 1, comes first, which second and so on; each once.</param>
    /// <exception cref="ArgumentException">There are none or more than four, or they are not the numbers from 1, each once.</exception>
    public Permute(params ReadOnlySpan<int> dims)
    {
        _dims = dims.ToArray();
        if (_dims.Length is 0 or > 4 || !_dims.Order().SequenceEqual(Enumerable.Range(1, _dims.Length)))
            throw new ArgumentException($"The dimensions of a Permute are the numbers from 1 to at most 4, each once, such as 2, 1; " +
                $"not ({string.Join(", ", _dims)}).", nameof(dims));
    }

    /// <summary>Which dimension of the input, from 1, each dimension of the output is.</summary>
    public IReadOnlyList<int> Dims => _dims;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        if (input.Rank != _dims.Length)
            throw new GliaException($"Layer '{Name}': its dims ({string.Join(", ", _dims)}) exchange {_dims.Length} dimensions, but its " +
                $"input of {input} has {input.Rank}; name each of these once, from 1.");
        return new Shape([.. _dims.Select(dimension => input[dimension - 1])]);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<int> order = stackalloc int[_dims.Length];
        for (int axis = 0; axis < order.Length; axis++) order[axis] = _dims[axis] - 1;
        Move(pass, pass.Input, pass.Output, order);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.InputGradient.IsEmpty) return;
        Span<int> back = stackalloc int[_dims.Length];
        for (int axis = 0; axis < back.Length; axis++) back[_dims[axis] - 1] = axis;
        Move(pass, pass.OutputGradient, pass.InputGradient, back);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["dims"] = new JsonArray([.. _dims.Select(dimension => (JsonNode)dimension)]) };

    internal static Permute FromConfig(ConfigReader config)
    {
        const string Expected = "a list of the numbers from 1 to at most 4, each once, such as [2, 1]";
        List<JsonNode?> given = config.Node("dims") is JsonArray array ? [.. array] : throw config.Wrong("dims", Expected);
        int[] dims = [.. given.Select(one => one is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out int number) ? number : 0)];
        try
        {
            return new Permute(dims);
        }
        catch (ArgumentException)
        {
            throw config.Wrong("dims", Expected);
        }
    }

    private static void Move(in Pass pass, in Tensor from, in Tensor to, ReadOnlySpan<int> order)
    {
        Span<int> sizes = stackalloc int[from.Shape.Rank];
        for (int axis = 0; axis < sizes.Length; axis++) sizes[axis] = from.Shape[axis];
        Permutation.Apply(pass.Workers, from.Values, to.Values, sizes, order);
    }
}
