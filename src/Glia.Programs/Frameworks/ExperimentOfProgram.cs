using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Programs.Reading;

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
        ExperimentSubject subject = ExperimentSubject.Of(read.Experiment, read.Data) with { Name = name, Pretrained = read.IsPretrained };
        if (subject.Network is { } network) read.Begin?.Invoke(network);
        ExaminationResult result = Glia.Doctor.Doctor.Examine(subject);
        result = result with { Diagnosis = Judged(result.Diagnosis, read.NotJudged) };
        // What the loop does shows its own harm, and is left as it was judged.
        result = result with { Diagnosis = Acquitted(name, read.Lived, ByHarm(name, result)) };
        Finding[] found = [.. result.Diagnosis.Findings.Select(finding => Renamed(InWords(finding, result, read.Words), read.Faults))];
        Finding[] ofLoop = [.. read.Faults.Select(fault => fault.Judge(result)).OfType<Finding>()];
        return result with
        {
            Experiment = null,
            Diagnosis = Together(name, result.Diagnosis with { Findings = [.. found.Select(finding => Relative(finding, folder))] },
                [.. ofLoop.Select(finding => Relative(finding, folder))]),
        };
    }

    /// <summary>Tells what is certain without an experiment.</summary>
    public static ExaminationResult Tell(string name, string folder, IReadOnlyList<Finding> seen)
    {
        var examination = new Examination(name);
        foreach (Finding finding in seen) examination.Report(Relative(finding, folder));
        return new ExaminationResult(examination.Conclude());
    }

    private static Finding Renamed(Finding finding, IReadOnlyList<ILoopFault> faults) =>
        faults.Select(fault => fault.Rename(finding)).FirstOrDefault(renamed => renamed is not null) ?? finding;

    private static Diagnosis Judged(Diagnosis diagnosis, IReadOnlyDictionary<Fault, string> not) => diagnosis with
    {
        Findings = [.. diagnosis.Findings.Where(finding => !not.ContainsKey(finding.Fault))],
        Checks =
        [
            .. diagnosis.Checks.Where(check => not.Keys.All(fault => fault.Code != check.Code)),
            .. not.Select(one => new Check(one.Key.Code, Outcome.Skipped, one.Value)),
        ],
    };

    // What the loop does comes before what the experiment shows, since the short runs were made without it.
    private static Diagnosis Together(string name, Diagnosis diagnosis, Finding[] ofLoop)
    {
        if (ofLoop.Length == 0) return diagnosis;
        var examination = new Examination(name);
        foreach (Finding finding in ofLoop.Concat(diagnosis.Findings.Where(finding => finding.ExplainedBy is null)))
            if (!examination.HasAtLeast(finding.Fault)) examination.Report(finding);
        foreach (Check check in diagnosis.Checks)
            if (check.Outcome != Outcome.Found && ofLoop.All(finding => finding.Code != check.Code)) examination.Note(check);
        // What the short runs reached is not what the program reaches.
        return examination.Conclude() with { Happened = ofLoop.Any(IsError) ? null : diagnosis.Happened };
    }

    // All rows in one step, or one, is a choice where the network as it is learns nearly all that the data allow: what other batches gain
    // is no harm.
    private static Diagnosis ByHarm(string name, ExaminationResult result) =>
        result.Skill < OwnRun.NearlyAll * (result.Ceiling is > 0 and < 1 and var allowed ? allowed : 1) ? result.Diagnosis
        : Softened(name, result.Diagnosis, examination => examination.Soften(Glia.Doctor.Rules.Faults.UnsuitableBatchSize,
            $"Yet as it is it learns {Words.Percent(result.Skill)} of what there is to learn."));

    // A run that learned has lived with whatever stands in it.
    private static Diagnosis Acquitted(string name, string? lived, Diagnosis diagnosis)
    {
        if (lived is null) return diagnosis;
        Diagnosis acquitted = Softened(name, diagnosis, examination => OwnRun.Acquit(examination, lived));
        // What a copy with other first weights reached is not what the program reached.
        return diagnosis.Errors.Any() && !acquitted.Errors.Any() ? acquitted with { Happened = null } : acquitted;
    }

    private static Diagnosis Softened(string name, Diagnosis diagnosis, Action<Examination> soften)
    {
        if (!diagnosis.Errors.Any()) return diagnosis;
        var examination = new Examination(name);
        foreach (Finding finding in diagnosis.Findings.Where(finding => finding.ExplainedBy is null)) examination.Report(finding);
        foreach (Check check in diagnosis.Checks.Where(check => check.Outcome != Outcome.Found)) examination.Note(check);
        soften(examination);
        return examination.Conclude() with { Happened = diagnosis.Happened };
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;

    private static Finding Relative(Finding finding, string folder) => finding.Where.Source is { File: { } file } source
        ? finding with { Where = finding.Where with { Source = source with { File = Path.GetRelativePath(folder, file) } } }
        : finding;

    private static Finding InWords(Finding finding, ExaminationResult result, IProgramWords words)
    {
        IReadOnlyList<ProgramChange>? changes = null;
        if (result.Patient is { } patient && result.Repairs.FirstOrDefault(repair => repair.Fault == finding.Fault) is { } repair)
            changes = words.Changes(patient, repair.Apply(patient));
        Source? source = changes is [var first, ..] ? first.At : words.SourceOf(finding);
        return finding with
        {
            Change = changes is { Count: > 0 } ? string.Join(", ", changes.Select(change => change.Text)) : null,
            Evidence = words.Say(finding.Evidence),
            Prescription = words.Say(finding.Prescription),
            Where = source is null ? finding.Where : finding.Where with
            {
                Source = source,
            },
        };
    }
}
