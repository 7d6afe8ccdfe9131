using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NotFinite { get; } = new("GLIAS04", Family.Symptom, "NaN or infinity",
        "A number is no longer finite.",
        Look)
    {
        JudgedBy = () => new NotFinite(),
        Shows = [ExhibitKind.Loss, ExhibitKind.Updates],
    };
}

/// <summary>A number that is NaN or infinite: where a watched run met the first, else in which loss it shows.</summary>
internal sealed class NotFinite() : RunRule(Faults.NotFinite)
{
    public override Judgement? Judge(RunFacts run)
    {
        if (run.Watched is { NotFinite: { } origin, Steps: var steps })
            return Found(Fault.Note(Grade.Strong, origin.Where, $"The first NaN or infinite value is in {origin}, at step {steps:N0}."));
        if (run.Watched is not null) return Fine("Every number was finite.");
        if (run.Finest is not { Loss.Length: > 0 } curve) return null;
        int bad = Array.FindIndex(curve.Loss, loss => !double.IsFinite(loss));
        return bad < 0 ? Fine("Every loss is finite.")
            : Found(Fault.Note(Grade.Certain, Training, $"The loss of {curve.Per} {bad + 1} is NaN or infinite."));
    }

    public override IEnumerable<Judgement> Judge(Reading reading) => base.Judge(reading).Concat(OfStep(reading));

    protected override Finding AskedAbout(Finding seen, Curve curve) => seen with
    {
        Severity = Severity.Error,
        Grade = Grade.Strong,
        Prescription = "Lower the learning rate tenfold and look at the first step whose loss is not finite.",
    };

    // Whatever is not finite in a recorded step, the first of it in the order in which it is computed.
    private IEnumerable<Judgement> OfStep(Reading reading)
    {
        if (!reading.DataAreFinite) yield break;
        var layers = reading.Trace.Layers;
        const string Lower = "Start again from fresh weights with a lower learning rate";
        for (int l = 1; l <= layers.Count; l++)
            foreach (var (name, matrix) in new[] { ($"w{l}", layers[l - 1].Weights), ($"b{l}", layers[l - 1].Bias) })
                if (Place(matrix) is { } place)
                {
                    yield return Found(Fault.Error(Grade.Certain, new Where(Reading.LayerName(l), name, Phases.Forward),
                        $"{name} is not finite at {place} before the step: an earlier step broke it",
                        $"{Lower}, and stop at the first loss that is not finite."));
                    yield break;
                }
        if (reading.Overflows)
            yield return Found(Fault.Error(Grade.Certain, new Where(Reading.LayerName(layers.Count), "outputs", Phases.Forward),
                $"outputs is not finite at {Place(reading.Trace.Outputs)}: the pre-activations reach "
                + $"{Words.Number(reading.Run.Z[^1].Values.Max(Math.Abs))}, more than float32 holds, because earlier steps were far "
                + "too large",
                $"{Lower}."));
        else if (reading.HasLoss && Gradients(layers) is var (layer, gradient))
            yield return Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(layer), gradient, Phases.Backward),
                $"{gradient} is not finite although the forward pass is: the backward pass divides by zero or overflows there",
                "For softmax or sigmoid with cross-entropy use p - y; nothing is divided there."));
        if (reading.IsFinite && reading.HasLoss && reading.Steps.FirstOrDefault(step => !step.AfterIsFinite) is { } broken)
            yield return Found(Fault.Error(Grade.Certain, broken.Where, $"{broken.Name}_after is not finite although {broken.Name} is"));
    }

    /// <summary>The last layer with a gradient that is not finite, and its name; null where all are.</summary>
    public static (int Layer, string Name)? Gradients(IReadOnlyList<TraceLayer> layers)
    {
        for (int l = layers.Count; l >= 1; l--)
        {
            if (Place(layers[l - 1].WeightsGradient) is not null) return (l, $"grad_w{l}");
            if (Place(layers[l - 1].BiasGradient) is not null) return (l, $"grad_b{l}");
        }
        return null;
    }

    private static string? Place(Matrix? matrix) =>
        matrix is not null && Array.FindIndex(matrix.Values, value => !double.IsFinite(value)) is >= 0 and var at
            ? $"[{at / matrix.Columns}, {at % matrix.Columns}]" : null;
}
