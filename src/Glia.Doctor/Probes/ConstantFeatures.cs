using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Features that are the same in every row (F03): a remark, unless none is left. Images always have some.</summary>
internal sealed class ConstantFeatures : Probe
{
    // Beyond this many features they are pixels or words, of which some are always constant.
    private const int Named = 64;

    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        if (examination.Facts is not { Usable: true, Train: { } train }) return;
        FeatureStatistics statistics = train.Statistics;
        int width = statistics.Mean.Length, constant = width - statistics.Varying.Length;
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        if (statistics.Rows < 2)
            examination.Skipped(Faults.DeadFeature, "There is one row.");
        else if (constant == width)
            examination.Report(Faults.DeadFeature.Error(Grade.Certain, where, $"Every one of the {width:N0} input features has the same value in all {statistics.Rows:N0} rows that were looked at, so the rows cannot be told apart.",
                "Look at how the inputs are loaded.", ("constant", constant)));
        else if (constant > 0 && width <= Named)
            examination.Report(Faults.DeadFeature.Note(Grade.Strong, where, $"{constant} of {width} features {(constant == 1 ? "is" : "are")} constant: {Names(train, statistics)}.", null, ("constant", constant)));
        else
            examination.Fine(Faults.DeadFeature, $"{statistics.Varying.Length:N0} of {width:N0} features vary.");
    }

    private static string Names(Part train, FeatureStatistics statistics) => string.Join(", ",
        Enumerable.Range(0, statistics.Mean.Length).Except(statistics.Varying).Take(5).Select(j => train.Data.FeatureNames is { } names ? names[j] : $"column {j}"));
}
