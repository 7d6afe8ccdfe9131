using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Pools what a window sees at each of its positions.</summary>
public abstract class LocalPooling : PoolingLayer
{
    private readonly Size2D _window, _strides;
    private readonly Padding _padding;

    private protected LocalPooling(int dimensions, bool largest, Size2D window, Size2D? strides, Padding padding)
        : base(dimensions, largest)
    {
        (_window, _strides, _padding) = (window, strides ?? window, padding);
        RequireSizes(_window, _strides);
        if (padding.IsCausal) throw new ArgumentException("A pooling is padded valid or same.", nameof(padding));
    }

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => Place(input, _window, _strides, _padding, builder);

    /// <inheritdoc/>
    public override JsonObject Config() => new()
    {
        ["pool_size"] = Json(_window),
        ["strides"] = Json(_strides),
        ["padding"] = _padding.ToJson(Dimensions),
    };

    private protected static TLayer FromConfig<TLayer>(ConfigReader config, int dimensions, Func<Size2D, Size2D, Padding, TLayer> create)
    {
        RequireChannelsLast(config);
        // pool_length is Keras 1's word, kernel_size and stride are PyTorch's.
        string key = config.Spelled("pool_size", "kernel_size", "pool_length");
        Size2D window = Read(config, key, dimensions, dimensions == 2 ? 2 : (1, 2));
        Size2D strides = Read(config, config.Spelled("strides", "stride"), dimensions, window);
        return create(window, strides, Padding.Read(config, dimensions));
    }
}
