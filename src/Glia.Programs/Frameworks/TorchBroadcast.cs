using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>Outputs and targets that are spread into a table: GLIA051.</summary>
internal sealed class TorchBroadcast(Source? at, int[] outputs, int[] targets) : ILoopFault
{
    /// <summary>The fault, if the program has it.</summary>
    public static TorchBroadcast? Find(TorchRecord record, TorchLoss loss)
    {
        int[] outputs = record.Values[loss.Outputs].Shape, targets = record.Values[loss.Targets].Shape;
        string kind = loss.Words["class_name"]!.GetValue<string>();
        if (kind.Contains("crossentropy", StringComparison.Ordinal) || outputs.SequenceEqual(targets)) return null;
        long rows = record.Values[loss.Outputs].Length, spread = Spread(outputs, targets);
        if (spread <= Math.Max(rows, record.Values[loss.Targets].Length)) return null;
        Statement? line = record.StatementAt(loss.Call.Place);
        return new TorchBroadcast(line is null ? null : new Source(loss.Call.Name, line.File, line.Line), outputs, targets);
    }

    public Finding? Judge(ExaminationResult? result) => Faults.BroadcastInLoss.Error(Grade.Certain,
        new Where(Phase: Phases.Loss) { Source = at },
        $"The outputs have the shape {Shape(outputs)} and the targets {Shape(targets)}: the loss is the mean over a table of " +
        $"{Spread(outputs, targets):N0} differences, every output with every target, so all outputs are drawn to the mean of the targets.",
        outputs.Length > targets.Length ? "Give the targets a second axis: y.unsqueeze(1) or y.view(-1, 1)."
            : "Take the second axis from the outputs or give it to both: outputs.squeeze(1).");

    private static long Spread(int[] one, int[] other)
    {
        long all = 1;
        for (int i = 1; i <= Math.Max(one.Length, other.Length); i++)
            all *= Math.Max(i <= one.Length ? one[^i] : 1, i <= other.Length ? other[^i] : 1);
        return all;
    }

    private static string Shape(int[] shape) => $"[{string.Join(", ", shape)}]";
}
