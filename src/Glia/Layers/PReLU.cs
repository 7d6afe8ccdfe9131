using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A ReLU whose slope on the negative side is trained (He, Zhang, Ren and Sun, ICCV 2015): <c>y = x</c> where positive, <c>alpha * x</c>
/// elsewhere. There is one <c>alpha</c> for each number of a sample; the dimensions in <c>sharedAxes</c> share theirs, as Keras has it.
/// </summary>
public sealed class PReLU : Layer
{
    private readonly int[] _sharedAxes;
    private readonly bool _shareAll;
    private Parameter _alpha = null!;

    /// <summary>A layer with trained slopes.</summary>
    /// <param name="alphaInitializer">How the slopes start; zeros by default.</param>
    /// <param name="sharedAxes">
    /// The dimensions of a sample, from 1, along which the slope is the same; leading ones only: [1], [1, 2], … or all.
    /// </param>
    /// <param name="alphaRegularizer">A penalty on the slopes; none by default.</param>
    /// <param name="shareAll">Whether there is one slope for everything, whatever the dimensions: PyTorch's default.</param>
    public PReLU(Initializer? alphaInitializer = null, IReadOnlyList<int>? sharedAxes = null, Regularizer alphaRegularizer = default,
        bool shareAll = false)
    {
        _shareAll = shareAll;
        AlphaInitializer = alphaInitializer ?? Constant.Zeros;
        AlphaRegularizer = alphaRegularizer;
        _sharedAxes = [.. (sharedAxes ?? []).Distinct().Order()];
    }

    /// <summary>How the slopes start.</summary>
    public Initializer AlphaInitializer { get; }

    /// <summary>The penalty on the slopes.</summary>
    public Regularizer AlphaRegularizer { get; }

    /// <summary>The dimensions of a sample, from 1, along which the slope is the same.</summary>
    public IReadOnlyList<int> SharedAxes => _sharedAxes;

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override string? FunctionName => "prelu";

    /// <inheritdoc/>
    public override MaskUse Mask => MaskUse.Passes;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        int[] dimensions = input.ToArray();
        if (_shareAll) Array.Fill(dimensions, 1);
        for (int i = 0; i < _sharedAxes.Length; i++)
        {
            // The slopes then repeat along a row, and nothing else has to be known about where a number stands.
            if (_sharedAxes[i] != i + 1 || _sharedAxes[i] > input.Rank)
            {
                string given = string.Join(", ", _sharedAxes);
                throw new GliaException($"Layer '{Name}': shared_axes are [{given}], but an input of {input} can share its first " +
                    "axes only: [1], [1, 2] "
                    + $"and so on, at most {input.Rank} of them.");
            }
            dimensions[i] = 1;
        }
        _alpha = builder.Weight("alpha", new Shape(dimensions), AlphaInitializer, AlphaRegularizer);
        // The slope of every number of a row, and its gradient.
        builder.Saved = 2 * input.Size;
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass)
    {
        Span<float> slopes = pass.Saved[..InputShape.Size];
        Elementwise.Repeat(pass.Weight(_alpha), slopes);
        ParametricRelu.Forward(pass.Input.Values, pass.Output.Values, slopes);
    }

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        Span<float> slopes = pass.Saved[..InputShape.Size], gradients = pass.Saved.Slice(InputShape.Size, InputShape.Size);
        Span<float> below = pass.InputGradient.IsEmpty ? default : pass.InputGradient.Values;
        ParametricRelu.Backward(pass.Input.Values, pass.OutputGradient.Values, below, slopes, gradients);
        Reduce.ColumnSums(gradients, _alpha.Shape.Size, pass.Gradient(_alpha));
    }

    /// <inheritdoc/>
    public override JsonObject Config()
    {
        var config = new JsonObject { ["alpha_initializer"] = InitializerCatalogue.ToJson(AlphaInitializer) };
        if (_shareAll) config["shared_axes"] = "all";
        else if (_sharedAxes.Length > 0) config["shared_axes"] = new JsonArray([.. _sharedAxes.Select(axis => (JsonNode)axis)]);
        AlphaRegularizer.Write(config, "alpha_regularizer");
        return config;
    }

    internal static PReLU FromConfig(ConfigReader config)
    {
        config.Refuse("alpha_constraint");
        bool all = config.Node("shared_axes") is JsonValue word && word.GetValueKind() == JsonValueKind.String
            && word.GetValue<string>() == "all";
        return new PReLU(
            config.Has("alpha_initializer") ? InitializerCatalogue.Create(config.Node("alpha_initializer"), config.Where) : null,
            all ? [] : Axes(config),
            Regularizer.Read(config, "alpha_regularizer"),
            all);
    }

    private static List<int> Axes(ConfigReader config)
    {
        if (config.Node("shared_axes") is not { } node) return [];
        // A list of its own, because a node belongs to one list.
        List<JsonNode?> given = node is JsonArray array ? [.. array] : [node];
        return [.. given.Select(axis => axis is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            && value.TryGetValue(out int number) && number >= 1
            ? number : throw config.Wrong("shared_axes", "a list of axes, whole numbers from 1, or \"all\""))];
    }
}
