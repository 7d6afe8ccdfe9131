using System.Runtime.CompilerServices;
using System.Text;

namespace Glia.Doctor.Tests.Findings;

/// <summary>The C# of the doctor as text, for tests of what stands in it.</summary>
internal static class SourceCode
{
    /// <summary>The folder of the doctor's sources.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../src/Glia.Doctor"));

    /// <summary>Every source file under a folder of the doctor.</summary>
    public static IEnumerable<string> Files(string under = "") =>
        Directory.EnumerateFiles(Path.Combine(Folder, under), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Folder, file).StartsWith("obj", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>The lines of a file that are not comments.</summary>
    public static string WithoutComments(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    /// <summary>
    /// What the compiler computes with: the code without comments, without the text of strings and characters and without the formats in
    /// them. The expressions within an interpolated string stay.
    /// </summary>
    public static string Code(string source)
    {
        var code = new StringBuilder();
        int end = Copy(source, 0, inHole: false, code);
        Assert.Equal(source.Length, end);
        return code.ToString();
    }

    /// <summary>Copies code up to its end: that of the file, or the brace that closes a hole of an interpolated string.</summary>
    private static int Copy(string source, int at, bool inHole, StringBuilder code)
    {
        int depth = 0;
        while (at < source.Length)
        {
            char c = source[at];
            if (inHole && depth == 0 && c is '}' or ':') return source.IndexOf('}', at);
            if (c is '(' or '[' or '{') depth++;
            if (c is ')' or ']' or '}') depth--;
            if (source.AsSpan(at).StartsWith("//")) at = IndexOrEnd(source, "\n", at);
            else if (c == '\'') at = EndOfCharacter(source, at);
            else if (c == '"' || (c == '$' && source[at + 1] == '"')) at = CopyHoles(source, at, code);
            else
            {
                code.Append(c);
                at++;
            }
        }
        return at;
    }

    /// <summary>Passes over a string of one line and copies the code in its holes, each between blanks.</summary>
    private static int CopyHoles(string source, int at, StringBuilder code)
    {
        bool interpolated = source[at] == '$';
        at += interpolated ? 2 : 1;
        while (source[at] != '"')
        {
            Assert.NotEqual('\n', source[at]);
            if (interpolated && source[at] is '{' or '}' && source[at + 1] == source[at]) at++;
            else if (interpolated && source[at] == '{')
            {
                code.Append(' ');
                at = Copy(source, at + 1, inHole: true, code);
                code.Append(' ');
            }
            else if (source[at] == '\\') at++;
            at++;
        }
        return at + 1;
    }

    private static int EndOfCharacter(string source, int at) => source.IndexOf('\'', at + (source[at + 1] == '\\' ? 3 : 2)) + 1;

    private static int IndexOrEnd(string source, string what, int from) =>
        source.IndexOf(what, from, StringComparison.Ordinal) is >= 0 and var found ? found : source.Length;

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
