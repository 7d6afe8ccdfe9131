using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// Subtracts a mean from every feature (the last dimension) and divides by a standard deviation, the same in training as in use:
/// <c>y = (x - mean) / max(sqrt(variance), 1e-7)</c>, Keras' definition. Both are given, or taken from the training rows before the first
/// step: what Keras' <c>adapt()</c> does. They are saved with the weights and nothing trains them.
/// </summary>
public sealed class Normalization : Layer
{
    // Keras' epsilon().
    private const float LeastDeviation = 1e-7f;

    private readonly float[]? _givenMean, _givenVariance;
    private Parameter _mean = null!, _variance = null!, _count = null!;
    private float[] _origin = [];
    private double[] _sums = [], _squares = [];
    private long _seen;

    /// <summary>A layer that takes mean and variance from the training rows.</summary>
    public Normalization() { }

    /// <summary>A layer whose mean and variance are known.</summary>
    /// <param name="mean">One number for each feature, or one for all.</param>
    /// <param name="variance">As many.</param>
    /// <exception cref="GliaException">There are not as many of both, or a variance is below zero.</exception>
    public Normalization(IReadOnlyList<float> mean, IReadOnlyList<float> variance)
    {
        if (mean.Count == 0 || mean.Count != variance.Count)
            throw new GliaException($"A Normalization layer got {mean.Count} means and {variance.Count} variances; " +
                "give one of each for every feature, or one for all.");
        if (variance.Any(v => !(v >= 0)))
            throw new GliaException("A Normalization layer got a variance below zero; give the square of the standard deviation.");
        (_givenMean, _givenVariance) = ([.. mean], [.. variance]);
    }

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    /// <inheritdoc/>
    public override bool Normalizes => true;

    /// <inheritdoc/>
    public override bool Adapts => _givenMean is null;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        int features = input.Last;
        if (_givenMean is { Length: > 1 } given && given.Length != features)
            throw new GliaException($"Layer '{Name}': {given.Length} means are given, but an input of {input} has {features} features; " +
                "give as many, or one for all.");
        _mean = builder.Statistic("mean", features, Start(_givenMean, 0));
        _variance = builder.Statistic("variance", features, Start(_givenVariance, 1));
        // How many rows they are of: 0 until they are known, and saved with them, so that a loaded network knows.
        _count = builder.Statistic("count", 1, new Constant(_givenMean is null ? 0 : 1));
        return input;
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) =>
        Standardization.Apply(pass.Input.Values, pass.Output.Values, pass.Weight(_mean), pass.Weight(_variance), LeastDeviation);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (pass.InputGradient.IsEmpty) return;
        Standardization.Apply(pass.OutputGradient.Values, pass.InputGradient.Values, default, pass.Weight(_variance), LeastDeviation);
    }

    /// <inheritdoc/>
    protected internal override bool IsAdapted(ParameterBlock weights) => weights[_count][0] > 0;

    /// <inheritdoc/>
    protected internal override void Adapt(in Pass pass)
    {
        if (pass.Rows > 0)
        {
            ReadOnlySpan<float> values = pass.Input.Values;
            int features = InputShape.Last;
            if (_seen == 0) (_origin, _sums, _squares) = (values[..features].ToArray(), new double[features], new double[features]);
            Standardization.AddMoments(values, _origin, _sums, _squares);
            _seen += values.Length / InputShape.Last;
            return;
        }
        Standardization.Moments(_seen, _origin, _sums, _squares, pass.Weight(_mean), pass.Weight(_variance));
        pass.Weight(_count)[0] = _seen;
        (_seen, _origin, _sums, _squares) = (0, [], [], []);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => _givenMean is null ? []
        : new() { ["mean"] = List(_givenMean), ["variance"] = List(_givenVariance!) };

    internal static Normalization FromConfig(ConfigReader config)
    {
        config.RequireLastAxis();
        if (config.Flag("invert", false)) throw config.Wrong("invert", "false");
        if (!config.Has("mean") && !config.Has("variance")) return new Normalization();
        if (!config.Has("mean") || !config.Has("variance"))
            throw new GliaException($"{config.Where}: give mean and variance both, or neither to take them from the training rows.");
        float[] mean = Numbers(config, "mean"), variance = Numbers(config, "variance");
        if (variance.Any(v => v < 0)) throw config.Wrong("variance", "zero or more");
        return mean.Length == variance.Length ? new Normalization(mean, variance)
            : throw config.Wrong("variance", $"as many numbers as mean has ({mean.Length})");
    }

    private static Initializer Start(float[]? given, float otherwise) =>
        given is null ? new Constant(otherwise) : given.Length == 1 ? new Constant(given[0]) : new GivenNumbers(given);

    private static JsonArray List(float[] numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static float[] Numbers(ConfigReader config, string key)
    {
        const string expected = "a number or a list of numbers";
        JsonNode node = config.Node(key)!;
        // Keras writes lists in lists where the input has more dimensions: only the last one is more than 1 long.
        while (node is JsonArray { Count: 1 } outer && outer[0] is JsonArray inner) node = inner;
        List<JsonNode?> given = node is JsonArray array ? [.. array] : [node];
        if (given.Count == 0) throw config.Wrong(key, expected);
        return [.. given.Select(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.Number && float.TryParse(
            value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out float number) && float.IsFinite(number)
            ? number : throw config.Wrong(key, expected))];
    }

    // Numbers that are known start as themselves.
    private sealed class GivenNumbers(float[] numbers) : Initializer
    {
        public override string Name => "given";

        public override void Fill(Span<float> values, Shape shape, InitializerDraw draw) => numbers.CopyTo(values);
    }
}
