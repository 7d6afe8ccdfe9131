using System.Diagnostics;

namespace Glia.Mpi.Tests;

/// <summary>The command line, started alone or by a launcher.</summary>
internal static class Launched
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>What it left behind.</summary>
    public sealed record Result(int Code, string Output, string Errors);

    /// <summary>Where it is.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Glia.Cli.dll");

    /// <summary>Skips a test where a launcher is missing.</summary>
    /// <param name="launcher">Its name: <c>mpirun.openmpi</c>, <c>mpirun.mpich</c>;
    /// plain <c>mpirun</c> will do where it is the maker's.</param>
    /// <returns>The program.</returns>
    public static string Require(string launcher)
    {
        foreach (string name in new[] { launcher, "mpirun" })
            foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            {
                string path = Path.Combine(folder, name);
                if (File.Exists(path) && IsOf(path, launcher)) return path;
            }
        Assert.Skip($"{launcher} is not installed");
        return "";
    }

    /// <summary>Runs it alone and waits.</summary>
    public static Result Alone(string folder, params string[] arguments) => Finish(Start(folder, "dotnet", [Program, .. arguments]));

    /// <summary>Runs so many and waits.</summary>
    public static Result Together(string folder, string launcher, int count, params string[] arguments) =>
        Finish(Begin(folder, launcher, count, arguments));

    /// <summary>Begins so many.</summary>
    public static Process Begin(string folder, string launcher, int count, params string[] arguments) =>
        Start(folder, launcher, ["-n", $"{count}", "dotnet", Program, .. arguments]);

    /// <summary>Starts a program as launchers want it on a machine with few processors, by root as well.</summary>
    public static Process Start(string folder, string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (string name in new[] { "OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM" }) start.Environment[name] = "1";
        start.Environment["OMPI_MCA_rmaps_base_oversubscribe"] = "1";
        start.Environment["OMPI_MCA_hwloc_base_binding_policy"] = "none";
        // A second after it asked them it ends processes that are still busy, and on a busy machine that is soon.
        start.Environment["OMPI_MCA_odls_base_sigkill_timeout"] = "4";
        // Containers forbid what it does with the memory of another process.
        start.Environment["OMPI_MCA_btl_vader_single_copy_mechanism"] = "none";
        return Process.Start(start)!;
    }

    /// <summary>Waits for the end.</summary>
    public static Result Finish(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"It did not end: {output.Result}{errors.Result}");
            }
            return new Result(process.ExitCode, output.Result, errors.Result);
        }
    }

    /// <summary>Waits until a run has so many lines of history.</summary>
    public static async Task History(Process process, string run, int lines)
    {
        string file = Path.Combine(run, "history.csv");
        while (!File.Exists(file) || File.ReadLines(file).Count() < lines)
        {
            Assert.False(process.HasExited, "It ended before it had trained.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Kills the process of a rank, wherever on this machine it is.</summary>
    /// <param name="word">What stands among its words and those of no other run.</param>
    /// <param name="rank">Which of them.</param>
    public static async Task Kill(string word, int rank)
    {
        using Process kill = Process.Start("kill", ["-9", $"{ProcessOf(word, rank)}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for its exit code.</summary>
    public static async Task<int> Code(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static int ProcessOf(string word, int rank)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0') is ["dotnet", .. var words] && words.Contains(word)
                    && File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains($"OMPI_COMM_WORLD_RANK={rank}"))
                    return int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }
        throw new InvalidOperationException($"There is no process of rank {rank}.");
    }

    private static bool IsOf(string path, string launcher)
    {
        if (!path.EndsWith("/mpirun", StringComparison.Ordinal)) return true;
        using Process asked = Start("/", path, ["--version"]);
        string maker = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? "Open MPI" : "HYDRA";
        return asked.StandardOutput.ReadToEnd().Contains(maker, StringComparison.Ordinal);
    }
}
