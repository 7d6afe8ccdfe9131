using System.Text.Json.Nodes;
using Glia.Initializers;
using Glia.Settings;

namespace Glia.Tests.Own;

/// <summary>A layer of one's own, as a user writes it: every feature times a trained factor. Each slip is one that people make.</summary>
internal sealed class Scale(float start = 1, string? slip = null) : Layer
{
    private Parameter _factor = null!;

    public static void Register() => Glia.Layers.LayerCatalogue.Register("Scale", FromConfig);

    public override InPlace InPlace => slip == "in place" ? InPlace.Overwrites : InPlace.No;

    public override bool AddsGradients => slip == "adds";

    protected internal override Shape Build(Shape input, LayerBuilder builder)
    {
        _factor = builder.Weight("factor", input.Last, new Constant(start));
        return slip == "shape" ? new Shape(input.Size + 2) : input;
    }

    protected internal override void Forward(in Pass pass)
    {
        ReadOnlySpan<float> x = pass.Input.Values, factor = pass.Weight(_factor);
        if (slip == "adds to the output") for (int i = 0; i < x.Length; i++) pass.Output.Values[i] += x[i] * factor[i % factor.Length];
        else for (int i = 0; i < x.Length; i++) pass.Output.Values[i] = x[i] * factor[i % factor.Length];
    }

    protected internal override void Backward(in Pass pass)
    {
        ReadOnlySpan<float> x = pass.Input.Values, dy = pass.OutputGradient.Values, factor = pass.Weight(_factor);
        Span<float> gradient = pass.Gradient(_factor);
        if (slip != "accumulates") gradient.Clear();
        float sign = slip == "sign" ? -1 : 1;
        // The output divided by the factor is the input, but the output may be gone by now.
        for (int i = slip == "last row" ? x.Length - factor.Length : 0; i < x.Length; i++)
        {
            float input = slip == "output" ? pass.Output.Values[i] / factor[i % factor.Length] : x[i];
            gradient[i % factor.Length] += sign * input * dy[i];
        }
        if (slip != "first layer" && pass.InputGradient.IsEmpty) return;
        for (int i = 0; i < x.Length; i++) pass.InputGradient.Values[i] = dy[i] * factor[i % factor.Length];
    }

    public override JsonObject Config() => new() { ["start"] = start };

    private static Scale FromConfig(ConfigReader config) => new(config.Single("start", 1));
}
