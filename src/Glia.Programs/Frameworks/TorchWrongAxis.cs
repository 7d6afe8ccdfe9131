using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>A softmax over the rows of the batch: GLIA050.</summary>
internal sealed class TorchWrongAxis(Source? at) : ILoopFault
{
    /// <summary>The fault, if the program has it.</summary>
    public static TorchWrongAxis? Find(TorchRecord record, TorchChain chain)
    {
        TorchLayer? wrong = chain.Layers.Find(layer => layer.IsOverRows);
        if (wrong is null) return null;
        Statement? line = record.StatementAt(wrong.Call.Place);
        return new TorchWrongAxis(line is null ? null : new Source(wrong.Call.Name, line.File, line.Line));
    }

    /// <summary>Whether a call is a softmax over the rows.</summary>
    public static bool IsOverRows(TorchRecord record, TorchOperation call) =>
        call.Name is "softmax" or "log_softmax" && call.Tensor("input", 0) is { } input
        && record.Values[input] is { Shape.Length: 2, WasVector: false } && call.Number("dim", 1) is 0 or -2;

    public Finding? Judge(ExaminationResult? result) => Faults.SoftmaxWrongAxis.Error(Grade.Certain,
        new Where(Phase: Phases.Forward) { Source = at },
        "The softmax runs over dim=0, the rows of the batch: what a row is answered depends on the rows beside it, and the classes of a " +
        "row do not sum to 1.", "Take it over the classes: dim=1.");
}
