namespace Glia.Doctor.Tests;

/// <summary>What a user of the doctor sees; what is not needed to ask it and to read its answer stays inside.</summary>
public class PublicTypesTests
{
    private static readonly string[] s_approved =
    [
        // Asking.
        "Glia.Doctor.Doctor",
        "Glia.Doctor.ExaminationOptions",
        "Glia.Doctor.ExaminationResult",
        "Glia.Doctor.ExperimentSubject",
        "Glia.Doctor.OpenedModel",
        "Glia.Doctor.Tier",
        "Glia.Doctor.HandWritten.HandWrittenLayer",
        "Glia.Doctor.HandWritten.IHandWrittenNetwork`1",
        "Glia.Doctor.Monitoring.LiveDoctor",
        "Glia.Doctor.Trials.RateCurve",
        "Glia.Doctor.Trials.RateFinder",

        // Reading.
        "Glia.Doctor.Breaks.Break",
        "Glia.Doctor.Findings.Check",
        "Glia.Doctor.Findings.Diagnosis",
        "Glia.Doctor.Findings.Exhibit",
        "Glia.Doctor.Findings.ExhibitKind",
        "Glia.Doctor.Findings.ExhibitSeries",
        "Glia.Doctor.Findings.Family",
        "Glia.Doctor.Findings.Fault",
        "Glia.Doctor.Findings.Finding",
        "Glia.Doctor.Findings.Grade",
        "Glia.Doctor.Findings.Outcome",
        "Glia.Doctor.Findings.Proof",
        "Glia.Doctor.Findings.Severity",
        "Glia.Doctor.Findings.Source",
        "Glia.Doctor.Findings.SourceLine",
        "Glia.Doctor.Findings.Verdict",
        "Glia.Doctor.Findings.Where",
        "Glia.Doctor.Report.Pages",
        "Glia.Doctor.Rules.Faults",
        "Glia.Doctor.Trials.Mending",
    ];

    [Fact]
    public void The_public_types_are_those_that_were_approved()
    {
        var types = typeof(Doctor).Assembly.GetExportedTypes().Select(type => type.FullName!);
        Assert.Equal(s_approved.Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }
}
