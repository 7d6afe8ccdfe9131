using System.CommandLine;
using System.CommandLine.Parsing;
using Glia.Experiments;
using Glia.Mnist;
using Glia.Programs;

namespace Glia.Cli.Commands;

/// <summary>The options with which a program is run, shared by the commands that run one.</summary>
internal sealed class ProgramFlags
{
    private readonly Option<string?> _python = new("--python")
    {
        Description = "With a program: the Python to run it with; otherwise the first that has what it imports.",
        HelpName = "COMMAND",
    };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "With a program: for how long it is followed, from its first product on.",
        HelpName = "N",
        DefaultValueFactory = _ => new ProgramOptions().Seconds,
    };

    private readonly Option<string?> _offer = new("--offer")
    {
        Description = "With a program that fetches MNIST: gives it Glia's own digits, mnist, instead.",
        HelpName = "DATA",
    };

    private readonly Option<bool> _output = new("--output") { Description = "With a program: shows what it writes." };

    /// <summary>Whether the program is run again with each corrected line: only where it is examined.</summary>
    public Option<bool> Prove { get; } = new("--prove")
    {
        Description = "With a program: runs it again with each corrected line in memory, and shows both curves.",
    };

    /// <summary>All that every command takes.</summary>
    public IReadOnlyList<Option> Options => [_python, _seconds, _offer, _output];

    /// <summary>How to run the program.</summary>
    /// <param name="parsed">The words.</param>
    /// <param name="arguments">The program's own arguments.</param>
    /// <param name="terminal">What it writes goes to standard error: standard output is the report.</param>
    public ProgramOptions Read(ParseResult parsed, IReadOnlyList<string> arguments, Terminal terminal)
    {
        double seconds = parsed.GetValue(_seconds);
        // A day, so that a slip of the hand is no year.
        if (!(seconds is > 0 and <= 86_400)) throw new GliaException($"--seconds {seconds}: it has to be above 0 and at most 86400.");
        string? offer = parsed.GetValue(_offer);
        if (offer is not (null or Recipe.MnistSource)) throw new GliaException($"--offer {offer}: there is only {Recipe.MnistSource}.");
        return new ProgramOptions
        {
            WriteMnist = offer is null ? null : path => MnistData.Load().WriteNpz(path, compressed: false),
            Arguments = arguments,
            Python = parsed.GetValue(_python),
            Seconds = seconds,
            Prove = parsed.GetResult(Prove) is not null && parsed.GetValue(Prove),
            Remarks = terminal.Errors,
            Echo = parsed.GetValue(_output) ? terminal.Errors : null,
            CancellationToken = terminal.Interrupted,
        };
    }

    /// <summary>Says that the program is run.</summary>
    public static void Announce(TextWriter says, string program, ProgramOptions options)
    {
        // That there is none is said by whoever runs it.
        if (!File.Exists(program)) return;
        says.WriteLine($"Running {string.Join(' ', [program, .. options.Arguments])} to see what it computes: in its own folder, without " +
            $"standard input and windows, for {options.Seconds} seconds of training at most." +
            (options.WriteMnist is null ? "" : " Where it fetches MNIST it gets Glia's own digits."));
    }

    /// <summary>
    /// Does what runs a program. Who asks this process to end ends the program with it, and all that the program started.
    /// </summary>
    /// <returns>The command's exit code.</returns>
    public static int Ending(Terminal terminal, Func<int> work)
    {
        using IDisposable? held = terminal.Signals?.Hold();
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            terminal.Errors.WriteLine("The program was ended before it was understood.");
            return terminal.Signals?.ExitCode ?? ExitCodes.BadInput;
        }
    }

    /// <summary>Refuses the options of a program where there is none.</summary>
    /// <exception cref="GliaException">One was given.</exception>
    public void Refuse(ParseResult parsed, string subject)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_python, _seconds, _offer, _output, Prove])
            if (IsGiven(parsed, option)) throw new GliaException($"{option.Name} goes with a program (.py), and {subject} is none.");
    }

    /// <summary>Refuses what means nothing to a program.</summary>
    /// <exception cref="GliaException">One of the options was given.</exception>
    public static void RefuseOthers(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options)
            if (IsGiven(parsed, option)) throw new GliaException($"{option.Name} does not go with a program.");
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is OptionResult { Implicit: false };
}
