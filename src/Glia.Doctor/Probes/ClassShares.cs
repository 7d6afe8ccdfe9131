using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// How often each class occurs (F11). Imbalance is no fault as long as every class is found; so it is told as the accuracy of always guessing
/// the most frequent class, and becomes an error where a later tier sees a class that is never answered.
/// </summary>
internal sealed class ClassShares : Probe
{
    private const int FewestRows = 30, TooFewToLearn = 5;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Targets: { Classes: > 1 } targets }) return;
        int[] counts = targets.Counts();
        int most = counts.Max(), least = counts.Min(), rows = targets.Labels.Count;
        double majority = (double)most / rows;
        float frequent = targets.Values[Array.IndexOf(counts, most)], rare = targets.Values[Array.IndexOf(counts, least)];
        bool uneven = majority >= 0.8 || (targets.Classes > 2 && least * 10 < most);
        if (!uneven || rows < FewestRows)
        {
            examination.Fine(Faults.ClassImbalance, $"Always guessing the most frequent class is right for {majority:0.0 %}; the rarest of {targets.Classes} classes has {least:N0} rows.");
            return;
        }
        string evidence = $"Always guessing class {frequent} is right for {majority:0.0 %} of the {rows:N0} rows; class {rare} has {least:N0} rows.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        int hopeless = counts.Count(count => count < TooFewToLearn);
        if (majority >= 0.9 && 2 * hopeless >= targets.Classes)
        {
            examination.Report(Faults.ClassImbalance.Error(Grade.Strong, where, $"{evidence} {hopeless} of {targets.Classes} classes have fewer than {TooFewToLearn} rows, too few to learn them from.", null, ("majority_accuracy", majority), ("rarest", least)));
            return;
        }
        examination.Suspect(Faults.ClassImbalance.Note(Grade.Likely, where, evidence, null, ("majority_accuracy", majority), ("rarest", least)));
    }
}
