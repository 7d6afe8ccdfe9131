using System.Globalization;
using System.Text;
using Glia.Doctor.Findings;

namespace Glia.DoctorBench.Scoring;

/// <summary>The tables of a run of the bench.</summary>
internal sealed class Report
{
    private static readonly CultureInfo s_plain = CultureInfo.InvariantCulture;

    public required IReadOnlyList<Examined> Sick { get; init; }
    public required IReadOnlyList<Examined> Healthy { get; init; }
    public IReadOnlyList<(string Name, string Why)> Dropped { get; init; } = [];
    public IReadOnlyList<string> NotHealthy { get; init; } = [];
    public string? Overhead { get; init; }

    /// <summary>The summary as Markdown.</summary>
    public string Summary()
    {
        var text = new StringBuilder();
        text.AppendLine("# The doctor's bench").AppendLine();
        text.AppendLine(s_plain,
            $"Written by `bench/doctor/run.sh`: {Sick.Count} examinations of {Sick.Select(run => run.Name).Distinct().Count()} faulty " +
            $"programs, {Healthy.Count} of {Healthy.Select(run => Program(run.Name)).Distinct().Count()} healthy ones, seeds {Seeds()}. " +
            $"Thresholds are set on the tuning half; the reporting half is the result. The half follows from a hash of the case's name.")
            .AppendLine();
        if (Sick.Count > 0)
        {
            text.AppendLine(Score.Head("half"));
            text.AppendLine(Score.Of([.. Sick.Where(run => !run.Tuning)]).Row("**reporting**"));
            text.AppendLine(Score.Of([.. Sick.Where(run => run.Tuning)]).Row("tuning"));
            text.AppendLine(Score.Of([.. Sick]).Row("both")).AppendLine();
        }
        if (Healthy.Count > 0)
        {
            text.AppendLine("| healthy runs | runs | called sick | called unsure |").AppendLine("|---|---|---|---|");
            foreach (var (name, runs) in new[] { ("**reporting**", Healthy.Where(run => !run.Tuning)),
                ("tuning", Healthy.Where(run => run.Tuning)), ("both", Healthy) })
                text.AppendLine(Alarms(name, [.. runs]));
            text.AppendLine();
            var owed = Healthy.Where(run => run.Owed is not null).ToList();
            if (owed.Count > 0)
                text.AppendLine(s_plain, $"Values judged by an accuracy, which says nothing: told so in {owed.Count(run => run.IsPaid)} " +
                    $"of {owed.Count}.").AppendLine();
        }
        Advised(text);
        double[] seconds = [.. Sick.Concat(Healthy).Select(run => run.Seconds).Order()];
        if (seconds.Length > 0)
            text.AppendLine(s_plain, $"Time to the verdict, the run included: median {seconds[seconds.Length / 2]:0.00} s, nineteen of " +
                $"twenty within {seconds[Math.Min(seconds.Length - 1, seconds.Length * 19 / 20)]:0.00} s.").AppendLine();
        if (Overhead is not null) text.AppendLine(Overhead).AppendLine();
        Groups(text, "By fault", "fault", run => run.Fault);
        Groups(text, "By base", "base", run => run.Group);
        if (Dropped.Count > 0)
        {
            text.AppendLine("## Pairs that were dropped").AppendLine().AppendLine("The mended program is not better by enough, so there " +
                "is nothing to find. Scores are means over the seeds.").AppendLine();
            foreach (var (name, why) in Dropped.OrderBy(one => one.Name, StringComparer.Ordinal))
                text.AppendLine(s_plain, $"- {name}: {why}");
            text.AppendLine();
        }
        if (NotHealthy.Count > 0)
        {
            text.AppendLine("## Runs meant to be healthy that were not").AppendLine();
            foreach (string name in NotHealthy) text.AppendLine(s_plain, $"- {name}");
            text.AppendLine();
        }
        return text.ToString();
    }

    private void Advised(StringBuilder text)
    {
        var followed = Sick.Concat(Healthy).Where(run => run.Advice is not null).ToList();
        if (followed.Count == 0) return;
        var harmed = followed.Where(run => run.Advice!.Value.Harms).ToList();
        var lower = followed.Where(run => run.Advice!.Value.IsLower).ToList();
        text.AppendLine(s_plain,
            $"Following the report: {followed.Count} programs that were called sick were trained with every proposed repair and without, " +
            $"to the end; on honest rows the mended one is lower by a fiftieth or more in {lower.Count}, beyond chance in {harmed.Count} " +
            $"({100.0 * harmed.Count / followed.Count:0.0} %), on average {followed.Average(run => run.Advice!.Value.After):0.00} " +
            $"instead of {followed.Average(run => run.Advice!.Value.Before):0.00} of what can be learned.").AppendLine();
        foreach (Examined run in lower.OrderBy(run => run.Name, StringComparer.Ordinal))
            text.AppendLine(s_plain, $"- {(run.Advice!.Value.Harms ? "worse" : "lower by chance")}: {run.Name} seed {run.Seed} " +
                $"({(run.Tuning ? "tuning" : "reporting")}): {run.Advice!.Value.Before:0.00} to {run.Advice!.Value.After:0.00}, " +
                $"told {run.Said}");
        if (lower.Count > 0) text.AppendLine();
    }

