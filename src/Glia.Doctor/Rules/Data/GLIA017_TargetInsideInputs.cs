using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TargetInsideInputs { get; } = new("GLIA017", Family.Data, "the target is among the inputs",
        "A column of the inputs is the target itself, or the targets are the inputs.",
        "Remove the target column from the inputs.")
    {
        JudgedBy = () => new TargetInsideInputs(),
        Shows = [ExhibitKind.TargetCopy],
    };
}

/// <summary>A column that is the target itself, up to scaling; or targets that are the inputs.</summary>
internal sealed class TargetInsideInputs() : Rule(Faults.TargetInsideInputs)
{
    // One feature and its target may well be proportional: y = 2 x + 1 is a task, and so are a few columns that all follow the target.
    // Convention.
    private const int FewestColumns = 2, FewColumns = 3, FewestRows = 20;

    // Any column in which no value comes twice tells classes of one row each apart. Derived.
    private const int RowsOfClass = 2;

    // The correlation at which another column follows the target as well. Convention.
    private const double Follows = 0.9;

    public override Tier Needs => Tier.Data;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Usable: true, Train: { } train, Targets: { } targets }) return [];
        if (targets.Kind == TargetKind.Inputs)
            return [Found(Fault.Note(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
                "The targets are the inputs themselves, as in an autoencoder.",
                "Nothing, if that is meant; otherwise pass the labels as targets."))];
        bool comparable = train.Sample is { Width: >= FewestColumns, Count: >= FewestRows } && (targets.HasClasses || targets.Width == 1);
        return comparable ? [Of(TargetCopy.In(train, targets), train, targets)] : [];
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Trace trace = reading.Trace;
        bool same = trace.X.Columns == trace.Y.Columns && trace.X.Columns > 1 && trace.X.Values.AsSpan().SequenceEqual(trace.Y.Values);
        if (same && reading.DataAreFinite)
            yield return Found(Fault.Note(Grade.Certain, new Where(Parameter: "y", Phase: Phases.Data),
                "y equals x: an autoencoder, if that is meant", "If it is not, pass the labels as targets."));
    }

    private Judgement Of(TargetCopy found, Part train, TargetView targets)
    {
        if (found.Copy < 0)
            return Fine("No input column is the target; the closest is "
                + $"{(found.Closest < 0 ? "none" : $"{train.NameOf(found.Closest)}, correlation {found.Correlation:0.000}")}.");
        string name = train.NameOf(found.Copy);
        var where = new Where(Parameter: "x", Phase: Phases.Data);
        Exhibit[] exhibits = [RowExhibits.Copy(found.Copy, train, targets)];
        // Steps of a series that grows evenly follow each other and what comes next, however many they are.
        bool byNature = targets.HasClasses ? train.Sample.Count < RowsOfClass * targets.Classes
            : found.Correlation >= Follows && (train.Sample.Width <= FewColumns || train.Form.IsSequence);
        if (byNature)
            return Suspected(Fault.Warning(Grade.Weak, where, $"Input {name} is proportional to the target.",
                null, ("column", found.Copy)) with
            { Exhibits = exhibits });
        // Who has to tell odd numbers from even ones needs the last bit and nothing else. Without such a column nothing is left to learn.
        if (Relation.Between(train, targets, without: found.Copy) is { Exists: false })
            return Found(Fault.Warning(Grade.Likely, where,
                $"Input {name} gives the target exactly, and the other inputs say nothing of it: either {name} is what is asked for, or it "
                + "is the answer itself and nothing else here leads to it.",
                $"Ask whether {name} will be known when the network is used. If it will not, these data have nothing to learn.",
                ("column", found.Copy)) with
            { Exhibits = exhibits });
        return Found(Fault.Error(Grade.Strong, where,
            $"Input {name} is the target itself: in all {train.Sample.Count:N0} rows looked at the one gives the other exactly. "
            + "The network has only to copy it, and will know nothing where it is missing.",
            $"Remove {name} from the inputs.", ("column", found.Copy)) with
        { Exhibits = exhibits });
    }
}
