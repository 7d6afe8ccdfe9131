using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Report;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia report</c>: shows a run, or several side by side.</summary>
internal static class ReportCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "report";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Shows a run in one page, or several side by side.");
        if (!complete) return command;
        var runs = new Argument<string[]>("RUN")
        {
            Description = "A run folder. Several of them, or a folder of run folders, are compared.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file, .html, .md or .json; report.html in the run folder by default, of several runs in this one.",
            HelpName = "OUT.html",
        };
        command.Add(runs);
        command.Add(output);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(runs), parsed.GetValue(output)));
        Examples.Attach(command, """
            glia report runs/mnist
            glia report runs/mnist -o mnist.md
            glia report runs/mnist runs/mnist-2 -o compared.html
            glia report runs
            """);
        return command;
    }

    private static int Run(Terminal terminal, string[] words, string? output)
    {
        if (output is not null) ReportDocument.Check(output);
        string[] folders = [.. words.SelectMany(RunsIn).Distinct()];
        string file = output ?? (folders.Length == 1 ? Path.Combine(folders[0], RunFolder.ReportFile) : RunFolder.ReportFile);
        ReportDocument report = folders.Length == 1
            ? Reports.OfRun(RecordedRun.Read(folders[0]))
            : Reports.OfRuns([.. folders.Select(folder => RecordedRun.Read(folder, whole: false))]);
        report.Write(file);
        terminal.Screen.WriteLine(NextStep.ToLookAt(file));
        return 0;
    }

    // The run folder that a word names, or those in the folder that it names.
    private static string[] RunsIn(string word)
    {
        if (RunFolder.IsRun(word) || !Directory.Exists(word)) return [word];
        string[] inside = [.. Directory.GetDirectories(word).Where(RunFolder.IsRun).Order(StringComparer.Ordinal)];
        return inside.Length > 0 ? inside : [word];
    }
}
