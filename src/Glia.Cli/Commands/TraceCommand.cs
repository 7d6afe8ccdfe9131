using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Programs;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia trace</c>: records a step of a program.</summary>
internal static class TraceCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "trace";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Runs a Python program and records one training step of its network.");
        if (!complete) return command;
        var program = new Argument<string>("PROGRAM") { Description = "The program (.py); it is run in its own folder." };
        var arguments = new Argument<string[]>("ARGS")
        {
            Description = "Its own arguments, after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("-o")
        {
            Description = "Where to.",
            HelpName = "TRACE.npz",
            DefaultValueFactory = _ => "trace.npz",
        };
        var flags = new ProgramFlags();
        command.Add(program);
        command.Add(arguments);
        command.Add(output);
        foreach (Option option in flags.Options) command.Add(option);
        command.SetAction(parsed =>
        {
            Terminal shown = terminal();
            string path = parsed.GetRequiredValue(program), to = parsed.GetRequiredValue(output);
            if (!ProgramDoctor.IsProgram(path)) throw new GliaException($"{path} is no Python program (.py).");
            ProgramOptions options = flags.Read(parsed, parsed.GetValue(arguments) ?? [], shown);
            ProgramFlags.Announce(shown.Errors, path, options);
            return ProgramFlags.Ending(shown, () =>
            {
                RecordedProgram recorded = ProgramDoctor.Record(path, options);
                recorded.Write(to);
                shown.Screen.WriteLine($"{to}: one step of a network with {recorded.Understood}. " +
                    $"To examine it: glia doctor {NextStep.Word(to)}");
                return 0;
            });
        });
        Examples.Attach(command, """
            glia trace network.py -o step.npz
            glia trace network.py -- --epochs 5
            """);
        return command;
    }
}
