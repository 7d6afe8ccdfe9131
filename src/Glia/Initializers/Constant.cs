using System.Text.Json.Nodes;

namespace Glia.Initializers;

/// <summary>Every number starts with the same value.</summary>
/// <param name="value">What every number is set to.</param>
public sealed class Constant(float value = 0) : Initializer
{
    /// <summary>All zeros: Keras' default for biases.</summary>
    public static Constant Zeros { get; } = new(0);

    /// <summary>All ones.</summary>
    public static Constant Ones { get; } = new(1);

    /// <summary>The value.</summary>
    public float Value { get; } = value;

    /// <inheritdoc/>
    public override string Name => Value switch { 0 => "zeros", 1 => "ones", _ => "constant" };

    /// <inheritdoc/>
    public override JsonObject Config() => Value is 0 or 1 ? [] : new() { ["value"] = Value };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw) => values.Fill(Value);
}
