using Glia.Data;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault DeadFeature { get; } = new("GLIA003", Family.Data, "constant feature",
        "A feature has the same value in every row and carries no information.",
        "Drop the constant columns.")
    {
        JudgedBy = () => new DeadFeature(),
        Shows = [ExhibitKind.InputColumns],
    };
}

/// <summary>A remark, unless none is left. Images always have some.</summary>
internal sealed class DeadFeature() : Rule(Faults.DeadFeature)
{
    // Beyond this many features they are pixels or words, of which some are always constant, as the steps of a sequence are behind the end
    // of the longest; and so many names are enough. Convention.
    private const int MostNamed = 64, Shown = 5;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) => facts is { Usable: true, Train: { } train } ? [Of(train)] : [];

    private Judgement Of(Part train)
    {
        FeatureStatistics statistics = train.Statistics;
        int width = statistics.Mean.Length, constant = width - statistics.Varying.Length;
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        if (statistics.Rows < 2) return Skipped("There is one row.");
        // Where all targets are the same too, there is nothing to tell apart, and a bias is all it takes.
        if (constant == width && !HasOneAnswer(train.Data.Targets))
            return Found(Fault.Error(Grade.Certain, where, $"Every one of the {width:N0} input features has the same value in all "
                + $"{statistics.Rows:N0} rows that were looked at, so the rows cannot be told apart.",
                "Look at how the inputs are loaded.", ("constant", constant)));
        bool columns = train.Form is { AreIndices: false, Shape.Rank: 1 };
        if (constant == 0 || width > MostNamed || !columns) return Fine($"{statistics.Varying.Length:N0} of {width:N0} features vary.");
        string names = string.Join(", ", Enumerable.Range(0, width).Except(statistics.Varying).Take(Shown).Select(train.NameOf));
        return Found(Fault.Note(Grade.Strong, where, $"{constant} of {width} features {(constant == 1 ? "is" : "are")} constant: {names}.",
            null, ("constant", constant)));
    }

    private static bool HasOneAnswer(Targets targets)
    {
        ReadOnlySpan<float> first = targets[0];
        for (int row = 1; row < targets.Rows; row++)
            if (!targets[row].SequenceEqual(first)) return false;
        return true;
    }
}
