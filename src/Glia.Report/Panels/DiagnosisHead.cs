using Glia.Doctor.Findings;

namespace Glia.Report.Panels;

/// <summary>What stands above the report of a diagnosis.</summary>
internal static class DiagnosisHead
{
    /// <summary>The headline of a diagnosis.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="next">What to type next; null for the page of the first finding.</param>
    public static Headline Of(Diagnosis diagnosis, string? next)
    {
        (Mood mood, string word) = diagnosis.Verdict switch
        {
            Verdict.Sick => (Mood.Bad, "Sick"),
            Verdict.Unsure => (Mood.Open, "Unsure"),
            _ => (Mood.Good, "Healthy"),
        };
        Finding[] errors = [.. diagnosis.Errors];
        Finding? told = diagnosis.Findings.FirstOrDefault(finding => finding is { ExplainedBy: null, Severity: not Severity.Note });
        return new Headline("What the doctor says about", mood, word, Sentence(diagnosis, errors))
        {
            Figures =
            [
                ("errors", $"{errors.Length}"),
                ("warnings", $"{diagnosis.Findings.Count(finding => finding.Severity == Severity.Warning)}"),
                ("checks in order", $"{diagnosis.Checks.Count(check => check.Outcome == Outcome.Fine)}"),
                ("not decided", $"{diagnosis.Checks.Count(check => check.Outcome == Outcome.Undecided)}"),
            ],
            Next = next ?? (told is null ? null : $"glia explain {told.Code}"),
        };
    }

    private static string Sentence(Diagnosis diagnosis, Finding[] errors)
    {
        string happened = diagnosis.Happened ?? "";
        string cause = errors.Length == 0 ? diagnosis.Verdict switch
        {
            Verdict.Unsure => "Something that matters could not be decided.",
            _ => "Nothing does harm, as far as was looked.",
        }
            : errors[0].Fault.Family == Family.Symptom ? "No cause was found."
            : $"Cause: {errors[0].Fault.Name}{(errors.Length > 1 ? $" first, {errors.Length} errors in all" : "")}.";
        return happened.Length == 0 ? cause : $"{happened} {cause}";
    }
}
