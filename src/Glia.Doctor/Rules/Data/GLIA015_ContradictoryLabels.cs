using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ContradictoryLabels { get; } = new("GLIA015", Family.Data, "equal inputs with different labels",
        "The same input occurs with different labels, which caps the accuracy anybody can reach.",
        "Inspect the named rows.",
        Explains: "S08 S09 S26 S27")
    {
        JudgedBy = () => new ContradictoryLabels(),
        Shows = [ExhibitKind.EqualRows],
    };
}

/// <summary>
/// Equal inputs with different labels, told as the accuracy nobody can exceed. Where the features have few values that is the nature of the
/// data; where rows are so rich that equal ones must be copies, or where equal rows agree less often than rows drawn by chance, the labels
/// of the copies were damaged.
/// </summary>
internal sealed class ContradictoryLabels() : Rule(Faults.ContradictoryLabels)
{
    // The accuracy that can be reached: below the first it is an error where labels were damaged, above the second hardly worth a word.
    // Convention.
    private const double Harmful = 0.95, Harmless = 0.99;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts is { Usable: true, Targets: { Classes: > 1 } targets, Train: { } train }
            ? [Of(new EqualRows(train, targets), train, targets)] : [];

    private Judgement Of(EqualRows rows, Part train, TargetView targets)
    {
        if (rows.Example is not { } example) return Fine("No two equal rows have different labels.");
        string evidence = $"{rows.InConflict:N0} of {train.Rows:N0} rows have an equal row with another label (rows {example.First} and "
            + $"{example.Other}: classes {ClassOf(example.First)} and {ClassOf(example.Other)}), "
            + $"so no network can be right for more than {Words.Percent(rows.Ceiling)} of them.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers =
            [("ceiling", rows.Ceiling), ("rows_in_conflict", rows.InConflict), ("first_row", example.First), ("other_row", example.Other)];
        if (rows.Ceiling < Harmful && (rows.AreCopies || rows.Disagree))
            return Found(Shown(Fault.Error(Grade.Strong, where, evidence, null, numbers)));
        return rows.Ceiling < Harmless
            ? Suspected(Shown(Fault.Note(Grade.Likely, where, evidence, null, numbers)))
            : Found(Shown(Fault.Note(Grade.Weak, where, evidence, null, numbers)));

        Finding Shown(Finding finding) =>
            RowExhibits.Conflicts(rows, train, targets) is { } exhibit ? finding with { Exhibits = [exhibit] } : finding;

        float ClassOf(int row) => targets.Values[targets.Labels[row]];
    }
}
