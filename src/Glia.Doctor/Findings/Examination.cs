using Glia.Doctor.Exhibits;

namespace Glia.Doctor.Findings;

/// <summary>Collects what the examiners of one subject find; <see cref="Conclude"/> turns it into a diagnosis.</summary>
internal class Examination(string subject)
{
    private readonly List<Finding> _findings = [];
    private readonly List<Check> _checks = [];
    private readonly List<IExhibits> _exhibits = [];

    /// <summary>What was found so far, in the order it was reported.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Takes what was measured, for findings to be shown by.</summary>
    public void Show(IExhibits measured) => _exhibits.Add(measured);

    /// <summary>Takes what a rule says. Where nobody tries, a suspicion stays the warning that it is.</summary>
    public virtual void Take(Judgement judgement)
    {
        if (judgement.Finding is { } finding) Report(finding);
        else _checks.Add(new Check(judgement.Fault.Code, judgement.Outcome, judgement.Measured));
    }

    /// <summary>Reports a finding; its check is noted with it.</summary>
    public void Report(Finding finding)
    {
        _findings.Add(finding);
        _checks.Add(new Check(finding.Code, Outcome.Found, finding.Evidence));
    }

    /// <summary>Takes back what was reported of this fault: what was seen later shows that it is absent.</summary>
    public void TakeBack(Fault fault, string seen)
    {
        _findings.RemoveAll(finding => finding.Fault == fault);
        _checks.RemoveAll(check => check.Code == fault.Code && check.Outcome == Outcome.Found);
        Fine(fault, seen);
    }

    /// <summary>
    /// Makes a warning of what was reported of this fault as an error, because no harm was seen where there should be some.
    /// </summary>
    public void Soften(Fault fault, string seen)
    {
        for (int i = 0; i < _findings.Count; i++)
            if (_findings[i].Fault == fault && _findings[i].Severity == Severity.Error)
                _findings[i] = _findings[i] with
                {
                    Severity = Severity.Warning,
                    Evidence = $"{_findings[i].Evidence.TrimEnd('.')}. {seen}",
                };
    }

    /// <summary>Notes that a fault was looked for and is absent.</summary>
    public void Fine(Fault fault, string measured) => _checks.Add(new Check(fault.Code, Outcome.Fine, measured));

    /// <summary>Notes a question that matters and that this subject does not decide.</summary>
    public void Undecided(Fault fault, string why) => _checks.Add(new Check(fault.Code, Outcome.Undecided, why));

    /// <summary>Decides a question that was left open: the fault is absent.</summary>
    public void Decide(Fault fault, string seen)
    {
        if (_checks.RemoveAll(check => check.Code == fault.Code && check.Outcome == Outcome.Undecided) > 0) Fine(fault, seen);
    }

    /// <summary>Notes that a check lacked what it needs.</summary>
    public void Skipped(Fault fault, string why) => _checks.Add(new Check(fault.Code, Outcome.Skipped, why));

    /// <summary>Notes a check that another examination of the same subject made.</summary>
    public void Note(Check check) => _checks.Add(check);

    /// <summary>Whether this fault was reported, with at least this severity.</summary>
    public virtual bool HasAtLeast(Fault fault, Severity severity = Severity.Note) =>
        _findings.Exists(finding => finding.Fault == fault && finding.Severity <= severity);

    /// <summary>Ranks the findings by cause and gives the verdict.</summary>
    public virtual Diagnosis Conclude() => new(subject, Exhibited.Of(Ranking.Rank(_findings), _exhibits), [.. _checks]);
}
