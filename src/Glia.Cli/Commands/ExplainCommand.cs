using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Doctor.Findings;
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
        var code = new WordArgument<string?>("CODE")
        {
            Description = "The code of a finding (GLIA075, or 75), a symptom (GLIAS16, or S16), words of its name, " +
                "trace for the format of a trace, or program for what is recognised in one; without it all are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        command.Add(code.Offers([.. Fault.All.Select(fault => fault.Code), "trace", "program"]));
        command.SetAction(parsed => Run(terminal(), parsed.GetValue(code)?.Trim()));
        Examples.Attach(command, """
            glia explain GLIA075
            glia explain s16
            glia explain "stale forward"
            glia explain trace
            glia explain program
            """);
        return command;
    }

    private static int Run(Terminal terminal, string? code)
    {
        if (string.IsNullOrEmpty(code)) List(terminal, Fault.All);
        else if (Guide(code) is { } guide) PageText.Write(terminal.Screen, guide);
        else if (Fault.Find(code) is { } fault) One(terminal, fault);
        else Named(terminal, code);
        return 0;
    }

    // A page that is about no finding of its own.
    private static string? Guide(string name)
    {
        using Stream? page = typeof(ExplainCommand).Assembly.GetManifestResourceStream($"guides/{name.ToLowerInvariant()}.md");
        return page is null ? null : new StreamReader(page).ReadToEnd();
    }

    private static void One(Terminal terminal, Fault fault)
    {
        if (fault.ReadPage() is { } page) PageText.Write(terminal.Screen, page);
        else Symptom(terminal, fault);
    }

    // Symptoms have no page of their own: the findings that cause them have.
    private static void Symptom(Terminal terminal, Fault symptom)
    {
        terminal.Screen.WriteLine($"{symptom.Code}: {symptom.Title}");
        terminal.Screen.WriteLine();
        terminal.Screen.WriteLine("A symptom, not a cause. It can come from:");
        List(terminal, Fault.All.Where(cause => cause.CanExplain(symptom)));
    }

    private static void Named(Terminal terminal, string words)
    {
        Fault[] named = [.. Fault.All.Where(fault => fault.Name.Contains(words, StringComparison.OrdinalIgnoreCase))];
        if (named.Length == 0)
        {
            string near = Settings.Spelling.Nearest(words, Fault.All.Select(fault => fault.Code)) is { } code
                ? $"did you mean '{code}'? "
                : "";
            throw new GliaException($"There is no finding '{words}'; {near}glia explain lists them all.");
        }
        if (named is [var one]) One(terminal, one);
        else List(terminal, named);
    }

    private static void List(Terminal terminal, IEnumerable<Fault> faults)
    {
        foreach (Fault fault in faults) terminal.Screen.WriteLine($"  {fault.Code}  {fault.Name}");
    }
}
