using System.Text.Json;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>The same part of the rows in every step of a loop that goes round once for each batch: the others are never seen.</summary>
/// <param name="at">The line that takes the part.</param>
/// <param name="rows">How many rows it has.</param>
/// <param name="all">How many there are.</param>
internal sealed class TorchSameRows(Source? at, int rows, int all) : ILoopFault
{
    /// <summary>The fault, if the program has it.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="found">Where the rows are from.</param>
    /// <param name="input">What the first step gives the network.</param>
    public static TorchSameRows? Find(TorchRecord record, TorchRows found, int input)
    {
        int rows = record.Values[input].Shape[0];
        if (found.Unused is not { } all || all < 2 * rows) return null;
        if (!record.Said.GetProperty("loops").EnumerateArray().Any(loop => loop.GetProperty("count") is
            { ValueKind: JsonValueKind.Number } count && SameRows.MeansAll(count.GetInt64(), rows, all))) return null;
        Statement? line = record.MakerOf(input) is { } taken ? record.StatementAt(taken.Place) : null;
        Source? at = line is null ? null : new Source(line.Targets is [var name] ? name : "x", line.File, line.Line);
        return new TorchSameRows(at, rows, all);
    }

    public Finding? Judge(ExaminationResult? result) => Faults.TooFewSamples.Warning(Grade.Certain,
        new Where(Phase: Phases.Data) { Source = at }, SameRows.Seen(rows, all), SameRows.Advice);
}
