using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault ClassImbalance { get; } = new("GLIA011", Family.Data, "one class dominates",
        "One class is so frequent that always guessing it looks like success.",
        "Resample or weight the classes, and judge by recall per class rather than by accuracy.",
        Explains: "043 S01 S02 S13 S14")
    {
        JudgedBy = () => new ClassImbalance(),
        Shows = [ExhibitKind.ClassCounts],
    };
}

/// <summary>
/// Imbalance is no fault as long as every class is found; so it is told as the accuracy of always guessing the most frequent class, and
/// becomes an error where a later tier sees a class that is never answered, or where a held-back part consists of what training hardly has.
/// </summary>
internal sealed class ClassImbalance() : Rule(Faults.ClassImbalance)
{
    // The share of the most frequent class, and how many times the rarest of several fits into it. Convention.
    private const double Uneven = 0.8, VeryUneven = 0.9, Rarer = 10;

    // Rows that say anything of shares, and rows of a class too few to learn it from. Convention.
    private const int FewestRows = 30, TooFewToLearn = 5;

    private const int Shown = 5;   // classes in a sentence; convention

    private static readonly Where s_where = new(Parameter: "y", Phase: Phases.Data);

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Targets: { Classes: > 1 } targets, ClassOrder: { } order }) yield break;
        yield return Shares(targets);
        // All of them are there, in no order, and some are merely rare: that is how the rows were collected.
        if (!order.Sorted && facts.ShiftedPart is { Classes: { AllOccur: true } shift } held)
            yield return Found(Starved(shift, held.Part, targets.Labels.Count));
    }

    private Judgement Shares(TargetView targets)
    {
        int[] counts = targets.Counts();
        int most = counts.Max(), least = counts.Min(), rows = targets.Labels.Count;
        double majority = (double)most / rows;
        float frequent = targets.Values[Array.IndexOf(counts, most)], rare = targets.Values[Array.IndexOf(counts, least)];
        bool uneven = majority >= Uneven || (targets.Classes > 2 && least * Rarer < most);
        if (!uneven || rows < FewestRows)
            return Fine($"Always guessing the most frequent class is right for {Words.Percent(majority)}; "
                + $"the rarest of {targets.Classes} classes has {least:N0} rows.");
        string evidence = $"Always guessing class {frequent} is right for {Words.Percent(majority)} of the {rows:N0} rows; "
            + $"class {rare} has {least:N0} rows.";
        (string, double)[] numbers = [("majority_accuracy", majority), ("rarest", least)];
        int hopeless = counts.Count(count => count < TooFewToLearn);
        if (majority >= VeryUneven && 2 * hopeless >= targets.Classes)
            return Found(Fault.Error(Grade.Strong, s_where, $"{evidence} {hopeless} of {targets.Classes} classes have fewer than "
                + $"{TooFewToLearn} rows, too few to learn them from.", null, numbers));
        return Suspected(Fault.Note(Grade.Likely, s_where, evidence, null, numbers));
    }

    private Finding Starved(ClassShift shift, Part part, int trained)
    {
        var classes = shift.Starved.Take(Shown).Select(value => $"class {value}: {shift.Training[value]:N0} of {trained:N0}");
        return Fault.Error(Grade.Strong, s_where,
            $"{shift.StarvedRows:N0} of the {part.Rows:N0} {part.Name} rows are of classes of which training has hardly any rows "
            + $"({string.Join(", ", classes)}).",
            null, ("starved", shift.StarvedRows), ("rows", part.Rows));
    }
}
