using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault LabelsCorrupted { get; } = new("GLIA008", Family.Data, "labels collapsed or corrupted",
        "The labels no longer name the classes: divided, truncated, all equal, or out of range.",
        "Undo the conversion and pass the class numbers as they were.",
        Explains: "011 014 019 028 046 051 S01 S02 S09 S14 S27")
    {
        JudgedBy = () => new LabelsCorrupted(),
        Shows = [ExhibitKind.ClassCounts],
    };
}

/// <summary>Labels that no longer name the classes: divided, truncated, all equal, or only a few of the classes the output has.</summary>
internal sealed class LabelsCorrupted() : Rule(Faults.LabelsCorrupted)
{
    // So few rows need not hold every class: that is a matter of their number (GLIA016). Rows for each class, and rows. Convention.
    private const int RowsOfClass = 2, FewestRows = 5, RowsOfEveryClass = 10;

    // An output is made for more classes than occur only if it is large, and half of them missing is more than a rare class or two.
    // Convention.
    private const int LargeOutput = 4;

    // Nearly every row with a number of its own: measurements, not labels. Share of different numbers; convention.
    private const double Measurements = 0.2;

    private const int Shown = 5;   // labels in a sentence; convention

    private static readonly Where s_where = new(Parameter: "y", Phase: Phases.Data);

