using System.CommandLine;
using System.CommandLine.Completions;

namespace Glia.Cli.Shells;

/// <summary>An option as a shell and a manual see it.</summary>
/// <param name="Names">All that it may be called, the long name first.</param>
/// <param name="Description">What it does.</param>
/// <param name="Value">What its value is called; null for a switch.</param>
/// <param name="Choices">What the value may be, as far as that is known beforehand.</param>
internal sealed record ShellOption(IReadOnlyList<string> Names, string Description, string? Value, IReadOnlyList<string> Choices)
{
    /// <summary>The option of a command.</summary>
    public static ShellOption Of(Option option)
    {
        // /? and -? are understood, but nobody completes them.
        string[] names = [.. option.Aliases.Prepend(option.Name).Where(name => name.StartsWith('-') && !name.Contains('?'))];
        bool takesValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
        return new ShellOption([.. names.OrderByDescending(name => name.StartsWith("--", StringComparison.Ordinal))],
            option.Description ?? "", takesValue ? option.HelpName ?? "VALUE" : null,
            takesValue ? [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)] : []);
    }
}
