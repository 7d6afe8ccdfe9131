using System.Diagnostics;

namespace Glia.Cli.Tests;

/// <summary>Runs the command line: here with its output caught, or as a process of its own.</summary>
internal static class Command
{
    private const string DefaultSignals = "--default-signal=HUP,INT,QUIT,TERM";

    /// <summary>What a command left behind.</summary>
    public sealed record Result(int Code, string Output, string Errors);

    public static Result Run(params string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        int code = CommandLine.Run(arguments, () => Terminal.OfText(output, errors), output, errors);
        return new Result(code, output.ToString(), errors.ToString());
    }

    public static Process Start(string folder, params string[] arguments) => Start(folder, "dotnet", [Program, .. arguments], []);

    /// <summary>Starts it through another program: <c>nohup</c>.</summary>
    public static Process Start(string folder, string through, string[] arguments) =>
        Start(folder, through, ["dotnet", Program, .. arguments], []);

    /// <summary>
    /// Starts a line of a shell, in which <c>glia</c> stands first and words are <c>$1</c> and so on. Its exit code is the line's, told
    /// on standard error if that is a pipe.
    /// </summary>
    public static Process Shell(string folder, string line, params string[] words)
    {
        string command = line.Contains('|', StringComparison.Ordinal)
            ? $"{{ dotnet '{Program}' {line.Replace(" |", "; echo code $? >&2; } |", StringComparison.Ordinal)}"
            : $"exec dotnet '{Program}' {line}";
        return Start(folder, "sh", ["-c", command, "sh", .. words], []);
    }

    /// <summary>Starts it with other environment variables.</summary>
    public static Process Start(string folder, string[] arguments, (string Name, string Value)[] environment) =>
        Start(folder, "dotnet", [Program, .. arguments], environment);

    /// <summary>
    /// Whether a process that is started here heeds signals whoever started the tests. A shell ignores SIGINT for jobs in the background,
    /// nohup SIGHUP, and children inherit that: a run would go on for ever that a test wants to end. GNU's env sets them back.
    /// </summary>
    public static bool SetsSignalsBack { get; } = OperatingSystem.IsLinux() && KnowsDefaultSignals();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Glia.Cli.dll");

    private static Process Start(string folder, string file, string[] arguments, (string Name, string Value)[] environment)
    {
        string[] words = SetsSignalsBack ? ["env", DefaultSignals, file, .. arguments] : [file, .. arguments];
        var start =
            new ProcessStartInfo(words[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in words[1..]) start.ArgumentList.Add(word);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool KnowsDefaultSignals()
    {
        var start = new ProcessStartInfo("env", [DefaultSignals, "true"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
