using System.Diagnostics;

namespace Glia.Cli.Tests;

/// <summary>Runs the command line: here with its output caught, or as a process of its own.</summary>
internal static class Command
{
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

    private static string Program => Path.Combine(AppContext.BaseDirectory, "Glia.Cli.dll");

    private static Process Start(string folder, string file, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(file) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
