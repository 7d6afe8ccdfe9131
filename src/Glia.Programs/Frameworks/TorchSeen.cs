using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>
/// What a record of PyTorch shows by itself, whatever the network is: for programs of which no experiment can be made. Only what is certain
/// counts, since no short run can try it.
/// </summary>
internal static class TorchSeen
{
    /// <summary>The faults; none where no error is certain, since the rest of the program was not examined.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="tape">How the program ended.</param>
    /// <param name="not">What was not understood.</param>
    public static IReadOnlyList<Finding> Find(TorchRecord record, Tape tape, string not)
    {
        Finding[] found = [.. ((Finding?[])[TorchNeverMoved.Find(record, tape.Ended == "finished"), .. OfLoss(record)]).OfType<Finding>()
            .Where(finding => finding.Severity == Severity.Error)];
        string rest = $" Nothing else was examined: not understood is {not}.";
        return [.. found.Select(finding => finding with { Evidence = finding.Evidence + rest })];
    }

    private static IEnumerable<Finding?> OfLoss(TorchRecord record)
    {
        int backward = record.Next("backward");
        if (backward < 0 || TorchOperation.TensorIn(record.Events[backward][1]) is not { } root || LossOf(record, root) is not { } loss)
            yield break;
        yield return TorchBroadcast.Find(record, loss)?.Judge(null);
        yield return TorchRawLogarithm.Find(record, loss)?.Judge(null);
        yield return DoubleSoftmax(record, loss);
    }

    private static TorchLoss? LossOf(TorchRecord record, int root)
    {
        try
        {
            return TorchLoss.Read(record, root);
        }
        catch (NotUnderstood)
        {
            return null;
        }
    }

    private static Finding? DoubleSoftmax(TorchRecord record, TorchLoss loss)
    {
        if (loss.Call.Name is not ("cross_entropy" or "binary_cross_entropy_with_logits")) return null;
        TorchOperation? made = record.MakerOf(loss.Outputs);
        while (made is not null && TorchLayerReader.IsForm(made)) made = record.MakerOf(made.Tensors.First());
        if (made?.Name is not ("softmax" or "sigmoid")) return null;
        Statement? line = record.StatementAt(made.Place);
        return Faults.DoubleSoftmax.Error(Grade.Certain, new Where(Phase: Phases.Forward)
        {
            Source = line is null ? null : new Source(made.Name, line.File, line.Line),
        }, $"{loss.Called} takes logits and is given what {made.Name} makes of them: it squeezes them a second time, which puts a floor " +
            "under the loss.", $"Give {loss.Called} the logits: remove the {made.Name}.");
    }
}
