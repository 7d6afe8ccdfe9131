using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Programs.Reading;

namespace Glia.Programs.Mending;

/// <summary>
/// Writes beside each finding the line of the program that is wrong as it should be, and, where that is wanted, shows what comes of it: the
/// program runs again with that line in memory, must no longer have the finding, and must end better than it did.
/// </summary>
internal static class Corrections
{
    /// <summary>The same findings with their corrected lines and proofs.</summary>
    public static Diagnosis Add(Diagnosis diagnosis, RecordedProgram recorded)
    {
        // The file itself may have been a copy that is gone by now.
        if (!File.Exists(recorded.Program) || recorded.Python.Length == 0) return diagnosis;
        string folder = Directory.CreateTempSubdirectory("glia-mended-").FullName;
        try
        {
            return Add(diagnosis, recorded, new ProgramMender(recorded.Python, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Diagnosis Add(Diagnosis diagnosis, RecordedProgram recorded, ProgramMender mender)
    {
        string program = Path.GetFullPath(recorded.Program);
        Finding[] findings = [.. diagnosis.Findings];
        List<(int Index, JsonArray Orders)> written = [];
        foreach (var (i, orders) in Orders(diagnosis, recorded))
        {
            if (mender.Mend(program, orders) is not { } mended) continue;
            findings[i] = findings[i] with { Change = mended.Change };
            if (recorded.Options.Prove)
                findings[i] = findings[i] with { Proof = Prove(recorded, mended, [findings[i].Fault]) ?? findings[i].Proof };
            written.Add((i, orders));
        }
        // Faults that hide one another are mended together.
        if (recorded.Options.Prove && written.Count > 1 && written.TrueForAll(one => findings[one.Index].Proof is null)
            && mender.Mend(program, [.. written.SelectMany(one => one.Orders).Select(order => order!.DeepClone())]) is { } all)
        {
            int first = written[0].Index;
            findings[first] = findings[first] with { Proof = Prove(recorded, all, [.. written.Select(one => findings[one.Index].Fault)]) };
        }
        return diagnosis with { Findings = findings };
    }

    /// <summary>The program with all corrected lines, in a file of its own; null where none can be written.</summary>
    public static MendedProgram? All(Diagnosis diagnosis, RecordedProgram recorded, ProgramMender mender)
    {
        string program = Path.GetFullPath(recorded.Program);
        // What cannot be carried out must not keep the rest from being written.
        JsonArray[] orders = [.. Orders(diagnosis, recorded).Select(one => one.Orders).Where(one => mender.Mend(program, one) is not null)];
        return orders.Length == 0 ? null : mender.Mend(program, [.. orders.SelectMany(one => one).Select(order => order!.DeepClone())]);
    }

    // What is to be changed for each error that a line can mend, by the place of its finding.
    private static IEnumerable<(int Index, JsonArray Orders)> Orders(Diagnosis diagnosis, RecordedProgram recorded)
    {
        for (int i = 0; i < diagnosis.Findings.Count; i++)
        {
            Finding finding = diagnosis.Findings[i];
            if (finding is not { Severity: Severity.Error, ExplainedBy: null }) continue;
            // Where gradients are wrong in more ways than one, no sign is sure to be the right one.
            if (Repairs.IsOfSign(finding.Fault) && diagnosis.Errors.Any(other => other.Fault != finding.Fault
                && other.Fault.Family == Family.Backpropagation)) continue;
            if (Orders(finding, recorded.Steps, Path.GetFullPath(recorded.Program)) is { } orders) yield return (i, orders);
        }
    }

    // What the last step does not show, such as names in sight, the first may.
    private static JsonArray? Orders(Finding finding, IReadOnlyList<RecordedStep> steps, string program) =>
        steps.Reverse().Select(step => Repairs.For(finding, step, program)).FirstOrDefault(orders => orders is { Count: > 0 });

    private static Proof? Prove(RecordedProgram recorded, MendedProgram mended, IReadOnlyList<Fault> faults)
    {
        try
        {
            recorded.Options.Remarks?.WriteLine($"It runs once more, with {mended.Change} in memory.");
            RecordedProgram again = ProgramDoctor.Record(recorded.Program, recorded.Options with { Python = recorded.Python }, mended.File);
            if (Curves(recorded, again) is not { } curves) return null;
            bool gone = !ProgramDoctor.Judge(again).Diagnosis.Errors.Any(error => faults.Contains(error.Fault));
            var proof = new Proof(mended.Change, curves.Name, curves.Before, curves.After, gone) { OfSkill = curves.IsSkill };
            return proof.Shows ? proof : null;
        }
        catch (GliaException)
        {
            // A line that keeps the program from running proves nothing.
            return null;
        }
    }

    private static (string Name, bool IsSkill, double[] Before, double[] After)? Curves(RecordedProgram before, RecordedProgram after)
    {
        if (PrintedCurve.In(before.Output) is { } printed && PrintedCurve.In(after.Output) is { } other && printed.Name == other.Name)
        {
            int points = Math.Min(printed.Values.Count, other.Values.Count);
            return ($"{printed.Name} as the program prints it", printed.IsSkill, [.. printed.Values.Take(points)],
                [.. other.Values.Take(points)]);
        }
        long[] steps = [.. before.Distances.Keys.Intersect(after.Distances.Keys).Order()];
        return steps.Length < 2 ? null
            : ($"mean square of outputs minus targets, steps {string.Join(", ", steps)}", false,
                [.. steps.Select(step => before.Distances[step])], [.. steps.Select(step => after.Distances[step])]);
    }
}
