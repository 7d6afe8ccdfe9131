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
    /// <param name="launcher">Its name: <c>mpirun.openmpi</c>, <c>mpirun.mpich</c>; plain <c>mpirun</c> will do where it is the maker's.</param>
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

    private static bool IsOf(string path, string launcher)
    {
        if (!path.EndsWith("/mpirun", StringComparison.Ordinal)) return true;
        using Process asked = Start("/", path, ["--version"]);
        string maker = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? "Open MPI" : "HYDRA";
        return asked.StandardOutput.ReadToEnd().Contains(maker, StringComparison.Ordinal);
    }
}
