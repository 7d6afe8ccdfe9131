using Glia.Data;
using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Numbers that are none (F04). One of them turns the loss, and with the first step every weight, into NaN.</summary>
internal sealed class FiniteData : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        bool fine = true;
        foreach (Part part in examination.Facts.Parts)
        {
            if (part.Scan.FirstBadInput is not null)
            {
                fine = false;
                (RowScan scan, string rows, string within) = Origin(examination.Subject, part);
                var (row, column, value) = scan.FirstBadInput!.Value;
                examination.Report(Make(part, "x",
                    $"{scan.BadRows:N0} of {rows} hold NaN or infinity; the first is {value} in row {row}{within}, column {(part.Data.FeatureNames is { } names ? names[column] : column)}.",
                    ("rows", scan.BadRows), ("first_row", row), ("first_column", column)));
            }
            if (part.Scan.FirstBadTarget is { } target)
            {
                fine = false;
                examination.Report(Make(part, "y", $"The {part.Name} targets hold NaN or infinity; the first is {target.Value} in row {target.Row}.", ("first_row", target.Row)));
            }
        }
        if (fine) examination.Fine(Faults.NotFiniteData, $"Every number of {examination.Facts.Parts.Sum(part => part.Data.Rows):N0} rows is finite.");
    }

    // The person looks for the row in the file, and scaling a column by a mean that is no number spoils all of it.
    private static (RowScan Scan, string Rows, string Within) Origin(ExperimentSubject subject, Part part)
    {
        if (subject.Raw is { } raw)
        {
            var scan = new RowScan(new Dataset(raw.Inputs, new Targets(new float[raw.Inputs.Rows])));
            if (scan.FirstBadInput is not null) return (scan, $"{raw.Inputs.Rows:N0} rows of the data", " (the first is 0)");
        }
        return (part.Scan, $"{part.Data.Rows:N0} rows of the {part.Name} inputs", "");
    }

    // In the training part the harm is certain; elsewhere it is only a figure that comes out as NaN.
    private static Finding Make(Part part, string array, string evidence, params ReadOnlySpan<(string, double)> numbers) => part.IsTrain
        ? Faults.NotFiniteData.Error(Grade.Certain, new Where(Parameter: array, Phase: Phases.Data), evidence, null, numbers)
        : Faults.NotFiniteData.Error(Grade.Strong, new Where(Parameter: $"{array} ({part.Name})", Phase: Phases.Data), evidence, null, numbers);
}
