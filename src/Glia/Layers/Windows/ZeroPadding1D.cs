using System.Text.Json.Nodes;
using Glia.Kernels;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Puts zeros around sequences of <c>[steps, channels]</c>.</summary>
/// <param name="before">Steps before.</param>
/// <param name="after">Steps after.</param>
public sealed class ZeroPadding1D(int before = 1, int after = 1) : BorderLayer(1, (0, 0, before, after))
{
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

    internal static ZeroPadding1D FromConfig(ConfigReader config)
    {
        (_, _, int before, int after) = Read(config, "padding", 1);
        return new ZeroPadding1D(before, after);
    }
}
