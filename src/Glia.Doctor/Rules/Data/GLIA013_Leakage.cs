using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault Leakage { get; } = new("GLIA013", Family.Data, "test rows are also training rows",
        "The same rows are in training and test data, so the test measures memory.",
        "Split again after removing duplicates.",
        Explains: "S11")
    {
        JudgedBy = () => new Leakage(),
        Shows = [ExhibitKind.SharedRows],
    };
}

/// <summary>Rows of a held-back part that are training rows too, beyond what chance explains.</summary>
internal sealed class Leakage() : Rule(Faults.Leakage)
{
    // The share of a held-back part from which its figures are called memory. Convention.
    private const double Harmful = 0.05;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts.HeldParts.Select(held => Of(facts.Train!, held.Part, held.Shared));

    private Judgement Of(Part train, Part part, SharedRows rows)
    {
        string evidence = $"{rows.Shared:N0} of the {part.Rows:N0} {part.Name} rows are also training rows ({Words.Percent(rows.Share)})";
        if (!rows.BeyondChance)
            return Fine($"{evidence}; within the training part {Words.Percent(train.Repeated)} of the rows repeat another.");
        var where = new Where(Parameter: $"x ({part.Name})", Phase: Phases.Data);
        (string, double)[] numbers = [("shared", rows.Shared), ("share", rows.Share), ("repeated_within_training", train.Repeated)];
        Exhibit[] exhibits = [RowExhibits.Shared(train, part, rows)];
        if (rows.AreAllOfFew)
            return Found(Fault.Warning(Grade.Strong, where, $"The {part.Rows:N0} {part.Name} rows are the training rows, too few to hold "
                + "any back: its figures say what was learned by heart, and nothing of other rows.",
                "Nothing, if that is meant.", numbers) with
            { Exhibits = exhibits });
        Finding finding = rows.Share >= Harmful
            ? Fault.Error(Grade.Strong, where, $"{evidence}: its figures measure memory.", null, numbers)
            : Fault.Warning(Grade.Likely, where, $"{evidence}.", null, numbers);
        return Found(finding with { Exhibits = exhibits });
    }
}
