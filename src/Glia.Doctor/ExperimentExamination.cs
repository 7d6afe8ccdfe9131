using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor;

/// <summary>
/// The examination of one experiment while it goes on. What is certainly harmful is reported at once. What is only often harmful is a
/// suspicion: a later tier that sees whether the network learns promotes it to an error or withdraws it;
/// what nobody decides stays what it was.
/// </summary>
internal sealed class ExperimentExamination(ExperimentSubject subject) : Examination(subject.Name)
{
    private readonly List<Finding> _suspicions = [];

    /// <summary>What is examined.</summary>
    public ExperimentSubject Subject { get; } = subject;

    /// <summary>What was measured on it, each figure computed when first asked for.</summary>
    public ExperimentFacts Facts { get; } = new(subject);

    /// <summary>Warnings and notes that wait for somebody to see whether they do harm.</summary>
    public IReadOnlyList<Finding> Suspicions => _suspicions;

    /// <summary>Whether an error was reported already.</summary>
    public bool AnyError => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Lets a rule judge the facts, and takes what it says.</summary>
    public void Ask(Rule rule)
    {
        foreach (Judgement judgement in rule.Judge(Facts)) Take(judgement);
    }

    /// <inheritdoc/>
    public override void Take(Judgement judgement)
    {
        if (judgement is { Finding: { } finding, Suspicion: true }) Suspect(finding);
        else base.Take(judgement);
    }

    /// <summary>Whether this fault was reported, or is suspected, with at least this severity.</summary>
    public override bool HasAtLeast(Fault fault, Severity severity = Severity.Note) =>
        base.HasAtLeast(fault, severity) || _suspicions.Exists(finding => finding.Fault == fault && finding.Severity <= severity);

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
    /// <returns>Whether there was such a suspicion.</returns>
    public bool Withdraw(Fault fault, string why)
    {
        foreach (var finding in _suspicions.Where(finding => finding.Fault == fault)) Fine(fault, $"{finding.Evidence} {why}");
        return _suspicions.RemoveAll(finding => finding.Fault == fault) > 0;
    }

    /// <summary>The same, of what two runs showed.</summary>
    public void Harmless(Fault fault, string shown) => Withdraw(fault, $"It does no harm here. {shown}");

    /// <summary>Reports what is still suspected as it is, ranks the findings by cause and gives the verdict.</summary>
    public override Diagnosis Conclude()
    {
        // What a run showed, which was noted before, comes first.
        Show(new ExperimentExhibits(Facts));
        foreach (var finding in _suspicions) Report(finding);
        _suspicions.Clear();
        return base.Conclude();
    }
}
