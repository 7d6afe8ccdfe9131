using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Training;

namespace Glia.Doctor.Monitoring;

/// <summary>Where the first number that is not finite stands in the step that had to be refused.</summary>
/// <param name="Where">Layer, parameter, phase.</param>
/// <param name="Row">The row of the data if it was born there; otherwise -1.</param>
internal sealed record Birthplace(Where Where, int Row = -1)
{
    /// <summary>
    /// Looks in the order in which numbers are made: inputs, targets, then weights and outputs layer by layer; what is left is the loss.
    /// </summary>
    public static Birthplace Find(Trainer trainer, int rows, Dataset data)
    {
        Workspace workspace = trainer.Workspace!;
        if (!Finite(workspace.Input.Take(rows).Values))
            return new Birthplace(new Where(Parameter: "x", Phase: Phases.Data), BadRow(data, inputs: true));
        if (BadRow(data, inputs: false) is >= 0 and var row) return new Birthplace(new Where(Parameter: "y", Phase: Phases.Data), row);
        foreach (Layer layer in trainer.Network.Layers)
        {
            foreach (Parameter parameter in trainer.Network.Parameters)
                if (parameter.Layer == layer && !Finite(trainer.Network.Weights[parameter]))
                    return new Birthplace(new Where(layer.Name, parameter.FullName, Phases.Update));
            if (!Finite(workspace.Output(layer, rows).Values)) return new Birthplace(new Where(layer.Name, Phase: Phases.Forward));
        }
        return new Birthplace(new Where(Phase: Phases.Loss));
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
