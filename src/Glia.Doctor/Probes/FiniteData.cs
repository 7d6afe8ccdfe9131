using Glia.Doctor.Findings;

namespace Glia.Doctor.Probes;

/// <summary>Numbers that are none (F04). One of them turns the loss, and with the first step every weight, into NaN.</summary>
public sealed class FiniteData : Probe
{
    /// <inheritdoc/>
    public override Tier Tier => Tier.Data;

    /// <inheritdoc/>
    public override void Examine(ExperimentExamination examination)
    {
        bool fine = true;
        foreach (Part part in examination.Measured.Parts)
        {
            if (part.Scan.FirstBadInput is { } input)
            {
                fine = false;
                string column = part.Data.FeatureNames is { } names ? $"column {names[input.Column]}" : $"column {input.Column}";
                examination.Report(Make(part, "x",
                    $"{part.Scan.BadRows:N0} of {part.Data.Rows:N0} rows of the {part.Name} inputs hold NaN or infinity; the first is {input.Value} in row {input.Row}, {column}.",
                    ("rows", part.Scan.BadRows), ("first_row", input.Row), ("first_column", input.Column)));
            }
            if (part.Scan.FirstBadTarget is { } target)
            {
                fine = false;
                examination.Report(Make(part, "y", $"The {part.Name} targets hold NaN or infinity; the first is {target.Value} in row {target.Row}.", ("first_row", target.Row)));
            }
        }
        if (fine) examination.Fine(Faults.NotFiniteData, $"Every number of {examination.Measured.Parts.Sum(part => part.Data.Rows):N0} rows is finite.");
    }

    // In the training part the harm is certain; elsewhere it is only a figure that comes out as NaN.
    private static Finding Make(Part part, string array, string evidence, params ReadOnlySpan<(string, double)> numbers) => part.IsTrain
        ? Faults.NotFiniteData.Error(1, new Where(Parameter: array, Phase: Phases.Data), evidence, null, numbers)
        : Faults.NotFiniteData.Error(0.9, new Where(Parameter: $"{array} ({part.Name})", Phase: Phases.Data), evidence, null, numbers);
}
