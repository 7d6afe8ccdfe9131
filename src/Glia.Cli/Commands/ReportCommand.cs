using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Experiments;
using Glia.Report;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia report</c>: shows a run.</summary>
internal static class ReportCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "report";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Shows a run in one page.");
        if (!complete) return command;
        var run = new Argument<string>("RUN") { Description = "A run folder." };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file, .html, .md or .json; report.html in the run folder by default.",
            HelpName = "OUT.html",
        };
        command.Add(run);
        command.Add(output);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(run), parsed.GetValue(output)));
        Examples.Attach(command, """
            glia report runs/mnist
            glia report runs/mnist -o mnist.md
            """);
        return command;
    }

    private static int Run(Terminal terminal, string folder, string? output)
    {
        if (output is not null) ReportDocument.Check(output);
        string file = output ?? Path.Combine(folder, RunFolder.ReportFile);
        Reports.OfRun(RecordedRun.Read(folder)).Write(file);
        terminal.Screen.WriteLine($"To look at it: {NextStep.Word(file)}");
        return 0;
    }
}
