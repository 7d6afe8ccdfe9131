using Glia.Data;
using Glia.Doctor.Exhibits;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NotFiniteData { get; } = new("GLIA004", Family.Data, "NaN or infinity in the data",
        "The data contain values that are not numbers, and everything they touch becomes one.",
        "Remove or fill the named rows.",
        Explains: "019 049 S02 S03 S04 S09 S14 S26 S27")
    {
        JudgedBy = () => new NotFiniteData(),
        Shows = [ExhibitKind.NotFinite],
    };
}

/// <summary>One such value turns the loss, and with the first step every weight, into NaN.</summary>
internal sealed class NotFiniteData() : Rule(Faults.NotFiniteData)
{
    public override Tier Needs => Tier.Data;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        bool fine = true;
        foreach (Part part in facts.Parts.Where(part => !part.Scan.AllFinite))
        {
            fine = false;
            if (part.Scan.FirstBadInput is not null) yield return Found(Inputs(facts.Subject, part));
            if (part.Scan.FirstBadTarget is { } target)
                yield return Found(Make(part, "y",
                    $"The {part.Name} targets hold NaN or infinity; the first is {target.Value} in row {target.Row}.",
                    NotFinitePlaces.In(part.Data.Targets), ("first_row", target.Row)));
        }
        if (fine) yield return Fine($"Every number of {facts.Parts.Sum(part => part.Rows):N0} rows is finite.");
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.DataAreFinite) return Evaluated(reading);
        Matrix x = reading.Trace.X, y = reading.Trace.Y;
        int count = x.Values.Count(value => !double.IsFinite(value));
        return [Found(count > 0
            ? Recorded("x", $"x holds {Words.Count(count, "value")} that {(count == 1 ? "is" : "are")} not finite, the first in {Place(x)}",
                x, ("count", count))
            : Recorded("y", $"y is not finite in {Place(y)}", y))];
    }

    private IEnumerable<Judgement> Evaluated(Reading reading)
    {
        yield return Fine("x and y are finite");
        foreach (var (name, matrix) in new[] { ("eval_x", reading.Trace.Evaluation?.X), ("eval_y", reading.Trace.Evaluation?.Y) })
            if (matrix is not null && !matrix.Values.All(double.IsFinite))
            {
                yield return Found(Fault.Error(Grade.Certain, new Where(null, name, Phases.Evaluation),
                    $"{name} is not finite in {Place(matrix)}") with
                { Exhibits = Shown(NotFinitePlaces.In(matrix)) });
                yield break;
            }
    }

    public override Judgement? Watch(RunFacts run) =>
        run.Watched is { NotFinite: { } origin } watched && origin.IsOf(watched) == Fault
            ? Found(Fault.Error(Grade.Certain, origin.Where, $"{origin.Sentence(watched)}."))
            : null;

    private static string Place(Matrix matrix)
    {
        int at = Array.FindIndex(matrix.Values, value => !double.IsFinite(value));
        return $"row {at / matrix.Columns}, column {at % matrix.Columns}";
    }

    private Finding Recorded(string array, string evidence, Matrix matrix, params ReadOnlySpan<(string, double)> numbers) =>
        Fault.Error(Grade.Certain, new Where(Parameter: array, Phase: Phases.Data), evidence, null, numbers) with
        {
            Exhibits = Shown(NotFinitePlaces.In(matrix)),
        };

    private static Exhibit[] Shown(Exhibit? exhibit) => exhibit is null ? [] : [exhibit];

    private Finding Inputs(ExperimentSubject subject, Part part)
    {
        (RowScan scan, Features inputs, string rows, string within) = Origin(subject, part);
        var (row, column, value) = scan.FirstBadInput!.Value;
        string name = part.Data.FeatureNames is { } names ? names[column] : $"{column}";
        Exhibit? places = NotFinitePlaces.In(inputs, inputs.Shape.Size == part.Sample.Width ? part.NameOf : other => $"column {other}");
        return Make(part, "x",
            $"{scan.BadRows:N0} of {rows} hold NaN or infinity; the first is {value} in row {row}{within}, column {name}.", places,
            ("rows", scan.BadRows), ("first_row", row), ("first_column", column));
    }

    // The person looks for the row in the file, and scaling a column by a mean that is not finite spoils all of it.
    private static (RowScan Scan, Features Inputs, string Rows, string Within) Origin(ExperimentSubject subject, Part part)
    {
        if (subject.Raw is { Inputs: { } raw })
        {
            var scan = new RowScan(new Dataset(raw, new Data.Targets(new float[raw.Rows])));
            if (scan.FirstBadInput is not null) return (scan, raw, $"{raw.Rows:N0} rows of the data", " (the first is 0)");
        }
        return (part.Scan, part.Data.Inputs, $"{part.Rows:N0} rows of the {part.Name} inputs", "");
    }

    // In the training part the harm is certain; elsewhere it is only a figure that comes out as NaN.
    private Finding Make(Part part, string array, string evidence, Exhibit? places, params ReadOnlySpan<(string, double)> numbers)
    {
        var where = new Where(Parameter: part.IsTrain ? array : $"{array} ({part.Name})", Phase: Phases.Data);
        Finding finding = Fault.Error(part.IsTrain ? Grade.Certain : Grade.Strong, where, evidence, null, numbers);
        return finding with { Exhibits = Shown(places) };
    }
}
