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

    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Glia.Cli.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
