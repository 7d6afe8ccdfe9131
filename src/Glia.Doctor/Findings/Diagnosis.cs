namespace Glia.Doctor.Findings;

/// <summary>What the doctor says about one subject.</summary>
/// <param name="Subject">What was examined.</param>
/// <param name="Findings">What was found, the first to read first; consequences directly after their cause.</param>
/// <param name="Checks">Everything that was looked at.</param>
public sealed record Diagnosis(string Subject, IReadOnlyList<Finding> Findings, IReadOnlyList<Check> Checks)
{
    /// <summary>What became of the network, in the words in which people ask; null where nothing was run.</summary>
    public string? Happened { get; init; }

    /// <summary>
    /// Sick with any error; unsure if a question that matters stayed open or nothing at all could be checked; healthy otherwise.
    /// </summary>
    public Verdict Verdict =>
        Findings.Any(finding => finding.Severity == Severity.Error) ? Verdict.Sick
        : Checks.Any(check => check.Outcome == Outcome.Undecided) || Checks.All(check => check.Outcome == Outcome.Skipped) ? Verdict.Unsure
        : Verdict.Healthy;

    /// <summary>The exit code of the command line: 1 if sick, otherwise 0.</summary>
    public int ExitCode => Verdict == Verdict.Sick ? 1 : 0;

    /// <summary>The diagnosis as the one JSON object that <c>glia doctor --json</c> prints. Numbers that are not finite are null.</summary>
    public string ToJson() => DiagnosisJson.Write(this);

    /// <summary>The findings that are errors, in rank order.</summary>
    public IEnumerable<Finding> Errors => Findings.Where(finding => finding.Severity == Severity.Error);
}
