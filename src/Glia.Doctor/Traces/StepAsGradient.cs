using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// The gradients of a step whose weights were recorded and whose gradients were not: of plain gradient descent they are the change divided
/// by the rate.
/// </summary>
internal static class StepAsGradient
{
    /// <summary>
    /// The trace with those gradients, where the step is not that of the right ones and known mistakes explain all of it; else null.
    /// Without that it may as well be the step of an optimizer that nobody named.
    /// </summary>
    /// <param name="reading">The trace as it was recorded.</param>
    /// <param name="settle">Understands another trace.</param>
    public static Trace? Of(Reading reading, Func<Trace, Reading> settle)
    {
        var trace = reading.Trace;
        if (reading.Rate is not { } rate || !reading.IsPlain || trace.Momentum is > 0 || trace.ClipNorm is not null || trace.After is null
            || trace.Layers.Any(layer => layer is { WeightsGradient: not null } or { BiasGradient: not null }
                or { MisshapenGradient: not null } or { Bias.Rows: > 1 })
            || !reading.IsFinite || reading.Steps.Any(step => !step.AfterIsFinite))
            return null;
        ParameterStep[] judged = [.. reading.Steps.Where(step => StepDirection.IsJudged(reading, step))];
        if (judged.Length == 0 || Array.TrueForAll(judged, step => step is { Form: not null, Rate: > 0 })) return null;
        var derived = trace with
        {
            Layers = [.. trace.Layers.Select(layer => layer with
            {
                WeightsGradient = Gradient(layer.Weights, layer.WeightsAfter!),
                BiasGradient = layer is { Bias: { } bias, BiasAfter: { } after } ? Gradient(bias, after) : null,
            })],
        };
        return GradientExaminer.IsExplained(settle(derived)) ? derived : null;

        Matrix Gradient(Matrix before, Matrix after) => before.Zip(after, (b, a) => (b - a) / rate);
    }
}
