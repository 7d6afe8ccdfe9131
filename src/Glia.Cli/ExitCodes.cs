namespace Glia.Cli;

/// <summary>
/// What the exit codes of <c>glia</c> are and say. The manual page prints this table, and a test compares docs/command-line.md with it.
/// </summary>
internal static class ExitCodes
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>The doctor found what keeps the network from learning.</summary>
    public const int Sick = 1;

    /// <summary>Bad input: the exit code of everything that could not be done as asked.</summary>
    public const int BadInput = 2;

    /// <summary>
    /// All was done, but what it gave is not where it was asked for: standard output could not be written, or the run lies in another
    /// folder.
    /// </summary>
    public const int OutputLost = 3;

    /// <summary>What shells add the signal's number to when they say how a process ended.</summary>
    public const int Signal = 128;

    /// <summary>All of them, each with its sentences.</summary>
    public static IReadOnlyList<(int Code, string Says)> All { get; } =
    [
        (Done, "All was done as asked. Of glia doctor: no error was found. Of glia serve: it was ended."),
        (Sick, "Of glia doctor alone: it found what keeps the network from learning."),
        (BadInput, "It could not be done as asked; one sentence on standard error says why. Of pictures to predict, those that can " +
            "be read are answered all the same."),
        (OutputLost, "All was done, but what it gave is not where it was asked for: standard output could not be written, or nobody " +
            "reads it any more, or the disk was full and the run lies in another folder."),
        .. Interruption.Signals.Select(one => (Signal + one.Number, $"{one.By} ({one.Signal}) ended it; a training keeps what it has.")),
    ];
}
