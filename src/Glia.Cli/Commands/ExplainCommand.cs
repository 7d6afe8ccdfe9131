using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Doctor.Findings;
using Glia.Doctor.Report;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia explain</c>: the page of a finding.</summary>
internal static class ExplainCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "explain";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Explains a finding: why it happens, how to be sure, how to mend it.");
        if (!complete) return command;
        var code = new Argument<string>("CODE") { Description = "The code of a finding: GLIA075, or 75." };
        command.Add(code);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(code)));
        Examples.Attach(command, "glia explain GLIA075");
        return command;
    }

    private static int Run(Terminal terminal, string code)
    {
        if (Pages.Find(code) is { } page)
        {
            PageText.Write(terminal.Screen, page);
            return 0;
        }
        // Symptoms have no page of their own: the finding that causes them has.
        Fault fault = Faults.Find(code) ?? Faults.Find($"GLIA{code}")
            ?? throw new GliaException($"There is no finding {code}{Files.Spelling.Suggest(code, Faults.All.Select(f => f.Code))}");
        terminal.Screen.WriteLine($"{fault.Code}: {fault.Title}");
        terminal.Screen.WriteLine(fault.Remedy);
        var causes = Faults.All.Where(cause => cause.CanExplain(fault)).ToList();
        if (causes.Count > 0) terminal.Screen.WriteLine($"It can come from: {string.Join(", ", causes.Select(cause => $"{cause.Code} {cause.Name}"))}.");
        return 0;
    }
}
