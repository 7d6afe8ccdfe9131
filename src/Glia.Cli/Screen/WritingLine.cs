using System.Diagnostics;

namespace Glia.Cli.Screen;

/// <summary>A line that says how far a large file is, rewritten in place on a screen; nothing where there is none.</summary>
/// <param name="terminal">Where to.</param>
/// <param name="total">How many rows there will be.</param>
/// <param name="rows">What they are called.</param>
internal sealed class WritingLine(Terminal terminal, long total, string rows) : IProgress<int>, IDisposable
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(0.2);

    private readonly long _started = Stopwatch.GetTimestamp();
    private long _shown;
    private int _width;

    /// <summary>Writes a file under such a line; a signal ends it, and that is said.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="file">The file.</param>
    /// <param name="total">How many rows there will be.</param>
    /// <param name="rows">What they are called.</param>
    /// <param name="write">Writes it, and throws <see cref="OperationCanceledException"/> where it is to end.</param>
    /// <returns>The exit code where it was ended, else null.</returns>
    public static int? Follow(Terminal terminal, string file, long total, string rows, Action<IProgress<int>> write)
    {
        using var live = new WritingLine(terminal, total, rows);
        using IDisposable? held = terminal.Signals?.Hold();
        try
        {
            write(live);
            return null;
        }
        catch (OperationCanceledException)
        {
            live.Clear();
            terminal.Errors.WriteLine($"{file} was not written: it was ended before it was whole.");
            return terminal.Signals?.ExitCode ?? ExitCodes.BadInput;
        }
    }

    /// <inheritdoc/>
    public void Report(int value)
    {
        if (!terminal.IsLive || (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < s_between)) return;
        _shown = Stopwatch.GetTimestamp();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        string left = value == 0 ? "" : $", {ProgressLine.Duration(elapsed * ((double)(total - value) / value))} left";
        Show($" {value:N0} of {total:N0} {rows}{left}");
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_width > 0) Show("");
        if (_width > 0) terminal.Plain.Write('\r');
        _width = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private void Show(string text)
    {
        terminal.Plain.Write($"\r{text.PadRight(_width)}");
        terminal.Plain.Flush();
        _width = Math.Max(_width, text.Length);
    }
}
