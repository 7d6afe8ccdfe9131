using Glia.Doctor;
using Glia.Doctor.Findings;

namespace Glia.Programs.Frameworks;

/// <summary>Examines a program that is an experiment, and says what is found in the program's words.</summary>
internal static class ExperimentOfProgram
{
    /// <summary>Examines it.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="folder">The program's folder: names of files are told from there.</param>
    /// <param name="read">What was read.</param>
    public static ExaminationResult Examine(string name, string folder, ReadExperiment read)
    {
        ExperimentSubject subject = ExperimentSubject.Of(read.Experiment, read.Data) with { Name = name };
        ExaminationResult result = Glia.Doctor.Doctor.Examine(subject);
        return result with
        {
            Experiment = null,
            Diagnosis = result.Diagnosis with
            {
                Findings = [.. result.Diagnosis.Findings.Select(finding => InWords(finding, result, read.Words, folder))],
            },
        };
    }

    private static Finding InWords(Finding finding, ExaminationResult result, IProgramWords words, string folder)
    {
        IReadOnlyList<ProgramChange>? changes = null;
        if (result.Patient is { } patient && result.Repairs.FirstOrDefault(repair => repair.Fault == finding.Fault) is { } repair)
            changes = words.Changes(patient, repair.Apply(patient));
        Source? source = changes is [var first, ..] ? first.At : words.SourceOf(finding);
        return finding with
        {
            Change = changes is { Count: > 0 } ? string.Join(", ", changes.Select(change => change.Text)) : null,
            Where = source is null ? finding.Where : finding.Where with
            {
                Source = source with { File = source.File is { } file ? Path.GetRelativePath(folder, file) : null },
            },
        };
    }
}
