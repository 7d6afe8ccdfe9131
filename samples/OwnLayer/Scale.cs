using System.Text.Json.Nodes;
using Glia;
using Glia.Layers;

namespace OwnLayer;

/// <summary>Every feature times a trained factor: <c>y = x * factor</c>.</summary>
/// <param name="start">What the factors start with.</param>
internal sealed class Scale(float start = 1) : Layer
{
    private Parameter _factor = null!;

    /// <summary>Makes the layer known to files; call it once, before anything is loaded.</summary>
    public static void Register() => LayerCatalogue.Register("Scale", config => new Scale(config.Single("start", 1)));

    // What it needs: one factor a feature. The sizes are those of ONE sample.
    protected override Shape Build(Shape input, LayerBuilder builder)
    {
        _factor = builder.Weight("factor", input.Last, new Glia.Initializers.Constant(start));
        return input;
    }

    protected override void Forward(in Pass pass)
    {
        Span<float> x = pass.Input.Values, y = pass.Output.Values, factor = pass.Weight(_factor);
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * factor[i % factor.Length];
    }

    protected override void Backward(in Pass pass)
    {
        Span<float> x = pass.Input.Values, dy = pass.OutputGradient.Values;
        Span<float> factor = pass.Weight(_factor), gradient = pass.Gradient(_factor);
        // The gradients of the last step are still there: replace them.
        gradient.Clear();
        for (int i = 0; i < x.Length; i++) gradient[i % factor.Length] += x[i] * dy[i];
        // In a first layer nobody wants the gradient in the input.
        if (pass.InputGradient.IsEmpty) return;
        Span<float> dx = pass.InputGradient.Values;
        for (int i = 0; i < x.Length; i++) dx[i] = dy[i] * factor[i % factor.Length];
    }

    // What Config writes, the registered function reads.
    public override JsonObject Config() => new() { ["start"] = start };
}
