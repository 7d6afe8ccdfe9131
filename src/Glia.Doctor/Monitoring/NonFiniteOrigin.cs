using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>Where the first number that is not finite stands in the step that had to be refused.</summary>
/// <param name="Where">Layer, parameter, phase.</param>
/// <param name="Row">The row of the data if it was born there; otherwise -1.</param>
internal sealed record NonFiniteOrigin(Where Where, int Row = -1)
{
    // A loss that grew so many times over before it overflowed did so by its weights. Convention.
    private const double Exploded = 10;

    /// <summary>The fault that brings such a number about.</summary>
    public Fault IsOf(RunMonitor monitor) => Where.Phase == Phases.Data ? Faults.NotFiniteData
        : Where.Phase == Phases.Loss && !(monitor.Loss.Last > Exploded * monitor.Loss.First) ? Faults.UnsafeLogarithm
        : Faults.LearningRateTooHigh;

    /// <summary>When and where, as the beginning of a sentence.</summary>
    public string Sentence(RunMonitor monitor) => $"The loss became NaN or infinite at step {monitor.Steps:N0}; " +
        $"the first such value is in {Where}{(Row >= 0 ? $", row {Row}" : "")}";

    /// <summary>The place in words.</summary>
    public override string ToString() => Where.Phase == Phases.Loss ? "the loss, although everything before it is finite"
        : Row >= 0 ? $"row {Row} of {(Where.Parameter == "y" ? "the targets" : "the inputs")}" : Where.ToString();

    /// <summary>
    /// Looks in the order in which numbers are made: inputs, targets, then weights and outputs layer by layer; what is left is the loss.
    /// </summary>
    public static NonFiniteOrigin Find(Trainer trainer, int rows, Dataset data)
    {
        Workspace workspace = trainer.Workspace!;
        if (!Finite(workspace.Input.Take(rows).Values))
            return new NonFiniteOrigin(new Where(Parameter: "x", Phase: Phases.Data), BadRow(data, inputs: true));
        if (BadRow(data, inputs: false) is >= 0 and var row) return new NonFiniteOrigin(new Where(Parameter: "y", Phase: Phases.Data), row);
        foreach (Layer layer in trainer.Network.Layers)
        {
            foreach (Parameter parameter in trainer.Network.Parameters)
                if (parameter.Layer == layer && !Finite(trainer.Network.Weights[parameter]))
                    return new NonFiniteOrigin(new Where(layer.Name, parameter.FullName, Phases.Update));
            if (!Finite(workspace.Output(layer, rows).Values)) return new NonFiniteOrigin(new Where(layer.Name, Phase: Phases.Forward));
        }
        return new NonFiniteOrigin(new Where(Phase: Phases.Loss));
    }

    private static int BadRow(Dataset data, bool inputs)
    {
        if (!inputs)
        {
            int bad = data.Targets.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
            return bad < 0 ? -1 : bad / data.Targets.Width;
        }
        var row = new float[data.Inputs.Shape.Size];
        for (int i = 0; i < data.Rows; i++)
        {
            data.Inputs.Gather([i], row);
            if (!Finite(row)) return i;
        }
        return -1;
    }

    private static bool Finite(ReadOnlySpan<float> values) => values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) < 0;
}
