using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault DeadRelu { get; } = new("GLIAS16", Family.Symptom, "dead relu units",
        "Units are zero for every sample.",
        Look)
    {
        JudgedBy = () => new DeadRelu(),
        Shows = [ExhibitKind.DeadUnits],
    };
}

/// <summary>
/// Relu units of a hidden layer that are zero for every row: of a recorded layer all of them, of a run that was looked at more than half.
/// </summary>
internal sealed class DeadRelu() : RunRule(Faults.DeadRelu)
{
    // Fewer rows may miss the units that are alive; a layer of so few units dies as a whole. Convention.
    private const int Sure = 32, Narrow = 3;

    public override IEnumerable<Judgement> Judge(Reading reading) =>
        At(reading).Where(dead => dead.Layer < reading.Trace.Layers.Count && !IsNarrow(dead, reading))
            .Select(dead => Found(Of(Fault, dead, reading, "below ")));

    /// <summary>The dead layers of a step that can be judged.</summary>
    public static IEnumerable<(int Layer, int Rows)> At(Reading reading) =>
        reading is { IsFinite: true, HasLoss: true } ? reading.DeadLayers : [];

    /// <summary>Whether rows enough were seen to be sure that a layer is dead.</summary>
    public static bool IsSure((int Layer, int Rows) dead) => dead.Rows >= Sure;

    /// <summary>Whether a hidden layer has so few units that its width is the cause.</summary>
    public static bool IsNarrow((int Layer, int Rows) dead, Reading reading) =>
        dead.Layer < reading.Trace.Layers.Count && reading.Trace.Layers[dead.Layer - 1].Weights.Columns <= Narrow;

    /// <summary>A dead layer as a finding of the fault that it is.</summary>
    public static Finding Of(Fault fault, (int Layer, int Rows) dead, Reading reading, string where)
    {
        int units = reading.Trace.Layers[dead.Layer - 1].Weights.Columns;
        Finding finding = fault.Error(Grade.Strong, new Where(Reading.LayerName(dead.Layer), Phase: Phases.Forward),
            $"all {units} relu units of layer {dead.Layer} are zero for all {dead.Rows} rows, so nothing {where}can learn",
            where.Length == 0 ? null : "Start again with he_normal weights and a lower learning rate, or use leaky_relu.", ("dead", units));
        return IsSure(dead) ? finding : finding with { Severity = Severity.Warning, Grade = Grade.Likely };
    }

    // convention: more than half of a layer; a few dead units are usual and do no harm.
    private const double Many = 0.5;

    public override Judgement? Judge(RunFacts run) => run.Most(state => state.Dead) is var (layer, dead)
        ? Seen(dead > Many, new Where(layer, Phase: Phases.Forward),
            $"{100 * dead:0.#} % of the units of {layer} are zero for all of {run.Watched!.ReferenceRows.Rows} rows.")
        : null;
}
