using System.Runtime.CompilerServices;

namespace Glia.Tests.Shared;

/// <summary>
/// Compares what a screen or a page shows with the text somebody approved: <c>Approved/NAME.verified.txt</c> beside the test. After a
/// wanted change run the tests once with GLIA_APPROVE=1 and read the difference before committing it.
/// </summary>
internal static class Approved
{
    public static void Check(string name, string text, [CallerFilePath] string test = "")
    {
        string file = Path.Combine(Path.GetDirectoryName(test)!, "Approved", $"{name}.verified.txt");
        // Trailing blanks and the last newline cannot be seen, and editors remove them.
        string shown = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("GLIA_APPROVE") == "1") File.WriteAllText(file, shown);
        Assert.True(File.Exists(file), $"{file} does not exist; run with GLIA_APPROVE=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), shown);
    }
}
