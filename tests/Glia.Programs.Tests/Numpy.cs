using System.ComponentModel;
using System.Diagnostics;

namespace Glia.Programs.Tests;

/// <summary>The Python that the programs of the tests run with: Debian's, which test.sh gives numpy, or the first on the path.</summary>
internal static class Numpy
{
    private static readonly string? s_python =
        ((string[])["/usr/bin/python3", "python3", "python"]).FirstOrDefault(command => Runs(command, "-c", "import numpy"));

    /// <summary>The command; a test that needs it is skipped where there is none.</summary>
    public static string Python
    {
        get
        {
            Assert.SkipUnless(s_python is not null, "No Python with numpy is installed.");
            return s_python!;
        }
    }

    /// <summary>The same, with another module as well.</summary>
    public static string PythonWith(string module)
    {
        Assert.SkipUnless(Runs(Python, "-c", $"import {module}"), $"{Python} has no {module}.");
        return Python;
    }

    private static bool Runs(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
