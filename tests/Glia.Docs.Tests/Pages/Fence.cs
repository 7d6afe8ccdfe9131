using System.Text.RegularExpressions;

namespace Glia.Docs.Tests.Pages;

/// <summary>A piece of code on a page, and what the page's hidden comments directly above it say of it.</summary>
/// <param name="Line">The line of its first backticks, from 1.</param>
/// <param name="Language">The word behind the backticks.</param>
/// <param name="Name">The file it is, where a second word says so.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Notes">The comments, without their marks.</param>
internal sealed partial record Fence(int Line, string Language, string? Name, string Text, IReadOnlyList<string> Notes)
{
    /// <summary>Why it is not run, or null where it is: <c>&lt;!-- not run: it takes two minutes --&gt;</c>.</summary>
    public string? NotRun => Note("not run:");

    /// <summary>Why a C# program is compiled and no more, or null.</summary>
    public string? CompiledOnly => Note("compiled only:");

    /// <summary>What goes before it and is not shown, in its own language: files to copy, variables it uses.</summary>
    public string Given => Note("given:") ?? "";

    /// <summary>What goes after it and is not shown.</summary>
    public string GivenAfter => Note("given after:") ?? "";

    /// <summary>Whether it is what the program above it prints.</summary>
    public bool IsPrinted => Note("prints") is not null;

    /// <summary>Programs and Python's modules it needs that not every machine has: <c>&lt;!-- needs: numpy --&gt;</c>.</summary>
    public IReadOnlyList<string> Needs => Note("needs:")?.Split(' ') ?? [];

    /// <summary>What its command prints once it is ready, where it stays and the page goes on beside it; or null.</summary>
    public string? BackgroundUntil => Note("in the background until:");

    /// <summary>The exit code of its commands.</summary>
    public int ExitCode => Note("exit code:") is { } code ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : 0;

    /// <summary>All fences of a page, in order. A fence must say its language, and stand at the start of its line.</summary>
    public static IReadOnlyList<Fence> Of(string page)
    {
        page = page.ReplaceLineEndings("\n");
        Fence[] fences = [.. Block().Matches(page).Select(match => new Fence(
            page[..match.Groups["fence"].Index].Count(c => c == '\n') + 1, match.Groups["language"].Value,
            match.Groups["name"].Success ? match.Groups["name"].Value : null, match.Groups["text"].Value,
            [.. match.Groups["note"].Captures.Select(note => note.Value.Trim())]))];
        Assert.True(Mark().Count(page) == 2 * fences.Length,
            "A fence says no language, is not closed, or does not stand at the start of its line.");
        return fences;
    }

    private string? Note(string start) =>
        Notes.FirstOrDefault(note => note.StartsWith(start, StringComparison.Ordinal))?[start.Length..].Trim();

    [GeneratedRegex(@"(?:^<!--(?<note>(?:(?!-->).)*)-->[ ]*\n)*" +
        @"^(?<fence>```)(?<language>\w+)(?:[ ](?<name>\S+))?[ ]*\n(?<text>.*?)^```[ ]*$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*```", RegexOptions.Multiline)]
    private static partial Regex Mark();
}
