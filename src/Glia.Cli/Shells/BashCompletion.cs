using System.Text;

namespace Glia.Cli.Shells;

/// <summary>What bash completes after <c>glia</c>, as a script that it reads.</summary>
internal static class BashCompletion
{
    // Finds the command among the words before the cursor, then offers what may follow. A word after = is the value of the option
    // before it, because bash takes = for a word of its own.
    private const string Begin = """
        # bash completion for glia; made by: glia completion bash
        _glia() {
            local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path= choices= options= commands= values= files= i
            [[ $word == = ]] && word=
            [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD-2]}
            for ((i = 1; i < COMP_CWORD; i++)); do
                case $path/${COMP_WORDS[i]} in
        """;
    private const string End = """
            if [[ -n $choices ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
            elif [[ $word == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
            else
                mapfile -t COMPREPLY < <(compgen -W "$commands $values" -- "$word"; [[ -n $files ]] && compgen -f -- "$word")
                [[ -n $files ]] && compopt -o filenames 2>/dev/null
            fi
        }
        complete -F _glia glia
        """;

    /// <summary>The script.</summary>
    /// <param name="root">All commands.</param>
    public static string Of(ShellCommand root)
    {
        ShellCommand[] all = [.. root.All()];
        var script = new StringBuilder().Append(Begin.ReplaceLineEndings("\n")).Append('\n');
        script.Append($"            {string.Join('|', all.Skip(1).Select(command => command.Path))}) path=$path/${{COMP_WORDS[i]}} ;;\n");
        script.Append("        esac\n    done\n    case $path:$before in\n");
        foreach (ShellCommand command in all)
        {
            foreach (ShellOption option in command.Options.Where(option => option.Value is not null))
            {
                string names = string.Join('|', option.Names.Select(name => $"{command.Path}:{name}"));
                // A value that nobody can guess is most likely a file.
                string offered = option.Choices.Count > 0
                    ? $"choices={Quoted(option.Choices)} ;;"
                    : "mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); compopt -o filenames 2>/dev/null; return ;;";
                script.Append($"        {names}) {offered}\n");
            }
        }
        script.Append("    esac\n    case $path in\n");
        foreach (ShellCommand command in all)
        {
            string path = command.Path.Length == 0 ? "''" : command.Path;
            script.Append($"        {path}) options={Quoted(command.Options.SelectMany(option => option.Names))}");
            if (command.Commands.Count > 0) script.Append($" commands={Quoted(command.Commands.Select(inner => inner.Name))}");
            if (command.Values.Count > 0) script.Append($" values={Quoted(command.Values)}");
            if (command.TakesFiles) script.Append(" files=yes");
            script.Append(" ;;\n");
        }
        return script.Append("    esac\n").Append(End.ReplaceLineEndings("\n")).Append('\n').ToString();
    }

    private static string Quoted(IEnumerable<string> words) => ShellText.Single(string.Join(' ', words));
}
