using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>A step behind the loop over the batches: the gradients of all but the last are cleared before anything is moved.</summary>
/// <param name="at">The line of the step.</param>
/// <param name="lost">The backward passes that came to nothing, of one step.</param>
/// <param name="steps">How many steps the program makes.</param>
internal sealed class TorchLostPasses(Source? at, int lost, long steps) : ILoopFault
{
    /// <summary>The fault, if the program has it.</summary>
    public static TorchLostPasses? Find(TorchRecord record, int step, TorchUpdate update)
    {
        if (update.Lost == 0 || step < 0) return null;
        Statement? line = record.StatementAt(record.Events[step][5].GetInt32());
        return new TorchLostPasses(line is null ? null : new Source("step", line.File, line.Line), update.Lost,
            record.Said.GetProperty("steps").GetInt64());
    }

    public Finding? Judge(ExaminationResult? result) => TorchTwins.Judged(Faults.UnsuitableBatchSize.Warning(Grade.Certain,
        new Where(Phase: Phases.Update) { Source = at },
        $"The gradients of {lost + 1:N0} batches are computed before the optimizer makes its step, and those of all but the last are " +
        "cleared before.", "Move optimizer.step() into the loop over the batches, behind backward()."),
        result, steps, steps * (lost + 1));
}
