using System.CommandLine;
using System.CommandLine.Completions;
using Glia.Cli.Commands;

namespace Glia.Cli.Shells;

/// <summary>
/// A command as a shell and a manual see it, read off the definition that parses the words: what they offer cannot be out of date.
/// </summary>
/// <param name="Path">The words that lead to it after <c>glia</c>, each after a slash: <c>/sweep/run</c>; empty for <c>glia</c>
/// itself.</param>
/// <param name="Command">The definition.</param>
internal sealed record ShellCommand(string Path, Command Command)
{
    /// <summary>What it is called.</summary>
    public string Name => Command.Name;

    /// <summary>What it does.</summary>
    public string Description => Command.Description ?? "";

    /// <summary>Its options, in the order of its help.</summary>
    public IReadOnlyList<ShellOption> Options { get; } = [.. Command.Options.Where(option => !option.Hidden).Select(ShellOption.Of)];

    /// <summary>The commands within it.</summary>
    public IReadOnlyList<ShellCommand> Commands { get; } =
        [.. Command.Subcommands.Where(command => !command.Hidden).Select(command => new ShellCommand($"{Path}/{command.Name}", command))];

    /// <summary>What its arguments may be besides files, as far as that is known beforehand.</summary>
    public IReadOnlyList<string> Values { get; } =
    [
        .. Command.Arguments.SelectMany(argument => argument.GetCompletions(CompletionContext.Empty)).Select(item => item.Label)
            .Distinct(),
    ];

    /// <summary>Whether it takes anything besides options and commands.</summary>
    public bool TakesArguments => Command.Arguments.Count > 0;

    /// <summary>Whether one of its arguments can be a file.</summary>
    public bool TakesFiles => Command.Arguments.Any(argument => argument is not IWord);

    /// <summary>This one and all within it.</summary>
    public IEnumerable<ShellCommand> All() => Commands.SelectMany(command => command.All()).Prepend(this);
}
