using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Glia.Programs.Tests;

/// <summary>The Python that has a library: Debian's, which test.sh gives what it can, or the first on the path.</summary>
internal static class PythonWith
{
    private static readonly string[] s_candidates = ["/usr/bin/python3", "python3", "python"];
    private static readonly ConcurrentDictionary<string, string?> s_found = [];

    /// <summary>The command; a test that needs it is skipped where there is none.</summary>
    /// <param name="library">What it is imported as: <c>sklearn</c>; several with commas between.</param>
    public static string Library(string library)
    {
        string? python = s_found.GetOrAdd(library, name => s_candidates.FirstOrDefault(command => Has(command, name)));
        Assert.SkipUnless(python is not null, $"No Python with {library} is installed.");
        return python!;
    }

    private static bool Has(string command, string library)
    {
        try
        {
            // To find them is quicker than to import them: PyTorch takes seconds.
            string look = $"from importlib.util import find_spec; assert all(map(find_spec, 'numpy, {library}'.split(', ')))";
            using Process process = Process.Start(new ProcessStartInfo(command, ["-c", look])
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
