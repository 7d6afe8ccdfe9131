using System.CommandLine;

namespace Glia.Cli;

/// <summary>A command with so many options that its help shows them in groups.</summary>
/// <param name="name">What it is called.</param>
/// <param name="description">What it does, in a sentence.</param>
internal sealed class GroupedCommand(string name, string description) : Command(name, description)
{
    private readonly Dictionary<string, string> _headings = [];

    /// <summary>Adds options that stand together, in this order; the group ends where the next one begins.</summary>
    /// <param name="heading">What stands above them in the help.</param>
    /// <param name="options">The options.</param>
    public void Group(string heading, params ReadOnlySpan<Option> options)
    {
        _headings.Add(options[0].Name, heading);
        foreach (Option option in options) Add(option);
    }

    /// <summary>The help with a heading above each group.</summary>
    /// <param name="help">The help as System.CommandLine writes it: options in the order in which they were added,
    /// under one heading.</param>
    public string WithHeadings(string help)
    {
        var lines = new List<string>();
        bool inOptions = false, first = true;
        foreach (string line in help.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith(' ')) inOptions = line == "Options:";
            if (inOptions && HeadingOf(line) is { } heading)
            {
                // The first group's heading takes the place of "Options:".
                if (first) lines.RemoveAt(lines.Count - 1);
                else lines.Add("");
                lines.Add($"{heading}:");
                first = false;
            }
            lines.Add(line);
        }
        return string.Join(Environment.NewLine, lines);
    }

    // "  -o, --output <FOLDER>  The run folder": an option's own line names it before its description begins.
    private string? HeadingOf(string line) =>
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries) is [var names, ..]
            ? names.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(word => _headings.GetValueOrDefault(word))
                .FirstOrDefault(heading => heading is not null)
            : null;
}
