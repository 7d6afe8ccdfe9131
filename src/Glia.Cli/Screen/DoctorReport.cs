using Glia.Doctor.Findings;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>
/// A diagnosis for a tired person: what happened and why, the change in a line, then the evidence. What was looked at besides, how the
/// doctor came to it and what is only a remark beside an error are counted, and listed on request.
/// </summary>
/// <param name="screen">Where to.</param>
/// <param name="verbose">Whether to list everything.</param>
/// <param name="folder">Where the program lies whose lines are shown; null if it is no program.</param>
internal sealed class DoctorReport(IAnsiConsole screen, bool verbose, string? folder = null)
{
    private const int Label = 9;

    /// <summary>Writes the report.</summary>
    public void Write(Diagnosis diagnosis)
    {
        var told = diagnosis.Findings.Where(finding => finding.ExplainedBy is null && finding.Severity != Severity.Note).ToList();
        bool sick = diagnosis.Verdict == Verdict.Sick;
        Headline(diagnosis);
        for (int i = 0; i < told.Count; i++)
        {
            if (sick && !verbose && told[i].Severity == Severity.Warning) Brief(told[i]);
            else Finding(i + 1, told[i], diagnosis);
        }
        var remarks = diagnosis.Findings.Where(finding => finding.ExplainedBy is null && finding.Severity == Severity.Note).ToList();
        if (remarks.Count > 0 && (verbose || !sick))
        {
            screen.WriteLine();
            screen.MarkupLine("[bold]Remarks[/]");
            foreach (Finding finding in remarks) Entry(finding.Code, finding.Evidence);
        }
        Checks("Not decided", diagnosis, Outcome.Undecided);
        if (verbose)
        {
            Checks("Not checked", diagnosis, Outcome.Skipped);
            Checks("Checked and found in order", diagnosis, Outcome.Fine);
        }
        Closing(diagnosis, told, verbose || !sick ? 0 : remarks.Count);
    }

    /// <summary>One finding, with what it explains.</summary>
    /// <param name="number">Its place in the report.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="diagnosis">The whole; null while training goes on.</param>
    public void Finding(int number, Finding finding, Diagnosis? diagnosis)
    {
        screen.WriteLine();
        foreach (string line in WrappedText.Lines($"{number}. ", finding.Fault.Title,
            Math.Min(WrappedText.Paragraph, screen.Profile.Width)))
            screen.MarkupLineInterpolated($"[bold]{line}[/]");
        if (finding.Change is { } change) Line("change", change);
        string colour = finding.Severity == Severity.Error ? "red" : "yellow";
        // That a change helps is one thing; that the fault it mends is the cause, and no consequence of another, is less sure then.
        string proven = finding.Proof is not { Shows: true } ? ""
            : finding.Grade <= Grade.Strong ? ", proven" : " that it is the cause; that the change helps is proven";
        screen.Markup($"   [{colour}]{finding.Severity.ToString().ToLowerInvariant()}[/]");
        screen.WriteLine($" {finding.Code} {finding.Fault.Name}, {100 * finding.Confidence:0} % sure{proven}");
        // A moment alone, such as "update", is what the finding says anyway.
        Where where = finding.Where;
        if ((where.Layer ?? where.Parameter ?? where.Source?.Name) is not null) Line("where", where.ToString());
        // The same line may stand for several layers, in a loop over them.
        if (folder is not null)
            foreach (string line in ((Where[])[where, .. where.Others]).Select(place => place.Source).OfType<Source>()
                .Distinct().SelectMany(new SourceLines(folder).Of)) screen.WriteLine($"   {"",-Label}{line}");
        Line("seen", finding.Evidence);
        Line("do", finding.Prescription);
        if (finding.Proof is { } proof && (proof.Shows || verbose)) new ProofCurves(screen, Label).Write(proof, verbose);
        if (diagnosis is null) return;
        var effects = diagnosis.Findings.Where(other => other.ExplainedBy == finding.Fault).ToList();
        if (verbose)
            foreach (Finding effect in effects) Line("explains", $"{effect.Fault.Name} ({effect.Code}): {effect.Evidence}");
        else if (effects.Count > 0)
            Line("explains", string.Join(", ", effects.Select(effect => $"{effect.Fault.Name} ({effect.Code})").Distinct()));
    }

    private void Headline(Diagnosis diagnosis)
    {
        string verdict = diagnosis.Verdict switch
        {
            Verdict.Sick => "sick",
            Verdict.Unsure => "unsure, something that matters could not be decided",
            _ => "healthy",
        };
        var errors = diagnosis.Errors.ToList();
        string happened = diagnosis.Happened is { } said ? $" {said}" : "";
        string cause = errors.Count == 0 ? ""
            : errors[0].Fault.Family == Family.Symptom ? " No cause was found."
            : $" Cause: {errors[0].Fault.Name}{(errors.Count > 1 ? $" first, {errors.Count} errors in all" : "")}.";
        string start = $"{diagnosis.Subject}: {verdict}.";
        string[] lines = [.. WrappedText.Lines("", $"{start}{happened}{cause}", Math.Min(WrappedText.Paragraph, screen.Profile.Width))];
        foreach (string line in lines) screen.MarkupLineInterpolated($"[bold]{line}[/]");
    }

    // Beside an error a warning is a second thought.
    private void Brief(Finding finding)
    {
        screen.WriteLine();
        screen.Markup("   [yellow]warning[/]");
        screen.WriteLine($" {finding.Code} {finding.Fault.Name}");
        Line("do", finding.Change ?? finding.Prescription);
    }

    private void Closing(Diagnosis diagnosis, List<Finding> told, int remarks)
    {
        screen.WriteLine();
        if (!verbose)
        {
            int fine = Count(Outcome.Fine), skipped = Count(Outcome.Skipped);
            string[] counts =
            [
                .. remarks > 0 ? [Words.Count(remarks, "remark")] : Array.Empty<string>(),
                $"{Words.Count(fine, "check")} in order",
                .. skipped > 0 ? [$"{skipped} not possible here"] : Array.Empty<string>(),
            ];
            WrappedText.Write(screen, "", $"{string.Join(", ", counts)}; --verbose lists them.");
        }
        if (told.Count > 0) screen.WriteLine($"More about it: glia explain {told[0].Code}");

        int Count(Outcome outcome) => diagnosis.Checks.Count(check => check.Outcome == outcome);
    }

    private void Checks(string title, Diagnosis diagnosis, Outcome outcome)
    {
        var checks = diagnosis.Checks.Where(check => check.Outcome == outcome).ToList();
        if (checks.Count == 0) return;
        screen.WriteLine();
        screen.MarkupLineInterpolated($"[bold]{title}[/] ({checks.Count})");
        foreach (Check check in checks) Entry(check.Code, check.Measured);
    }

    private void Entry(string code, string text) => WrappedText.Write(screen, $"   {code,-8} ", text, WrappedText.Paragraph);

    private void Line(string label, string text) => WrappedText.Write(screen, $"   {label,-Label}", text, WrappedText.Paragraph);
}
