using System.Text.Json;
using Glia.Doctor;
using Glia.Doctor.Facts;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Doctor.Trials;
using Glia.Kernels;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>Gradients that are still there when the next ones are added: GLIA060.</summary>
/// <param name="at">Where the backward pass is.</param>
/// <param name="left">The norm of what was left of the gradients of the step before.</param>
/// <param name="added">The norm of what the second pass added.</param>
internal sealed class TorchUncleared(Source? at, double left, double added) : ILoopFault
{
    private const int Rows = 1000, Curve = 20;

    /// <summary>The fault, if the program has it.</summary>
    public static TorchUncleared? Find(TorchRecord record, int backward, TorchUpdate update)
    {
        int step = record.Next("step", backward), next = step < 0 ? -1 : record.Next("backward", step);
        if (next < 0 || update.Kind is null) return null;
        JsonElement said = record.Events[next];
        int second = record.Next("step", next);
        // Weights that the optimizer does not have are cleared by nobody, and move by nobody.
        HashSet<string> moved = second < 0 ? [] : [.. record.Events[second][2].EnumerateArray().Select(one => one.GetRawText())];
        double left = Norm(record, said[3], moved), all = Difference(record, said[4], said[3], moved);
        if (!(left > 0)) return null;
        Statement? line = record.StatementAt(said[2].GetInt32());
        return new TorchUncleared(line is null ? null : new Source("backward", line.File, line.Line), left, all);
    }

    public Finding? Judge(ExaminationResult? result)
    {
        var where = new Where(Phase: Phases.Backward) { Source = at };
        string seen = $"Before the second backward pass the gradients have the norm {Words.Number(left)}, those of the step before; it " +
            $"adds {Words.Number(added)} to them.";
        Finding finding = Faults.GradientsAccumulated.Warning(Grade.Certain, where, seen,
            "Call optimizer.zero_grad() before every backward pass.", ("left", left), ("added", added));
        if (result is not { Patient: { } clean, Subject: { } subject }
            || UnclearedGradients.Of(clean.Optimizer) is not { } uncleared) return finding;
        TargetView targets = TargetView.Of(subject.Train!, subject.Loss, subject.Network!.OutputShape.Size);
        var rows = new ReferenceRows(clean.Data, targets, Rows);
        int steps = Trial.Affordable(clean);
        Trial without = Trial.Run(clean with { Optimizer = uncleared }, steps, rows, Workers.Single);
        Trial with = Trial.Run(clean, steps, rows, Workers.Single);
        double[] was = Thin(without.Skills), now = Thin(with.Skills);
        string reached = $" In {steps:N0} steps the network reaches {Words.Percent(Math.Max(0, without.Skill))} of what can be learned " +
            $"so, and {Words.Percent(Math.Max(0, with.Skill))} with the gradients cleared.";
        if (!(with.Skill - without.Skill > Change.UsualHarm)) return finding with { Evidence = seen + reached };
        return finding with
        {
            Severity = Severity.Error,
            Evidence = seen + reached,
            Change = at is { Line: { } line } ? $"line {line}: optimizer.zero_grad() before it" : null,
            Proof = new Proof("gradients cleared", Proof.Skill, was, now, Proven: true) { OfSkill = true },
        };
    }

    private static double[] Thin(double[] curve) =>
        curve.Length <= Curve ? curve : [.. Enumerable.Range(0, Curve).Select(i => curve[i * (curve.Length - 1) / (Curve - 1)])];

    private static double Norm(TorchRecord record, JsonElement gradients, HashSet<string> of) => Math.Sqrt(
        gradients.EnumerateObject().Where(one => of.Contains(one.Name))
        .Sum(one => record.Array(one.Value)?.ToDoubles().Sum(number => number * number) ?? 0));

    private static double Difference(TorchRecord record, JsonElement after, JsonElement before, HashSet<string> of)
    {
        double sum = 0;
        foreach (JsonProperty weight in after.EnumerateObject())
        {
            if (!of.Contains(weight.Name) || record.Array(weight.Value) is not { } now) continue;
            double[]? was = before.TryGetProperty(weight.Name, out JsonElement earlier) ? record.Array(earlier)?.ToDoubles() : null;
            double[] all = now.ToDoubles();
            for (int i = 0; i < all.Length; i++) sum += Math.Pow(all[i] - (was?[i] ?? 0), 2);
        }
        return Math.Sqrt(sum);
    }
}
