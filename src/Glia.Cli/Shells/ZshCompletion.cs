using System.Text;

namespace Glia.Cli.Shells;

/// <summary>What zsh completes after <c>glia</c>, as a script that it reads: a function for each command.</summary>
internal static class ZshCompletion
{
    /// <summary>The script.</summary>
    /// <param name="root">All commands.</param>
    public static string Of(ShellCommand root)
    {
        var script = new StringBuilder("#compdef glia\n# zsh completion for glia; made by: glia completion zsh\n");
        foreach (ShellCommand command in root.All()) Append(script, command);
        // Read by source, the file says what it completes; found by its name in $fpath, it is the function itself.
        return script.Append("if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _glia \"$@\"; else compdef _glia glia; fi\n").ToString();
    }

    private static void Append(StringBuilder script, ShellCommand command)
    {
        script.Append($"{Function(command)}() {{\n");
        if (command.Commands.Count > 0) script.Append("    local context state line\n    typeset -A opt_args\n");
        script.Append($"    _arguments {(command.Commands.Count > 0 ? "-C" : "-s")}");
        foreach (ShellOption option in command.Options)
            foreach (string name in option.Names) script.Append($" \\\n        {ShellText.Single(Spec(option, name))}");
        if (command.Commands.Count > 0)
        {
            script.Append(" \\\n        '1: :->first' '*:: :->rest'\n    case $state in\n        first)\n            local -a commands=(");
            foreach (ShellCommand inner in command.Commands)
                script.Append($"\n                {ShellText.Single($"{inner.Name}:{ShellText.Short(inner.Description)}")}");
            script.Append("\n            )\n            _describe command commands\n");
            if (command.TakesFiles) script.Append("            _files\n");
            script.Append("            ;;\n        rest)\n            case $line[1] in\n");
            foreach (ShellCommand inner in command.Commands) script.Append($"                {inner.Name}) {Function(inner)} ;;\n");
            script.Append("            esac\n            ;;\n    esac\n");
        }
        else
        {
            if (command.TakesArguments) script.Append($" \\\n        {ShellText.Single("*: :" + Arguments(command))}");
            script.Append('\n');
        }
        script.Append("}\n");
    }

    private static string Function(ShellCommand command) => "_glia" + command.Path.Replace('/', '_').Replace('-', '_');

    private static string Arguments(ShellCommand command) => command.Values.Count == 0 ? "_files"
        : command.TakesFiles ? $"_alternative \"names:name:({Words(command.Values)})\" \"files:file:_files\""
        : $"({Words(command.Values)})";

    // --name[what it does]:what its value is called:what it may be
    private static string Spec(ShellOption option, string name)
    {
        string described = $"{name}{(option.Value is not null && name.StartsWith("--", StringComparison.Ordinal) ? "=" : "")}" +
            $"[{Escaped(ShellText.Short(option.Description), '[', ']')}]";
        if (option.Value is null) return described;
        return $"{described}:{Escaped(option.Value, ':')}:{(option.Choices.Count > 0 ? $"({Words(option.Choices)})" : "_files")}";
    }

    private static string Words(IEnumerable<string> words) => Escaped(string.Join(' ', words), ':');

    private static string Escaped(string text, params ReadOnlySpan<char> special)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            if (c == '\\' || special.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }
}
