using Glia.Doctor.Findings;

namespace Glia.Doctor.Tests.Rules;

/// <summary>What tests claim about a diagnosis; a failure shows the whole of it.</summary>
internal static class Verdicts
{
    public static Finding Sick(ExperimentSubject subject, Fault fault)
    {
        Diagnosis diagnosis = ExperimentExaminer.Examine(subject);
        Assert.True(diagnosis.Verdict == Verdict.Sick && diagnosis.Findings[0].Fault == fault,
            $"expected {fault.Code} first:\n{Text(diagnosis)}");
        return diagnosis.Findings[0];
    }

    /// <summary>First in rank, as a warning: harmful where the network does not learn, which a later tier sees.</summary>
    public static Finding Suspected(ExperimentSubject subject, Fault fault)
    {
        Diagnosis diagnosis = ExperimentExaminer.Examine(subject);
        Assert.True(diagnosis.Findings is [{ Severity: Severity.Warning } first, ..] && first.Fault == fault,
            $"expected {fault.Code} first, as a warning:\n{Text(diagnosis)}");
        return diagnosis.Findings[0];
    }

    /// <summary>No error and no warning; the only notes are those named.</summary>
    public static Diagnosis Healthy(ExperimentSubject subject, params Fault[] notes)
    {
        Diagnosis diagnosis = ExperimentExaminer.Examine(subject);
        bool quiet = diagnosis.Verdict == Verdict.Healthy
            && diagnosis.Findings.All(finding => finding.Severity == Severity.Note
                && (finding.Fault == Faults.NoValidation || notes.Contains(finding.Fault)));
        Assert.True(quiet, $"expected healthy:\n{Text(diagnosis)}");
        return diagnosis;
    }

    /// <summary>What was found and what was not decided, for the reader of a test that failed.</summary>
    public static string Text(Diagnosis diagnosis)
    {
        IEnumerable<string> findings = diagnosis.Findings.Select(finding =>
            $"{finding.Code} {finding.Severity} {finding.Grade} [{finding.Where}] {finding.Evidence}");
        IEnumerable<string> undecided = diagnosis.Checks.Where(check => check.Outcome == Outcome.Undecided)
            .Select(check => $"{check.Code} {check.Measured}");
        return $"{diagnosis.Verdict}\n{string.Join('\n', findings)}\nundecided: {string.Join("; ", undecided)}";
    }
}
