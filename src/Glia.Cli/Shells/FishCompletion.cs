using System.Text;

namespace Glia.Cli.Shells;

/// <summary>What fish completes after <c>glia</c>, as a script that it reads.</summary>
internal static class FishCompletion
{
    /// <summary>The script.</summary>
    /// <param name="root">All commands.</param>
    public static string Of(ShellCommand root)
    {
        ShellCommand[] all = [.. root.All()];
        var script = new StringBuilder("# fish completion for glia; made by: glia completion fish\n");
        script.Append("function __glia_at\n    set -l path\n    for word in (commandline -opc)[2..-1]\n");
        script.Append($"        contains -- \"$path/$word\" {string.Join(' ', all.Skip(1).Select(command => command.Path))}\n");
        script.Append("        and set path \"$path/$word\"\n    end\n    test \"glia$path\" = \"glia$argv[1]\"\nend\n");
        script.Append("complete -c glia -f\n");
        foreach (ShellCommand command in all)
        {
            string at = $"complete -c glia -n {ShellText.Fish($"__glia_at {command.Path}".TrimEnd())}";
            foreach (ShellCommand inner in command.Commands)
                script.Append($"{at} -a {inner.Name} -d {Described(inner.Description)}\n");
            if (command.Values.Count > 0) script.Append($"{at} -a {ShellText.Fish(string.Join(' ', command.Values))}\n");
            if (command.TakesFiles) script.Append($"{at} -F\n");
            foreach (ShellOption option in command.Options) script.Append($"{at}{Option(option)} -d {Described(option.Description)}\n");
        }
        return script.ToString();
    }

    private static string Option(ShellOption option)
    {
        var words = new StringBuilder();
        foreach (string name in option.Names)
        {
            // -o is short, --output long; fish wants them without the dashes.
            words.Append(name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}"
                : name.Length == 2 ? $" -s {name[1..]}" : $" -o {name[1..]}");
        }
        if (option.Choices.Count > 0) words.Append($" -x -a {ShellText.Fish(string.Join(' ', option.Choices))}");
        else if (option.Value is not null) words.Append(" -r -F");
        return words.ToString();
    }

    private static string Described(string description) => ShellText.Fish(ShellText.Short(description));
}
