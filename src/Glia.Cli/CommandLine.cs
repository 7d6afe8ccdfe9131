using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Glia.Cli.Commands;

namespace Glia.Cli;

/// <summary>The whole command line: finds the command, runs it, and turns what goes wrong into one sentence and exit code 2.</summary>
internal static class CommandLine
{
    /// <summary>Runs what the words ask for.</summary>
    /// <param name="arguments">The words after <c>glia</c>.</param>
    /// <param name="terminal">Opened only by a command that shows something: help and version need none.</param>
    /// <param name="output">Where help and version go.</param>
    /// <param name="errors">Where the sentence goes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, Func<Terminal> terminal, TextWriter output, TextWriter errors)
    {
        string named = arguments.Count > 0 ? arguments[0] : "";
        Command root = Root(name => name == named, terminal);
        try
        {
            ParseResult parsed = root.Parse(arguments.Count > 0 ? arguments : ["--help"],
                new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not SynchronousCommandLineAction { ClearsParseErrors: true } && Sentence(parsed) is { } sentence)
                return Refuse(errors, sentence);
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = output,
                    Error = errors,
                });
        }
        catch (GliaException error)
        {
            return Refuse(errors, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse(errors, error.Message);
        }
        catch (OutOfMemoryException)
        {
            return Refuse(errors, "There is not enough memory for this; use fewer rows or a smaller network or batch.");
        }
    }

    // Only the command that was named is given its options: the others show nothing but their line in the help.
    private static Command Root(Func<string, bool> complete, Func<Terminal> terminal)
    {
        var root = new Command("glia", "Trains neural networks fast on the CPU.");
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        root.Add(TrainCommand.Create(complete(TrainCommand.Name), terminal));
        root.Add(EvaluateCommand.Create(complete(EvaluateCommand.Name), terminal));
        root.Add(PredictCommand.Create(complete(PredictCommand.Name), terminal));
        root.Add(ConvertCommand.Create(complete(ConvertCommand.Name), terminal));
        root.Add(ExportCommand.Create(complete(ExportCommand.Name), terminal));
        root.Add(DataCommand.Create(complete(DataCommand.Name), terminal));
        root.Add(MakeDataCommand.Create(complete(MakeDataCommand.Name), terminal));
        root.Add(SummaryCommand.Create(complete(SummaryCommand.Name), terminal));
        root.Add(ShowCommand.Create(complete(ShowCommand.Name), terminal));
        root.Add(DoctorCommand.Create(complete(DoctorCommand.Name), terminal));
        root.Add(ReportCommand.Create(complete(ReportCommand.Name), terminal));
        root.Add(ServeCommand.Create(complete(ServeCommand.Name), terminal));
        root.Add(SweepCommand.Create(complete(SweepCommand.Name), terminal));
        root.Add(TraceCommand.Create(complete(TraceCommand.Name), terminal));
        root.Add(ExplainCommand.Create(complete(ExplainCommand.Name), terminal));
        root.Add(FindRateCommand.Create(complete(FindRateCommand.Name), terminal));
        root.Add(CompletionCommand.Create(complete(CompletionCommand.Name), () => Root(_ => true, terminal)));
        Examples.Attach(root, """
            glia train mnist
            glia train samples/experiments/origin.json
            glia doctor samples/experiments/origin.json
            glia evaluate runs/mnist/model.safetensors mnist
            """);
        return root;
    }

    // What is wrong with the words, or null if nothing is.
    private static string? Sentence(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string words = Words(command), help = $"{words} --help";
        // The parser takes an unknown option for an argument where one may stand; nobody has a file called --epohcs.
        // What stands after -- is meant for somebody else.
        if (parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && IsOption(token.Value)) is { } option)
            return Known(option.Value)
                ? $"{Before(option)} needs a value, but '{option.Value}' follows it; see {help}."
                : $"Unknown option '{option.Value}'{Nearest(option.Value, command.Options.Select(known => known.Name))}";
        if (parsed.UnmatchedTokens is [var word, ..])
            return command.Subcommands.Count > 0
                ? $"Unknown command '{word}'{Nearest(word, command.Subcommands.Select(known => known.Name))}"
                : $"'{word}' is one word too many; see {help}.";
        if (parsed.Errors.Count == 0) return null;
        Argument? missing = command.Arguments.FirstOrDefault(argument => parsed.GetResult(argument) is not { Tokens.Count: > 0 });
        return missing is null
            ? parsed.Errors[0].Message is var said && said.EndsWith('?') ? said : $"{said.TrimEnd('.')}; see {help}."
            : $"{words} needs {missing.Name}; see {help}.";

        bool Known(string written) => command.Options.Any(known => known.Name == written || known.Aliases.Contains(written));

        // An option that takes a value takes the next word, whatever it is.
        string Before(Token word) => parsed.Tokens.TakeWhile(token => token != word).Last(token => token.Type == TokenType.Option).Value;

        string Nearest(string written, IEnumerable<string> known) =>
            Settings.Spelling.Nearest(written, known) is { } nearest ? $"; did you mean '{nearest}'?" : $"; see {help}.";
    }

    // As somebody types it: glia sweep run.
    private static string Words(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Words(parent)} {command.Name}" : command.Name;

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && (word[1] == '-' || char.IsLetter(word[1]));

    private static int Refuse(TextWriter errors, string sentence)
    {
        errors.WriteLine(sentence.ReplaceLineEndings(" "));
        return ExitCodes.BadInput;
    }
}
