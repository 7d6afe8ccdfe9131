using System.Text.Json;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>A network that is made anew in each epoch, with its optimizer: what the epochs before learned is lost.</summary>
/// <param name="at">The line of the optimizer.</param>
/// <param name="rounds">How many trainings came before.</param>
/// <param name="steps">The steps of each.</param>
internal sealed class TorchAnew(Source? at, int rounds, long steps) : ILoopFault
{
    // As many trainings alike are a loop; two may compare seeds. A convention.
    private const int FewestBefore = 2;

    /// <summary>The fault, if the program has it.</summary>
    /// <param name="record">What was recorded of its last training.</param>
    /// <param name="perEpoch">The steps of one pass over the rows.</param>
    public static TorchAnew? Find(TorchRecord record, int perEpoch)
    {
        JsonElement last = record.Said.GetProperty("short");
        JsonElement[] before = [.. record.Said.GetProperty("before").EnumerateArray()];
        if (before.Length < FewestBefore || last.ValueKind != JsonValueKind.Array) return null;
        string alike = Likeness(last);
        // Whoever goes over the rows more than once trains several networks.
        if (before.Any(one => one.ValueKind != JsonValueKind.Array || Likeness(one) != alike
            || one[1].GetInt64() != before[0][1].GetInt64()) || before[0][1].GetInt64() is not (> 0 and var steps) || steps > perEpoch)
            return null;
        Statement? line = record.StatementAt(last[0].GetInt32());
        return new TorchAnew(line is null ? null : new Source("optimizer", line.File, line.Line), before.Length, steps);
    }

    public Finding? Judge(ExaminationResult? result) => TorchTwins.Judged(Faults.ParameterNeverUpdated.Warning(Grade.Certain,
        new Where(Phase: Phases.Update) { Source = at },
        $"The network and its optimizer are made anew after every {Words.Count(steps, "step")}, one pass over the rows: what the " +
        $"{Words.Count(rounds, "round")} before learned is lost.", "Make them once, before the loop over the epochs."),
        result, steps, steps * (rounds + 1));

    // Where it was made, its rate and the shapes of its weights.
    private static string Likeness(JsonElement training) => $"{training[0]} {training[2]} {training[3]}";
}
