using System.CommandLine;
using Glia.Cli.Shells;

namespace Glia.Cli.Commands;

/// <summary><c>glia completion</c>: what a shell completes, and the manual page.</summary>
internal static class CompletionCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "completion";

    private static readonly Dictionary<string, Func<ShellCommand, string>> s_texts = new(StringComparer.Ordinal)
    {
        ["bash"] = BashCompletion.Of,
        ["zsh"] = ZshCompletion.Of,
        ["fish"] = FishCompletion.Of,
        ["man"] = ManualPage.Of,
    };

    /// <summary>The command; without its options if it is only to be listed.</summary>
    /// <param name="complete">Whether it is to be run, or described as a whole.</param>
    /// <param name="root">All commands with all their options.</param>
    public static Command Create(bool complete, Func<Command> root)
    {
        var command = new Command(Name, "Prints what makes a shell complete glia's words, or the manual page.");
        if (!complete) return command;
        var shell = new WordArgument<string>("SHELL") { Description = "bash, zsh or fish; or man, for the page that man shows." };
        command.Add(shell.Offers([.. s_texts.Keys]));
        command.SetAction(parsed =>
        {
            string name = parsed.GetRequiredValue(shell);
            if (!s_texts.TryGetValue(name, out Func<ShellCommand, string>? text))
                throw new GliaException($"SHELL is '{name}'{Settings.Spelling.Suggest(name, s_texts.Keys)}");
            parsed.InvocationConfiguration.Output.Write(text(new ShellCommand("", root())));
            return 0;
        });
        Examples.Attach(command, """
            source <(glia completion bash)
            glia completion zsh > ~/.zfunc/_glia
            glia completion fish > ~/.config/fish/completions/glia.fish
            glia completion man | man -l -
            """);
        return command;
    }
}
