using System.Text.Json;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>An optimizer whose weights stay as they were drawn, because nobody calls its step or computes gradients: GLIA071.</summary>
internal static class TorchNeverMoved
{
    // Who adds up the gradients of so many batches makes a step then. A convention, many times what is usual.
    private const int Patient = 100;

    /// <summary>The finding; null where weights moved, or may yet.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="isFinished">Whether the program trained to its end.</param>
    public static Finding? Find(TorchRecord record, bool isFinished)
    {
        int[] passes = [.. Enumerable.Range(0, record.Events.Length).Where(i => record.KindOf(i) == "backward")];
        int steps = record.Said.GetProperty("steps").GetInt32(), weights = Unmoved(record);
        if (weights == 0 || (steps > 0) == (passes.Length > 0)) return null;
        if (!isFinished && Math.Max(steps, passes.Length) < Patient) return null;
        string many = Words.Count(weights, "weight array");
        if (steps == 0)
            return At(record, record.Events[passes[0]][2], "backward",
                $"{Words.Count(passes.Length, "call")} of backward() and no step of the optimizer: its {many} are as at the start.",
                "Call step() of the optimizer after every backward().", "optimizer.step() after it");
        return At(record, record.Events[record.Next("step")][5], "step",
            $"{Words.Count(steps, "step")} of the optimizer and no call of backward(), so that there are no gradients to follow: " +
            $"its {many} are as at the start.", "Call backward() of the loss before every step().", "loss.backward() before it");
    }

    private static Finding At(TorchRecord record, JsonElement place, string name, string evidence, string remedy, string change)
    {
        Statement? line = record.StatementAt(place.GetInt32());
        return Faults.ParameterNeverUpdated.Error(Grade.Certain, new Where(Phase: Phases.Update)
        {
            Source = line is null ? null : new Source(name, line.File, line.Line),
        }, evidence, remedy) with
        {
            Change = line is null ? null : $"line {line.Line}: {change}",
        };
    }

    // How many arrays the optimizers have, if every one of them holds at the end what it held at first; else 0.
    private static int Unmoved(TorchRecord record)
    {
        HashSet<int> first = [.. record.Said.GetProperty("values").EnumerateArray()
            .Where(value => value[3].GetBoolean() && value[4].ValueKind == JsonValueKind.Number).Select(value => value[4].GetInt32())];
        int count = 0;
        JsonElement final = record.Said.GetProperty("final");
        foreach (JsonElement weight in final.EnumerateArray().SelectMany(optimizer => optimizer.EnumerateArray()))
        {
            if (weight.ValueKind != JsonValueKind.Number || !first.Contains(weight.GetInt32())) return 0;
            count++;
        }
        return count;
    }
}
