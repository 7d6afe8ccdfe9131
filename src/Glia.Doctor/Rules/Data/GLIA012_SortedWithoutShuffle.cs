using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Training;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SortedWithoutShuffle { get; } = new("GLIA012", Family.Data, "class-sorted data without shuffling",
        "The rows are sorted by class and are not shuffled: the last class seen wins, and a tail slice holds only one class.",
        "Shuffle the rows before splitting and before every epoch.",
        Explains: "008 S01 S02 S07 S09 S10 S14 S27")
    {
        JudgedBy = () => new SortedWithoutShuffle(),
        Shows = [ExhibitKind.LabelOrder, ExhibitKind.ClassCounts],
    };
}

/// <summary>
/// Rows sorted by class that are fed in that order, or whose tail was cut off for a held-back part. Sorted files are common and harmless
/// where the rows are shuffled before both.
/// </summary>
internal sealed class SortedWithoutShuffle() : Rule(Faults.SortedWithoutShuffle)
{
    // With so many updates inside one class the network forgets the classes before it. Convention.
    private const int UpdatesThatForget = 5;

    private const int Shown = 5;   // classes in a sentence; convention

    private const string Remedy = "Set shuffle to true.";

    public override Tier Needs => Tier.DataAndSpecification;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        // One class is all that is left where the others were cut off; without a cut that is the labels' fault (GLIA008).
        if (facts is not { Targets: { } targets, ClassOrder: { } order }) return [];
        if (targets.Classes == 1 && !facts.Subject.PositionalSplit) return [];
        if (facts.ShiftedPart is not { Classes: { } shift } held) return [Fed(facts.Subject.Options, order)];
        return order.Sorted || !shift.AllOccur ? [Found(CutOff(held.Part, shift))] : [];
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (OneClassBatch.Of(reading) is not { } batch || batch.MayBeCast(reading.Trace)) return [];
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        string evidence = $"all {reading.Trace.Rows} rows of the batch are class {batch.Class}";
        return [Found(batch.Kinds > 1
            ? Fault.Error(Grade.Likely, where, $"{evidence}, while the evaluated rows have {batch.Kinds} classes")
            : Fault.Warning(Grade.Likely, where, evidence))];
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (IsFedInOrder(variant.Options) && variant.PlannedSteps > 1)
            yield return new Change(Fault, "rows shuffled before every epoch", new Where(Phase: Phases.Data), Remedy,
                v => v with { Options = v.Options with { Shuffle = true } });
    }

    private Judgement Fed(FitOptions options, ClassOrder order)
    {
        string evidence = $"The {order.Rows:N0} labels change class {order.Runs - 1:N0} times from row to row, "
            + $"where a shuffled file changes {order.Expected - 1:N0} times";
        bool inOrder = IsFedInOrder(options);
        if (!order.Sorted || !inOrder || options.RowsPerStep >= order.Rows)
            return Fine($"{evidence}; {(inOrder ? "the rows are fed as they lie" : "the rows are shuffled before every epoch")}.");
        double updates = (double)order.Rows / order.Runs / options.RowsPerStep;
        string who = updates >= 1 ? $"about {updates:0} updates in a row see" : "a batch sees";
        evidence += $", and shuffle is false: {who} a single class, and the last one wins.";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("runs", order.Runs), ("runs_expected", order.Expected), ("updates_in_a_run", updates)];
        return updates >= UpdatesThatForget
            ? Found(Fault.Error(Grade.Strong, where, evidence, Remedy, numbers))
            : Suspected(Fault.Warning(Grade.Likely, where, evidence, Remedy, numbers));
    }

    private Finding CutOff(Part part, ClassShift shift)
    {
        string classes = $"{shift.Held.Count} {(shift.Held.Count == 1 ? "class" : "classes")} "
            + $"({string.Join(", ", shift.Held.Keys.Take(Shown))})";
        string trained = shift.StarvedRows > 0 ? $"hardly any or no rows like {shift.StarvedRows:N0} of them" : "other shares of them";
        return Fault.Error(Grade.Strong, new Where(Parameter: $"y ({part.Name})", Phase: Phases.Data),
            $"The {part.Rows:N0} {part.Name} rows are of {classes}, and training has {trained}: "
            + $"the rows are sorted by class, and the {part.Name} part is their end.",
            $"Shuffle the rows before the {part.Name} part is cut off.",
            ("starved", shift.StarvedRows), ("rows", part.Rows), ("distance_of_shares", shift.Distance));
    }

    private static bool IsFedInOrder(FitOptions options) => options is { Shuffle: false, Sampling: Sampling.Epoch };
}
