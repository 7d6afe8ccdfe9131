using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Makes images of <c>[height, width, channels]</c> larger by repeating each pixel.</summary>
public sealed class UpSampling2D : Layer
{
    private readonly Size2D _size;
    private Window _window;

    /// <summary>A layer that repeats pixels.</summary>
    /// <param name="size">How often: one number, or <c>(height, width)</c>; 2 by default.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public UpSampling2D(Size2D? size = null)
    {
        _size = size ?? 2;
        WindowedLayer.RequireSizes(_size);
    }

    /// <inheritdoc/>
    public override bool SumsInputs => false;

    internal override bool IsRowwise => true;

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        WindowedLayer.RequireRank(this, input, 2);
        long height = (long)input[0] * _size.Height, width = (long)input[1] * _size.Width;
        if (height * width > int.MaxValue / input.Last)
            throw TooLarge.Output(this);
        _window = new Window((int)height, (int)width, input.Last, _size.Height, _size.Width, _size.Height, _size.Width);
        return new Shape((int)height, (int)width, input.Last);
    }

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Pooling.Repeat(pass.Workers, _window, pass.Input.Values, pass.Output.Values);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Pooling.Sum(pass.Workers, _window, pass.OutputGradient.Values, pass.InputGradient.Values);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["size"] = _size.ToJson() };

    internal static UpSampling2D FromConfig(ConfigReader config)
    {
        WindowedLayer.RequireChannelsLast(config);
        if (config.Text("interpolation", "nearest") != "nearest") throw config.Wrong("interpolation", "\"nearest\"");
        return new UpSampling2D(Size2D.Read(config, "size", 2));
    }
}
