namespace Glia.Docs.Tests.Pages;

/// <summary>A command of a page and what the page shows below it; null where the page shows commands alone.</summary>
internal sealed record ConsoleLines(string Command, string? Shown)
{
    /// <summary>
    /// The commands of a fence: in <c>sh</c> every line is one, in <c>console</c> those after <c>$ </c>, and what follows each is what it
    /// prints. A line that ends with a backslash goes on.
    /// </summary>
    public static IReadOnlyList<ConsoleLines> Of(Fence fence)
    {
        var commands = new List<ConsoleLines>();
        string[] lines = fence.Text.TrimEnd('\n').Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            bool prompt = lines[i].StartsWith("$ ", StringComparison.Ordinal);
            if (fence.Language == "sh" || prompt)
            {
                string command = prompt ? lines[i][2..] : lines[i];
                while (command.EndsWith('\\') && i + 1 < lines.Length) command += "\n" + lines[++i];
                if (command.Trim() is not "" && !command.StartsWith('#')) commands.Add(new(command, prompt ? "" : null));
            }
            else
            {
                Assert.True(commands.Count > 0, $"Line {fence.Line + i + 1} is printed by no command.");
                commands[^1] = commands[^1] with { Shown = commands[^1].Shown + lines[i] + "\n" };
            }
        }
        return commands;
    }
}