    /// <summary>
    /// The source file that says what each grade is worth: the share of errors of that grade, consequences left out, that name a fault the
    /// program has. Of the tuning half, healthy programs included; a grade of fewer than twenty errors takes the value of the one above it.
    /// </summary>
    public string Precision()
    {
        var errors = Sick.Concat(Healthy).Where(run => run.Tuning)
            .SelectMany(run => run.Causes.Where(finding => finding.Severity == Severity.Error)
                .Select(finding => (finding.Grade, Right: run.Accept.Contains(finding.Code)))).ToList();
        var text = new StringBuilder();
        double above = 1;
        foreach (Grade grade in Enum.GetValues<Grade>())
        {
            var of = errors.Where(error => error.Grade == grade).ToList();
            if (of.Count >= 20) above = Math.Min(above, Math.Round(of.Average(error => error.Right ? 1.0 : 0.0), 2));
            text.AppendLine(s_plain, $"        Grade.{grade} => {above:0.00}, // {of.Count(error => error.Right):N0} of " +
                $"{of.Count:N0} errors");
        }
        return $$"""
            using System.Diagnostics;

            namespace Glia.Doctor.Findings;

            /// <summary>
            /// What a grade is worth, measured: how often errors of it name a fault that is there. Written by bench/doctor/run.sh from the
            /// tuning half.
            /// </summary>
            internal static class GradePrecision
            {
                /// <summary>The measured precision of a grade, 0 to 1.</summary>
                public static double Of(Grade grade) => grade switch
                {
            {{text.ToString().TrimEnd()}}
                    _ => throw new UnreachableException(),
                };
            }

            """;
    }

    /// <summary>Every examination as a line of CSV.</summary>
    public string Lines()
    {
        var text = new StringBuilder("case,group,fault,seed,half,verdict,causes,first,third,layer,seconds\n");
        foreach (Examined run in Sick.Concat(Healthy))
            text.Append(s_plain, $"\"{run.Name}\",{run.Group},{run.Fault},{run.Seed},{(run.Tuning ? "tuning" : "reporting")},")
                .Append(run.Diagnosis?.Verdict.ToString().ToLowerInvariant() ?? "failed")
                .Append(s_plain, $",\"{run.Said.Replace('"', '\'')}\",{(run.First ? 1 : 0)},{(run.Third ? 1 : 0)},")
                .Append(s_plain, $"{(run.Layer is { } layer ? layer ? "1" : "0" : "")},{run.Seconds:0.00}\n");
        return text.ToString();
    }

    /// <summary>Every miss, every false alarm and every program that its advice made worse, with the doctor's whole report.</summary>
    public string Misses()
    {
        var text = new StringBuilder();
        foreach (Examined run in Healthy.Where(run => run.Diagnosis?.Verdict != Verdict.Healthy)) Miss(text, "FALSE ALARM", "healthy", run);
        foreach (Examined run in Healthy.Where(run => !run.IsPaid)) Miss(text, "NOT SAID", run.Owed!, run);
        foreach (Examined run in Sick.Concat(Healthy).Where(run => run.Advice?.IsLower == true))
            Miss(text, "MADE WORSE", string.Join(" or ", run.Accept), run);
        foreach (Examined run in Sick.Where(run => !run.First || run.Layer == false))
            Miss(text, !run.Detected ? "NOT DETECTED" : !run.Third ? "WRONG CAUSE" : !run.First ? "NOT FIRST" : "WRONG LAYER",
                string.Join(" or ", run.Accept) + (run.Layers.Count > 0 ? $" at {string.Join(", ", run.Layers)}" : ""), run);
        return text.ToString();
    }

    private static void Miss(StringBuilder text, string kind, string expected, Examined run)
    {
        text.AppendLine(s_plain, $"=== {kind} ({(run.Tuning ? "tuning" : "reporting")}): {run.Name} seed {run.Seed}")
            .AppendLine(s_plain, $"    expected {expected}, got {run.Diagnosis?.Verdict.ToString() ?? "a failure"}: {run.Said}");
        foreach (Finding finding in run.Diagnosis?.Findings ?? [])
            text.AppendLine(s_plain, $"    {(finding.ExplainedBy is null ? "" : "  ")}{finding.Code} {finding.Severity} {finding.Grade} " +
                $"[{finding.Where}] {finding.Evidence}{(finding.ExplainedBy is { } cause ? $" (under {cause.Code})" : "")}");
        foreach (Check check in (run.Diagnosis?.Checks ?? []).Where(check => check.Outcome == Outcome.Undecided))
            text.AppendLine(s_plain, $"    {check.Code} undecided: {check.Measured}");
        foreach (Check check in (run.Diagnosis?.Checks ?? []).Where(check => check.Outcome == Outcome.Fine
            && run.Accept.Contains(check.Code))) text.AppendLine(s_plain, $"    {check.Code} said fine: {check.Measured}");
    }

    private void Groups(StringBuilder text, string title, string what, Func<Examined, string> key)
    {
        if (Sick.Count == 0) return;
        text.AppendLine(s_plain, $"## {title}").AppendLine().AppendLine(Score.Head(what));
        foreach (var group in Sick.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.AppendLine(Score.Of([.. group]).Row(group.Key));
        text.AppendLine();
    }

    private static string Alarms(string name, IReadOnlyList<Examined> runs)
    {
        int sick = runs.Count(run => run.Detected || run.Diagnosis is null),
            unsure = runs.Count(run => run.Diagnosis?.Verdict == Verdict.Unsure);
        return string.Create(s_plain, $"| {name} | {runs.Count} | {sick} ({100.0 * sick / Math.Max(1, runs.Count):0.0} %) | {unsure} " +
            $"({100.0 * unsure / Math.Max(1, runs.Count):0.0} %) |");
    }

    private string Seeds()
    {
        var seeds = Sick.Concat(Healthy).Select(run => run.Seed).Distinct().Order().ToList();
        return seeds.Count > 1 ? $"{seeds[0]} to {seeds[^1]}" : string.Join(", ", seeds);
    }

    private static string Program(string name) => name.Contains(" seed ", StringComparison.Ordinal)
        ? name[..name.LastIndexOf(" seed ", StringComparison.Ordinal)] : name;
}
