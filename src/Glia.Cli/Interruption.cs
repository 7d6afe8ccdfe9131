using System.Runtime.InteropServices;

namespace Glia.Cli;

/// <summary>
/// The signals that ask a process to end: Ctrl-C, a polite kill, a closed terminal. While a command holds them the first one only sets a
/// token, so that the
/// command ends when it may and keeps what it has; a second one ends the process at once. While nobody holds them the first one does that.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>The signals, their numbers, and what sends them.</summary>
    public static IReadOnlyList<(PosixSignal Signal, int Number, string By)> Signals { get; } =
    [
        (PosixSignal.SIGHUP, 1, "A closed terminal"), (PosixSignal.SIGINT, 2, "Ctrl-C"), (PosixSignal.SIGTERM, 15, "kill"),
    ];

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _held;

    /// <summary>Listens from now on.</summary>
    public Interruption() =>
        _registrations =
        [
            .. Signals.Where(known => !IgnoredSignals.Contains(known.Number))
                .Select(known => PosixSignalRegistration.Create(known.Signal, context => End(context, known.Number))),
        ];

    /// <summary>Set by the first signal that came while a command held them.</summary>
    public CancellationToken Token => _asked.Token;

    /// <summary>The exit code of a process that was asked to end: 128 and the number of the signal that came first.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Holds the signals until the result is disposed of.</summary>
    public IDisposable Hold()
    {
        _held = true;
        return new Held(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _asked.Dispose();
    }

    private void End(PosixSignalContext signal, int number)
    {
        if (!_held || _asked.IsCancellationRequested) return;
        signal.Cancel = true;
        ExitCode = ExitCodes.Signal + number;
        _asked.Cancel();
    }

    private sealed class Held(Interruption of) : IDisposable
    {
        public void Dispose() => of._held = false;
    }
}
