using System.ComponentModel;
using System.Diagnostics;

namespace Glia.Programs.Running;

/// <summary>Finds the Python that a program is run with.</summary>
internal static class Python
{
    // Long enough for a slow disk, short enough that nobody waits for what hangs. A convention.
    private const int MostMilliseconds = 20_000;

    /// <summary>The command that starts Python: what was asked for, else <c>$PYTHON</c>, <c>python3</c>, <c>python</c>.</summary>
    /// <param name="wanted">What was asked for; null to search.</param>
    /// <exception cref="GliaException">There is none, or it has no numpy; one sentence that says what to do.</exception>
    public static string Find(string? wanted)
    {
        string[] candidates = wanted is not null ? [wanted]
            : Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } said ? [said]
            : ["python3", "python"];
        string? without = null;
        foreach (string candidate in candidates)
        {
            int? code = Try(candidate);
            if (code == 0) return candidate;
            if (code is not null) without ??= candidate;
        }
        throw new GliaException(without is not null
            ? $"{without} has no numpy (or is older than Python 3.6), and recording a program needs it: " +
                $"{without} -m pip install numpy, or name another Python with --python."
            : $"There is no Python to run the program with ({string.Join(", ", candidates)} was tried); name one with --python.");
    }

    private static int? Try(string command)
    {
        const string Check = "import sys, importlib.util as u; sys.exit(not (sys.version_info >= (3, 6) and u.find_spec('numpy')))";
        var start = new ProcessStartInfo(command, ["-c", Check])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            if (process.WaitForExit(MostMilliseconds)) return process.ExitCode;
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
