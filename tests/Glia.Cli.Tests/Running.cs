using System.Diagnostics;

namespace Glia.Cli.Tests;

/// <summary>What tests do with a run that goes on as a process of its own.</summary>
internal static class Running
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads on until so many more epochs are shown: the only lines with a share and no words.</summary>
    public static async Task Epochs(Process process, int count)
    {
        for (int rows = 0; rows < count; rows++) await Line(process, " %");
    }

    /// <summary>Reads on until a line with some words in it.</summary>
    public static async Task Line(Process process, string words)
    {
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Cancel);
        while (line is not null && !line.Contains(words, StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    /// <summary>Skips a test where a process that is started here would ignore the signal.</summary>
    public static void Needs(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such signals");
        int number = signal switch { "HUP" => 1, "INT" => 2, _ => 15 };
        Assert.SkipWhen(!Command.SetsSignalsBack && IgnoredSignals.Contains(number),
            $"whoever started the tests has SIG{signal} ignored, and env does not know --default-signal");
    }

    /// <summary>Sends a signal: <c>TERM</c>.</summary>
    public static async Task Send(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancel);
    }
}
