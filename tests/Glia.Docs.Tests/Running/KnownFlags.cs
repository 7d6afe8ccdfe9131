using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Glia.Docs.Tests.Pages;

namespace Glia.Docs.Tests.Running;

/// <summary>
/// Commands of <c>glia</c> that a page names and no test runs: they and their flags must at least be there, as <c>--help</c> tells.
/// </summary>
internal static partial class KnownFlags
{
    private static readonly ConcurrentDictionary<string, string> s_help = new();

    /// <summary>What is not known in the commands of a fence, or null.</summary>
    public static string? Unknown(Fence fence) => fence.Language is "sh" or "console"
        ? ConsoleLines.Of(fence).Select(command => Unknown(command.Command)).FirstOrDefault(unknown => unknown is not null)
        : null;

    /// <summary>What is not known in a command, or null.</summary>
    public static string? Unknown(string command)
    {
        Match match = Words().Match(command);
        if (!match.Success) return null;
        string name = match.Groups["name"].Value, help = s_help.GetOrAdd(name, Help);
        // What stands after -- or # is not for glia.
        string words = Rest().Replace(match.Groups["rest"].Value, "");
        string? flag = Flag().Matches(words).Select(found => found.Groups[1].Value)
            .FirstOrDefault(flag => !Regex.IsMatch(help, $@"(?<!\S){Regex.Escape(flag)}(?![\w-])"));
        return flag is null ? null : $"glia {name} knows no {flag}.";
    }

    private static string Help(string name)
    {
        using var folder = new Folder();
        using var shell = new Shell(folder.Path);
        Shell.Result result = shell.Run("", $"glia {name} --help")[0];
        Assert.True(result.Code == 0, $"There is no glia {name}: {result.Output}");
        return result.Output;
    }

    [GeneratedRegex(@"(?:^|[\s;|&])glia (?<name>(?:sweep (?:run|collect)|[a-z-]+))(?<rest>.*)")]
    private static partial Regex Words();

    [GeneratedRegex(@"( #| -- ).*")]
    private static partial Regex Rest();

    [GeneratedRegex(@"(?<=\s)(--?[a-z][\w-]*)")]
    private static partial Regex Flag();
}
