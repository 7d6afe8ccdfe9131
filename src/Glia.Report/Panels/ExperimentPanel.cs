using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>The whole experiment, and the command that gives the same weights again.</summary>
internal static class ExperimentPanel
{
    /// <summary>The panel of a run.</summary>
    public static Panel Of(RecordedRun run)
    {
        string command = $"glia train {ShellWord.Of(RunFolder.PathOf(run.Folder, RunFolder.ExperimentFile))}";
        string version = run.Result?.Text("glia_version") is { Length: > 0 } text ? text : GliaVersion.Text;
        string repeats = run.Result?.HasRateChanges == true
            ? "While it ran somebody changed the learning rate by hand (rate_changes in summary.json), " +
                "so the command alone does not repeat it."
            : "The command gives the same weights, bit for bit, " +
                $"with this version ({version}), the same data and the same kind of processor.";
        DataTable? ranOn = RanOn(version, run.Details?.Machine);
        return Of(run.ExperimentText, command, $"The experiment, every default spelled out. {repeats}", ranOn);
    }

    /// <summary>The panel of an experiment that was examined and not run.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="subject">What it was called: a file, or a name such as <c>mnist</c>.</param>
    public static Panel OfExamined(Experiment experiment, string subject) =>
        Of(experiment.ToJson(), $"glia train {ShellWord.Of(subject)}", "The experiment that was examined, every default spelled out.");

    // The same weights need the same of all this but the threads.
    private static DataTable? RanOn(string version, RunMachine? machine) => machine is null ? null
        : new DataTable("what it ran on", ["what", "which"],
        [
            ["Glia", version], ["processor", machine.Processor], ["vectors", machine.Vectors.ToUpperInvariant()],
            ["threads", $"{machine.Threads} of {Words.Count(machine.Processors, "processor")}"],
            ["operating system", machine.System], ["runtime", machine.Runtime],
        ]);

    /// <summary>The panel of an experiment.</summary>
    /// <param name="text">Its file.</param>
    /// <param name="command">What runs it.</param>
    /// <param name="sentence">What there is to say about it.</param>
    /// <param name="ranOn">What it ran on; null where that is not known.</param>
    private static Panel Of(string text, string command, string sentence, DataTable? ranOn = null) => new(
        "experiment", "To do it again", sentence)
    {
        Body = Markup.Of($"""
            <div class=copy><pre tabindex=0 role=group aria-label="The command"><code>{command}</code></pre></div>
            {ranOn?.ToHtml() ?? Markup.Empty}
            <details class=data open><summary>The experiment</summary>
            <div class=copy><pre tabindex=0 role=group aria-label="The experiment"><code>{text}</code></pre></div></details>
            """),
        Lines = [command],
        Tables = ranOn is null ? [] : [ranOn],
        Code = text,
    };
}
