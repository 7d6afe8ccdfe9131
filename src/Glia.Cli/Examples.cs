using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Glia.Cli;

/// <summary>Puts examples under the help of a command.</summary>
internal static class Examples
{
    /// <summary>Gives a command a help option whose text ends with examples.</summary>
    /// <param name="command">The command.</param>
    /// <param name="lines">The examples, a line each.</param>
    public static void Attach(Command command, string lines)
    {
        HelpOption? help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null) command.Add(help = new HelpOption());
        help.Action = new WithExamples((HelpAction)help.Action!, lines);
    }

    /// <summary>The examples of a command; empty if it has none.</summary>
    public static IReadOnlyList<string> Of(Command command) =>
        command.Options.OfType<HelpOption>().FirstOrDefault()?.Action is WithExamples action ? action.Lines : [];

    private sealed class WithExamples(HelpAction inner, string lines) : SynchronousCommandLineAction
    {
        public IReadOnlyList<string> Lines { get; } = lines.ReplaceLineEndings("\n").Split('\n');

        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            // What a command above takes is not taken here, and System.CommandLine would list it.
            foreach (Argument above in parseResult.CommandResult.Command.Parents.OfType<Command>().SelectMany(parent => parent.Arguments))
                above.Hidden = true;
            TextWriter output = parseResult.InvocationConfiguration.Output;
            int code = parseResult.CommandResult.Command is GroupedCommand command
                ? Grouped(command, parseResult, output)
                : inner.Invoke(parseResult);
            output.WriteLine("Examples:");
            foreach (string line in Lines) output.WriteLine($"  {line}");
            output.WriteLine();
            return code;
        }

        private int Grouped(GroupedCommand command, ParseResult parsed, TextWriter output)
        {
            using var help = new StringWriter();
            parsed.InvocationConfiguration.Output = help;
            int code = inner.Invoke(parsed);
            parsed.InvocationConfiguration.Output = output;
            output.Write(command.WithHeadings(help.ToString()));
            return code;
        }
    }
}
