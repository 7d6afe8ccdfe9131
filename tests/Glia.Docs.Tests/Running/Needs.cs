using System.Collections.Concurrent;

namespace Glia.Docs.Tests.Running;

/// <summary>What some fences need and not every machine has: a program, or a module of Python.</summary>
internal static class Needs
{
    private static readonly ConcurrentDictionary<string, bool> s_known = new();

    /// <summary>Whether it is there.</summary>
    public static bool AreMet(string need) => s_known.GetOrAdd(need, name =>
    {
        using var folder = new Folder();
        using var shell = new Shell(folder.Path);
        return shell.Run("", $"command -v {name} || python3 -c 'import {name}'")[0].Code == 0;
    });
}
