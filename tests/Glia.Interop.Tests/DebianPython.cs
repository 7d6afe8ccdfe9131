using System.Diagnostics;

namespace Glia.Interop.Tests;

/// <summary>Runs a script with Debian's Python as a referee; a test whose referee is not installed says that it was skipped.</summary>
internal static class DebianPython
{
    /// <summary>What the script prints; skips the test where a module it needs is not there.</summary>
    /// <param name="module">The module.</param>
    /// <param name="script">The script.</param>
    /// <param name="words">What it finds in <c>sys.argv[1:]</c>.</param>
    public static string Run(string module, string script, params string[] words)
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python), "there is no Debian Python here");
        (int there, _, _) = Start(Python, ["-c", $"import {module}"]);
        Assert.SkipUnless(there == 0, $"Debian's python3-{module} is not installed");
        (int code, string output, string errors) = Start(Python, ["-c", script, .. words]);
        Assert.True(code == 0, errors);
        return output;
    }

    private static (int Code, string Output, string Errors) Start(string python, string[] words)
    {
        using var process =
            Process.Start(new ProcessStartInfo(python, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
