using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>A loss of logarithms that is given something else: GLIA022.</summary>
internal sealed class TorchRawLogarithm(Source? at, bool isProbability) : ILoopFault
{
    /// <summary>The fault, if the program has it.</summary>
    public static TorchRawLogarithm? Find(TorchRecord record, TorchLoss loss)
    {
        if (!loss.WantsLogarithms) return null;
        Statement? line = record.StatementAt(loss.Call.Place);
        return new TorchRawLogarithm(line is null ? null : new Source(loss.Call.Name, line.File, line.Line),
            record.MakerOf(loss.Outputs)?.Name == "softmax");
    }

    public Finding? Judge(ExaminationResult? result)
    {
        var where = new Where(Phase: Phases.Loss) { Source = at };
        const string Do = "End the network in log_softmax(dim=1), or leave the softmax out and use CrossEntropyLoss.";
        return isProbability
            ? Faults.LossOnRawLogits.Warning(Grade.Certain, where,
                "NLLLoss takes logarithms of probabilities and gets the probabilities: the right class gains no more where it has none.",
                Do)
            : Faults.LossOnRawLogits.Error(Grade.Certain, where,
                "NLLLoss takes logarithms of probabilities and gets raw outputs: raising all of them lowers it without end.", Do);
    }
}
