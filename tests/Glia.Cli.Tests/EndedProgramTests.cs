using System.Diagnostics;

namespace Glia.Cli.Tests;

/// <summary>Programs that are run to be understood end with who runs them, and with them all that they started.</summary>
public class EndedProgramTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("serve", "", 0)]
    [InlineData("doctor", "", 143)]
    [InlineData("trace", "-o step.npz", 143)]
    public async Task A_program_ends_with_who_runs_it_and_nothing_is_left(string command, string more, int code)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 is not installed.");
        using var folder = new Folder();
        string temporary = Directory.CreateDirectory(folder["temporary"]).FullName, pids = folder["pids.txt"];
        folder.Write("network.py", """
            import os, subprocess, sys, time
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            open("pids.part", "w").write(f"{os.getpid()} {child.pid}")
            os.rename("pids.part", "pids.txt")
            time.sleep(600)
            """);
        string[] words = [command, "network.py", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        using Process process = Command.Start(folder.Path, words, [("TMPDIR", temporary), ("PYTHON", "/usr/bin/python3")]);
        while (!File.Exists(pids)) await Task.Delay(50, Cancel);
        await Running.Send(process, "TERM");
        Assert.True(process.WaitForExit(s_patience));
        Assert.Equal(code, process.ExitCode);
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetDirectories(temporary), place =>
            Path.GetFileName(place).StartsWith("glia-", StringComparison.Ordinal));
        foreach (string pid in (await File.ReadAllTextAsync(pids, Cancel)).Split(' ')) Assert.False(Lives(pid), pid);
    }

    // One that nobody has waited for yet is gone all the same.
    private static bool Lives(string pid)
    {
        string status = $"/proc/{pid}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }
}
