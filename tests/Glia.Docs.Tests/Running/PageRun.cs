using Glia.Docs.Tests.Pages;

namespace Glia.Docs.Tests.Running;

/// <summary>
/// One page, done as it says from top to bottom in an empty folder: named fences become files, programs are compiled and run, commands
/// are typed, and what each prints is held against what the page shows.
/// </summary>
internal sealed class PageRun : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Shell _shell;
    private readonly List<(string Shown, string Printed)> _rewritten = [];

    // Files that the page names and no command has used yet.
    private readonly HashSet<string> _waiting = [];
    private string? _printed;

    public PageRun()
    {
        _shell = new Shell(_folder.Path);
        // Pages are read with the checkout at hand.
        foreach (string name in (string[])["samples", "docs"]) Directory.CreateSymbolicLink(_folder[name], Repository.At(name));
    }

    /// <summary>What this machine lacks for fences that were passed over.</summary>
    public SortedSet<string> Missing { get; } = [];

    /// <summary>The files that the page names and no command of it uses.</summary>
    public IReadOnlyCollection<string> NeverUsed => _waiting;

    /// <summary>Does what a fence says.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Do(Fence fence)
    {
        if (fence.NotRun is { } reason) return reason.Length > 0 ? KnownFlags.Unknown(fence) : "'not run' needs a reason.";
        if (fence.Needs.FirstOrDefault(need => !Needs.AreMet(need)) is { } need)
        {
            Missing.Add(need);
            return null;
        }
        if (fence.IsPrinted) return _printed is { } printed ? ShownOutput.Difference(fence.Text, printed) : "No program stands above it.";
        if (fence.BackgroundUntil is { } until) return _shell.RunInBackground(Assert.Single(ConsoleLines.Of(fence)).Command, until);
        if (fence.Language is "sh" or "console") return Commands(fence);
        if (fence.Language == "csharp" && fence.Name is null) return Program(fence);
        if (fence.Language is "json" or "jsonc" && fence.Name is null) return ExperimentFragment.Error(fence.Text);
        if (fence.Name is null) return $"A fence in {fence.Language} needs a file name, or a comment that says why it is not run.";
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[fence.Name])!);
        _folder.Write(fence.Name, fence.Text);
        _waiting.Add(fence.Name);
        return null;
    }

    /// <summary>The page with what its commands printed in the place of what it showed, save where lines were left out.</summary>
    public string Rewritten(string page)
    {
        foreach ((string shown, string printed) in _rewritten)
            if (!shown.Contains('…', StringComparison.Ordinal))
                page = page.Replace($"```console\n{shown}```", $"```console\n{printed.TrimEnd('\n')}\n```", StringComparison.Ordinal);
        return page;
    }

    public void Dispose()
    {
        _shell.Dispose();
        // The links are removed, not what they lead to.
        foreach (string name in (string[])["samples", "docs"]) Directory.Delete(_folder[name]);
        _folder.Dispose();
    }

    private string? Program(Fence fence)
    {
        // Usings stand first in a file, whatever is given to it.
        IEnumerable<string> lines = $"{fence.Given}\n{fence.Text}\n{fence.GivenAfter}".Split('\n');
        ILookup<bool, string> parts = lines.ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('='));
        string name = $"line{fence.Line}.cs";
        _folder.Write(name, string.Join('\n', parts[true].Distinct().Concat(parts[false])));
        Shell.Result result = _shell.Run(fence.CompiledOnly is null ? "" : "export COMPILE_ONLY=yes", $"dotnet run {name}")[0];
        _printed = result.Output;
        return result.Code == fence.ExitCode ? null : $"It ends with {result.Code}: {result.Output}";
    }

    private string? Commands(Fence fence)
    {
        IReadOnlyList<ConsoleLines> commands = ConsoleLines.Of(fence);
        _waiting.RemoveWhere(file => commands.Any(command => command.Command.Contains(file, StringComparison.Ordinal)));
        IReadOnlyList<Shell.Result> results = _shell.Run(fence.Given, [.. commands.Select(command => command.Command)]);
        _rewritten.Add((fence.Text, string.Concat(commands.Zip(results, (command, result) => $"$ {command.Command}\n{result.Output}"))));
        foreach ((ConsoleLines command, Shell.Result result) in commands.Zip(results))
        {
            if (result.Code != fence.ExitCode) return $"{command.Command}\nends with {result.Code}: {result.Output}";
            if (command.Shown is { } shown && ShownOutput.Difference(shown, result.Output) is { } difference)
                return $"{command.Command}\n{difference}\n{result.Output}";
        }
        return null;
    }
}
