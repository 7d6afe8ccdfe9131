using System.Runtime.CompilerServices;

namespace Glia.Report.Tests;

/// <summary>
/// Compares a piece of a report with the text somebody approved: <c>Approved/NAME.verified.txt</c>. After a wanted change run the tests once
/// with GLIA_APPROVE=1 and read the difference before committing it.
/// </summary>
internal static class Approved
{
    public static void Check(string name, string text)
    {
        string file = Path.Combine(Folder(), $"{name}.verified.txt");
        // Trailing blanks and the last newline cannot be seen, and editors remove them.
        string shown = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("GLIA_APPROVE") == "1") File.WriteAllText(file, shown);
        Assert.True(File.Exists(file), $"{file} does not exist; run with GLIA_APPROVE=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), shown);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Approved");
}
