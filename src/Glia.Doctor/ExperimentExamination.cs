using Glia.Doctor.Findings;

namespace Glia.Doctor;

/// <summary>
/// The examination of one experiment while it goes on. What is certainly harmful is reported at once. What is only often harmful is a
/// suspicion: a later tier that sees whether the network learns promotes it to an error or withdraws it;
/// what nobody decides stays what it was.
/// </summary>
internal sealed class ExperimentExamination(ExperimentSubject subject)
{
    private readonly Examination _notes = new(subject.Name);
    private readonly List<Finding> _suspicions = [];

    /// <summary>What is examined.</summary>
    public ExperimentSubject Subject { get; } = subject;

    /// <summary>What was measured on it, each figure computed when first asked for.</summary>
    public ExperimentFacts Facts { get; } = new(subject);

    /// <summary>What was reported so far, without suspicions.</summary>
    public IReadOnlyList<Finding> Findings => _notes.Findings;

    /// <summary>Warnings and notes that wait for somebody to see whether they do harm.</summary>
    public IReadOnlyList<Finding> Suspicions => _suspicions;

    /// <summary>Whether an error was reported already.</summary>
    public bool AnyError => _notes.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Lets a rule judge the facts, and takes what it says.</summary>
    public void Ask(Rule rule)
    {
        foreach (Judgement judgement in rule.Judge(Facts)) Take(judgement);
    }

    /// <summary>Takes what a rule says.</summary>
    public void Take(Judgement judgement)
    {
        if (judgement is { Finding: { } finding, Suspicion: true }) Suspect(finding);
        else _notes.Take(judgement);
    }

    /// <summary>Reports a finding that needs no further evidence.</summary>
    public void Report(Finding finding) => _notes.Report(finding);

    /// <summary>Takes back what was reported of this fault: what was seen later shows that it is absent.</summary>
    public void TakeBack(Fault fault, string seen) => _notes.TakeBack(fault, seen);

    /// <summary>
    /// Makes a warning of what was reported of this fault as an error, because no harm was seen where there should be some.
    /// </summary>
    public void Soften(Fault fault, string seen) => _notes.Soften(fault, seen);

    /// <summary>Notes that a fault was looked for and is absent.</summary>
    public void Fine(Fault fault, string measured) => _notes.Fine(fault, measured);

    /// <summary>Notes a question that matters and that this subject does not decide.</summary>
    public void Undecided(Fault fault, string why) => _notes.Undecided(fault, why);

    /// <summary>Notes that a check lacked what it needs.</summary>
    public void Skipped(Fault fault, string why) => _notes.Skipped(fault, why);

    /// <summary>Whether this fault was reported, or is suspected, with at least this severity.</summary>
    public bool Has(Fault fault, Severity atLeast = Severity.Note) =>
        _notes.Has(fault, atLeast) || _suspicions.Exists(finding => finding.Fault == fault && finding.Severity <= atLeast);

    /// <summary>Keeps a warning or a note for a later tier to decide.</summary>
    public void Suspect(Finding finding) => _suspicions.Add(finding);

    /// <summary>Turns suspicions of this fault into errors, because harm was seen.</summary>
    /// <param name="fault">The suspected fault.</param>
    /// <param name="harm">One sentence: what was seen.</param>
    /// <param name="grade">How sure it is that this fault is what did the harm.</param>
    /// <param name="proof">The experiment that showed it, if there was one.</param>
    /// <returns>Whether there was such a suspicion.</returns>
    public bool Promote(Fault fault, string harm, Grade grade, Proof? proof = null)
    {
        var found = _suspicions.FindAll(finding => finding.Fault == fault);
        foreach (var finding in found)
        {
            Report(finding with
            {
                Severity = Severity.Error,
                Grade = grade,
                Evidence = $"{finding.Evidence} {harm}",
                Proof = proof ?? finding.Proof,
            });
        }
        return _suspicions.RemoveAll(finding => finding.Fault == fault) > 0;
    }

    /// <summary>Drops suspicions of this fault, because no harm was seen where there should be some.</summary>
    /// <param name="fault">The suspected fault.</param>
    /// <param name="why">One sentence: what was seen instead.</param>
    /// <returns>Whether there was such a suspicion.</returns>
    public bool Withdraw(Fault fault, string why)
    {
        foreach (var finding in _suspicions.Where(finding => finding.Fault == fault)) Fine(fault, $"{finding.Evidence} {why}");
        return _suspicions.RemoveAll(finding => finding.Fault == fault) > 0;
    }

    /// <summary>Reports what is still suspected as it is, ranks the findings by cause and gives the verdict.</summary>
    public Diagnosis Conclude()
    {
        foreach (var finding in _suspicions) Report(finding);
        _suspicions.Clear();
        return _notes.Conclude();
    }
}
