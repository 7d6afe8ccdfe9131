using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Cuts the edges off images of <c>[height, width, channels]</c>.</summary>
/// <param name="top">Rows above.</param>
/// <param name="bottom">Rows below.</param>
/// <param name="left">Columns on the left.</param>
/// <param name="right">Columns on the right.</param>
public sealed class Cropping2D(int top, int bottom, int left, int right) : BorderLayer(2, (top, bottom, left, right))
{
    /// <summary>The same on all sides.</summary>
    /// <param name="all">How many rows and columns go at each of the four sides.</param>
    public Cropping2D(int all = 1) : this(all, all, all, all) { }

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => Place(input, -1);

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Borders.Crop(Window, pass.Input.Values, pass.Output.Values);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Borders.Pad(Window, pass.OutputGradient.Values, pass.InputGradient.Values);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["cropping"] = Json() };

    internal static Cropping2D FromConfig(ConfigReader config)
    {
        (int top, int bottom, int left, int right) = Read(config, "cropping", 2);
        return new Cropping2D(top, bottom, left, right);
    }
}
