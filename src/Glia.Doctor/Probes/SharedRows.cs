using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>
/// Rows that are in the training part and in a held-back part (F13). Compared with how often rows repeat within the training part: where
/// there are few different rows at all, as in a truth table, sharing them is no leak.
/// </summary>
internal sealed class SharedRows : Probe
{
    private const double Harmful = 0.05;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train } measured || measured.Parts.Count < 2) return;
        var known = new HashSet<ulong>(train.Scan.Fingerprints);
        double repeated = 1 - (double)known.Count / train.Data.Rows;
        bool exhausted = DomainIsExhausted(train.Statistics, known.Count);
        foreach (Part part in measured.Parts.Skip(1))
        {
            int shared = part.Scan.Fingerprints.Count(known.Contains);
            double share = (double)shared / part.Data.Rows;
            string evidence = $"{shared:N0} of the {part.Data.Rows:N0} {part.Name} rows are also training rows ({share:0.0 %})";
            var where = new Where(Parameter: $"x ({part.Name})", Phase: Phases.Data);
            (string, double)[] numbers = [("shared", shared), ("share", share), ("repeated_within_training", repeated)];
            // Of n rows drawn from d, about n / 2d repeat an earlier one, and n / d of the others meet one of them; three standard deviations more are chance.
            double expected = 2 * repeated * part.Data.Rows;
            // A row or two are measured twice in many collections.
            if (exhausted || shared <= expected + (3 * Math.Sqrt(expected)) + (0.01 * part.Data.Rows) || shared <= 2)
                examination.Fine(Faults.Leakage, $"{evidence}; within the training part {repeated:0.0 %} of the rows repeat another.");
            else if (share >= Harmful)
                examination.Report(Faults.Leakage.Error(Grade.Strong, where, $"{evidence}: its figures measure memory.", null, numbers));
            else
                examination.Report(Faults.Leakage.Warning(Grade.Likely, where, $"{evidence}.", null, numbers));
        }
    }

    // Few enough different rows are possible that the training part holds most of them.
    internal static bool DomainIsExhausted(FeatureStatistics statistics, int different)
    {
        if (!statistics.Whole) return false;
        double possible = 1;
        for (int j = 0; j < statistics.Mean.Length && possible < 4e9; j++) possible *= statistics.Maximum[j] - (double)statistics.Minimum[j] + 1;
        return possible <= 2.0 * different;
    }
}
