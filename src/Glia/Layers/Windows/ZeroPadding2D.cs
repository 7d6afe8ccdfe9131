using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Puts zeros around images of <c>[height, width, channels]</c>.</summary>
/// <param name="top">Rows above.</param>
/// <param name="bottom">Rows below.</param>
/// <param name="left">Columns on the left.</param>
/// <param name="right">Columns on the right.</param>
public sealed class ZeroPadding2D(int top, int bottom, int left, int right) : BorderLayer(2, (top, bottom, left, right))
{
    /// <summary>The same on all sides.</summary>
    /// <param name="all">How many rows and columns of zeros come at each of the four sides.</param>
    public ZeroPadding2D(int all = 1) : this(all, all, all, all) { }

    /// <inheritdoc/>
    protected internal override Shape Build(Shape input, LayerBuilder builder) => Place(input, 1);

    /// <inheritdoc/>
    protected internal override void Forward(in Pass pass) => Borders.Pad(Window, pass.Input.Values, pass.Output.Values);

    /// <inheritdoc/>
    protected internal override void Backward(in Pass pass)
    {
        if (!pass.InputGradient.IsEmpty) Borders.Crop(Window, pass.OutputGradient.Values, pass.InputGradient.Values);
    }

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["padding"] = Json() };

    internal static ZeroPadding2D FromConfig(ConfigReader config)
    {
        (int top, int bottom, int left, int right) = Read(config, "padding", 2);
        return new ZeroPadding2D(top, bottom, left, right);
    }
}
