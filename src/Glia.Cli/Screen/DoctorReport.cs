using System.Globalization;
using Glia.Doctor.Findings;
using Spectre.Console;

namespace Glia.Cli.Screen;

/// <summary>A diagnosis for a tired person: the verdict in a line, then what to do first and why, then what was found in order.</summary>
internal static class DoctorReport
{
    private const int Label = 9, CurveWidth = 40, LongList = 15;

    /// <summary>Writes the report.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="diagnosis">What was found.</param>
    public static void Write(IAnsiConsole screen, Diagnosis diagnosis)
    {
        screen.MarkupLineInterpolated($"{diagnosis.Subject}: [bold]{Verdict(diagnosis)}[/]");
        var told = diagnosis.Findings.Where(finding => finding.ExplainedBy is null && finding.Severity != Severity.Note).ToList();
        for (int i = 0; i < told.Count; i++) Finding(screen, i + 1, told[i], diagnosis);

        var remarks = diagnosis.Findings.Where(finding => finding.ExplainedBy is null && finding.Severity == Severity.Note).ToList();
        if (remarks.Count > 0)
        {
            screen.WriteLine();
            screen.MarkupLine("[bold]Remarks[/]");
            foreach (Finding finding in remarks) Entry(screen, finding.Code, finding.Evidence);
        }
        Checks(screen, "Not decided", diagnosis, Outcome.Undecided);
        Checks(screen, "Not checked", diagnosis, Outcome.Skipped);
        Checks(screen, "Checked and found in order", diagnosis, Outcome.Fine);
        // The list has pushed the first line off the screen.
        if (diagnosis.Checks.Count < LongList) return;
        screen.WriteLine();
        screen.MarkupLineInterpolated($"{diagnosis.Subject}: [bold]{Verdict(diagnosis)}[/]");
        if (told.Count > 0) screen.WriteLine($"More about it: glia explain {told[0].Code}");
    }

    /// <summary>One finding that was made while training goes on.</summary>
    public static void Finding(IAnsiConsole screen, int number, Finding finding, Diagnosis? diagnosis)
    {
        string colour = finding.Severity == Severity.Error ? "red" : "yellow";
        string proven = finding.Proof is { Proven: true } ? ", proven" : "";
        screen.WriteLine();
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"{number}. [bold]{finding.Fault.Title}[/]");
        screen.Markup($"   [{colour}]{finding.Severity.ToString().ToLowerInvariant()}[/]");
        screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $" {finding.Code} {finding.Fault.Name}, {100 * finding.Confidence:0} % sure{proven}"));
        if (finding.Where.ToString() is { Length: > 0 } where) Line(screen, "where", where);
        Line(screen, "seen", finding.Evidence);
        Line(screen, "do", finding.Prescription);
        if (finding.Proof is { } proof) Proof(screen, proof);
        if (diagnosis is null) return;
        foreach (Finding effect in diagnosis.Findings.Where(other => other.ExplainedBy == finding.Fault)) Line(screen, "explains", $"{effect.Fault.Name} ({effect.Code}): {effect.Evidence}");
    }

    private static string Verdict(Diagnosis diagnosis)
    {
        var errors = diagnosis.Errors.ToList();
        return diagnosis.Verdict switch
        {
            Doctor.Findings.Verdict.Sick => errors.Count == 1 ? $"sick, {errors[0].Fault.Name}" : $"sick, {errors[0].Fault.Name} first, {errors.Count} errors in all",
            Doctor.Findings.Verdict.Unsure => "unsure, something that matters could not be decided",
            _ => "healthy",
        };
    }

    private static void Proof(IAnsiConsole screen, Proof proof)
    {
        Line(screen, "proof", $"{proof.Change}: {proof.Metric}");
        double[] all = [.. proof.Before.Concat(proof.After).Where(double.IsFinite)];
        if (all.Length == 0) return;
        // A run that exploded would flatten the other one: what is far above the changed one is drawn at the top.
        double low = all.Min(), high = Math.Min(all.Max(), low + 3 * Math.Max(1e-9, Math.Abs((proof.After.Count > 0 ? proof.After[0] : all[0]) - low)));
        Curve(screen, "as it is", proof.Before, low, high);
        Curve(screen, "changed", proof.After, low, high);
    }

    private static void Curve(IAnsiConsole screen, string name, IReadOnlyList<double> curve, double low, double high)
    {
        string ends = curve.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {Number(curve[0])} to {Number(curve[^1])}");
        screen.WriteLine($"{new string(' ', Label + 3)}{name,-9}{SmallCurve.Draw(curve, low, high, CurveWidth)}{ends}");
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("G3", CultureInfo.InvariantCulture) : "no number";

    private static void Checks(IAnsiConsole screen, string title, Diagnosis diagnosis, Outcome outcome)
    {
        var checks = diagnosis.Checks.Where(check => check.Outcome == outcome).ToList();
        if (checks.Count == 0) return;
        screen.WriteLine();
        screen.MarkupLineInterpolated($"[bold]{title}[/] ({checks.Count})");
        foreach (Check check in checks) Entry(screen, check.Code, check.Measured);
    }

    private static void Entry(IAnsiConsole screen, string code, string text) => WrappedText.Write(screen, $"   {code,-8} ", text, WrappedText.Paragraph);

    private static void Line(IAnsiConsole screen, string label, string text) => WrappedText.Write(screen, $"   {label,-Label}", text, WrappedText.Paragraph);
}
