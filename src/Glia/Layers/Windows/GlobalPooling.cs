using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Pools each channel as a whole: what comes out is one number a channel.</summary>
public abstract class GlobalPooling : PoolingLayer
{
    private readonly bool _keepDims;

    private protected GlobalPooling(int dimensions, bool largest, bool keepDims) : base(dimensions, largest) => _keepDims = keepDims;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        RequireRank(this, input, Dimensions);
        Shape kept = Place(input, Dimensions == 2 ? (input[0], input[1]) : (1, input[0]), 1, Padding.Valid, builder);
        return _keepDims ? kept : input.Last;
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["keepdims"] = _keepDims };

    private protected static bool ReadKeepDims(ConfigReader config)
    {
        RequireChannelsLast(config);
        return config.Flag("keepdims", false);
    }
}
