using Spectre.Console;

namespace Glia.Cli;

/// <summary>What a command writes to and hears from.</summary>
/// <param name="Screen">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="IsLive">Whether a line can be rewritten in place: standard output is a screen and no pipe.</param>
/// <param name="Interrupted">Set by Ctrl-C.</param>
internal sealed record Terminal(IAnsiConsole Screen, TextWriter Errors, bool IsLive, CancellationToken Interrupted)
{
    // A pipe has no width: nothing is to be wrapped where a program reads.
    private const int PipeWidth = 10_000;

    /// <summary>Standard output as text without colours and tables: JSON goes here.</summary>
    public TextWriter Plain => Screen.Profile.Out.Writer;

    /// <summary>The signals behind <see cref="Interrupted"/>; null where no process is asked to end.</summary>
    public Interruption? Signals { get; init; }

    /// <summary>Standard output, where it may get lost; null where it cannot.</summary>
    public ForgivingStream? Output { get; init; }

    /// <summary>Asks whoever sits there for a line, null at the end of what is typed; null if nobody sits there.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>
    /// The same terminal with everything that is shown going to standard error, in plain lines:
    /// standard output is kept for one JSON object.
    /// </summary>
    public Terminal OnErrors => this with { Screen = PlainScreen(Errors, Screen.Profile.Width), IsLive = false };

    /// <summary>The same terminal showing nothing.</summary>
    public Terminal Silent => this with { Screen = PlainScreen(TextWriter.Null, Screen.Profile.Width), IsLive = false };

    /// <summary>The process's own terminal.</summary>
    /// <param name="signals">Those that ask it to end.</param>
    /// <param name="output">What standard output is written to.</param>
    public static Terminal OfProcess(Interruption signals, ForgivingStream output)
    {
        bool live = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        // Spectre would colour the logs of some build servers, which are pipes too.
        IAnsiConsole screen = live
            ? AnsiConsole.Create(new AnsiConsoleSettings { Interactive = InteractionSupport.No })
            : PlainScreen(Console.Out, PipeWidth);
        return new Terminal(screen, Console.Error, live && screen.Profile.Capabilities.Ansi, signals.Token)
        {
            Signals = signals,
            Output = output,
            Ask = live && !Console.IsInputRedirected && !Console.IsErrorRedirected ? Question : null,
        };

        static string? Question(string question)
        {
            Console.Error.Write(question);
            return Console.ReadLine();
        }
    }

    /// <summary>A terminal that writes into text without colours.</summary>
    public static Terminal OfText(TextWriter output, TextWriter errors, int width = 100, CancellationToken interrupted = default) =>
        new(PlainScreen(output, width), errors, IsLive: false, interrupted);

    private static IAnsiConsole PlainScreen(TextWriter output, int width)
    {
        IAnsiConsole screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        screen.Profile.Width = width;
        screen.Profile.Capabilities.Unicode = true;
        return screen;
    }
}