    public override Tier Needs => Tier.Data;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts is { Usable: true, Train: { } train, Targets: { } targets } ? [Of(facts.Subject, train.Data, targets)] : [];

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (!reading.DataAreFinite) return [];
        double[] x = reading.Trace.X.Values, y = reading.Trace.Y.Values;
        if (reading.Targets is { AreClassNumbers: true, InRange: false } && NoClassNumbers(y, reading.Trace.Outs) is { } they)
            return [Found(Fault.Error(Grade.Strong, s_where, they, null, ("largest", y.Max())))];
        if (OneClassBatch.Of(reading) is { } batch && batch.MayBeCast(reading.Trace))
        {
            string others = batch.Kinds > 1 ? $", while the evaluated rows have {batch.Kinds} classes" : "";
            return [Found(Fault.Error(batch.Share == 1 ? Grade.Strong : Grade.Likely, s_where,
                $"all {Words.Count(reading.Trace.Rows, "label")} are class 0{others}: "
                + "a division and a conversion to integers do that, or rows that are sorted by class"))];
        }
        return [Fine($"{Words.Count(reading.Trace.Rows, "row")}, x from {Words.Number(x.Min())} to {Words.Number(x.Max())}, "
            + $"y {y.Distinct().Count()} distinct")];
    }

    // Whole numbers from 0 that are too many are another numbering (GLIA014).
    private static string? NoClassNumbers(double[] y, int outs)
    {
        bool whole = y.All(value => value == Math.Round(value));
        if (!whole && y.Min() >= 0 && y.Max() <= 1)
        {
            string by = DividedLabels.Divisor(Array.ConvertAll(y, value => (float)value)) is { } divisor ? $" by {divisor}" : "";
            return $"the labels of {outs} classes lie between {Words.Number(y.Min())} and {Words.Number(y.Max())}: they were divided{by}";
        }
        return whole && y.Min() >= 0 ? null
            : $"the labels from {Words.Number(y.Min())} to {Words.Number(y.Max())} are no class numbers 0 to {outs - 1}";
    }

    private Judgement Of(ExperimentSubject subject, Dataset train, TargetView targets)
    {
        int outputs = ExperimentFacts.OutputWidth(subject);
        bool enough = train.Rows >= RowsOfClass * Math.Max(outputs, 1) && train.Rows >= FewestRows;
        string range = $"from {targets.Minimum:0.####} to {targets.Maximum:0.####}";
        if (Divisor(subject, targets) is { } divisor)
            return Found(Fault.Error(Grade.Strong, s_where, $"The labels are fractions {range}, whole numbers divided by {divisor}: "
                + $"they no longer name classes{(targets.Maximum < 1 ? ", and as whole numbers they are all 0" : "")}.",
                $"Divide only the inputs by {divisor}; pass the labels as whole numbers.",
                ("divisor", divisor), ("largest", targets.Maximum)));
        if (enough && targets.Minimum == targets.Maximum && targets.Width == 1)
            return Found(AllEqual(subject, $"All {train.Rows:N0} targets are {targets.Minimum:0.####}"));
        if (enough && targets is { HasClasses: true, Classes: 1 })
            return Found(AllEqual(subject, $"All {train.Rows:N0} rows are of class {targets.Values[0]}"));
        if (train.Rows >= RowsOfEveryClass * outputs && Room(targets, outputs) is { } room)
            return Found(Missing(targets, room, train.Rows));
        if (subject.Loss.TakesClassNumbers && !targets.Whole && !AreMeasurements(train))
            return Found(Fault.Error(Grade.Strong, s_where,
                $"The labels hold fractions ({range}), of which {subject.Loss.Name} uses only the whole part.",
                null, ("largest", targets.Maximum)));
        return Fine(targets.HasClasses ? $"{targets.Classes} classes occur." : $"Targets {range}.");
    }

    // Where classes are asked for, in the targets or in the file they came from.
    private static int? Divisor(ExperimentSubject subject, TargetView targets)
    {
        if (!subject.Loss.IsExclusive) return null;
        if (subject.Raw is { Numbers: { Width: 1 } raw } && DividedLabels.Divisor(raw.Values) is { } divisor) return divisor;
        return targets.Width == 1 ? DividedLabels.Divisor(subject.Train!.Targets.Values) : null;
    }

    private Finding AllEqual(ExperimentSubject subject, string they)
    {
        string before = "";
        float[] numbers = subject.Raw is { Numbers: { Width: 1 } raw } ? raw.Values.ToArray() : [];
        if (numbers.Length > 0 && numbers.Min() < numbers.Max())
            before = $" In the file they go from {numbers.Min():0.####} to {numbers.Max():0.####}.";
        return Fault.Error(Grade.Strong, s_where, $"{they}, so the network learns to answer that whatever it sees.{before}",
            null, ("distinct", 1));
    }

    // How many classes the targets or the output have room for; null where those that occur are as many as can be expected. Numbers from 1
    // encoded as they are leave an empty first column, which does no harm.
    private static int? Room(TargetView targets, int outputs)
    {
        bool fromOne = targets.HasClasses && targets.Values[0] == 1 && targets.Classes == targets.Width - 1;
        if (targets.Kind == TargetKind.OneHot && targets.Classes < targets.Width && !fromOne) return targets.Width;
        return targets.Kind == TargetKind.ClassNumbers && outputs >= LargeOutput && targets.Classes * 2 <= outputs ? outputs : null;
    }

    // Labels that were cut down or divided begin at 0, have no gaps and leave half of the classes out at least; classes left out on purpose
    // leave gaps, and who has one output or two too many loses nothing by them.
    private Finding Missing(TargetView targets, int room, int rows)
    {
        bool cut = targets.Values[^1] == targets.Classes - 1 && targets.Classes * 2 <= room;
        string who = targets.Kind == TargetKind.OneHot ? "the one-hot targets" : "the outputs";
        string labels = $"{string.Join(", ", targets.Values.Take(Shown))}{(targets.Classes > Shown ? ", ..." : "")}";
        string evidence = $"Only {targets.Classes} of the {room} classes that {who} have room for occur among {rows:N0} labels: {labels}";
        const string Prescription = "Compare the labels with the file they came from.";
        (string, double)[] numbers = [("distinct", targets.Classes), ("outputs", room)];
        return cut
            ? Fault.Error(Grade.Strong, s_where, $"{evidence}; the network can never learn the others.", Prescription, numbers)
            : Fault.Warning(Grade.Likely, s_where, $"{evidence}.", Prescription, numbers);
    }

    private static bool AreMeasurements(Dataset data) =>
        new HashSet<float>(data.Targets.Values.ToArray()).Count > Measurements * data.Rows;
}
