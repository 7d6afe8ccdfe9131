using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TooFewSamples { get; } = new("GLIA016", Family.Data, "too few rows",
        "There are fewer rows than the network or the batch needs, often an accidental slice.",
        "Use the whole set, a smaller network, or a batch no larger than the data.",
        Explains: "S10 S11")
    {
        JudgedBy = () => new TooFewSamples(),
        Shows = [ExhibitKind.ClassCounts],
    };
}

/// <summary>Fewer rows than classes, or a training part far smaller than what is held back: usually a slice that was forgotten.</summary>
internal sealed class TooFewSamples() : Rule(Faults.TooFewSamples)
{
    // Rows of a class without which none can be learned, and with which one can; so many times the training rows held back may be meant
    // where the rows suffice, and twice as many are certain; beyond some rows nobody forgot a slice. Convention.
    private const int Hopeless = 2, Enough = 10, Sliced = 10, SurelySliced = 20, ManyRows = 1000;

    private const string Slice = "Train on the whole set: look for a slice such as x[:5].";

    public override Tier Needs => Tier.DataAndSpecification;

    // A handful of rows is learned by heart, and what helps with that is no advice.
    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts is { Usable: true, Train: { } train, Targets: { } targets } ? [Of(facts, train, targets)] : [];

    private Judgement Of(ExperimentFacts facts, Part train, TargetView targets)
    {
        int rows = train.Rows, held = facts.HeldParts.Sum(part => part.Part.Rows);
        int outputs = targets.Kind == TargetKind.Binary ? 2 : ExperimentFacts.OutputWidth(facts.Subject);
        int classes = targets.HasClasses ? Math.Max(targets.Classes, outputs) : 0;
        if (train.HoldsMostPossibleRows) return Fine($"{rows:N0} rows hold most of the different inputs there can be.");
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        (string, double)[] numbers = [("rows", rows), ("classes", classes), ("held_back", held)];
        string count = $"{rows:N0} training rows{(classes > 0 ? $" for {classes} classes" : "")}";
        if (classes > 2 && rows < Hopeless * classes)
        {
            Finding hopeless = Fault.Error(Grade.Strong, where,
                $"There are {count}{(targets.Classes < classes ? $", of which only {targets.Classes} occur" : "")}.", Slice, numbers);
            // Who judges by the very rows wants them learned by heart, and that can be done.
            return Found(facts.HeldParts.Any(part => part.Shared.AreAllOfFew) ? hopeless with { Severity = Severity.Warning } : hopeless);
        }
        bool few = rows < Enough * Math.Max(classes, 1);
        if (held >= Sliced * rows && rows < ManyRows)
        {
            Finding sliced = Fault.Error(Grade.Strong, where,
                $"There are {rows:N0} training rows but {held:N0} held-back ones.", Slice, numbers);
            return held >= SurelySliced * rows || few ? Found(sliced) : Suspected(sliced with { Severity = Severity.Warning });
        }
        return few ? Suspected(Fault.Warning(Grade.Likely, where, $"There are {count}.", null, numbers)) : Fine($"{count}.");
    }
}
