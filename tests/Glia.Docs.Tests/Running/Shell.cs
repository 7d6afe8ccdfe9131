using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Glia.Docs.Tests.Running;

/// <summary>
/// Runs commands as somebody types them, in a folder: <c>glia</c> is the command line that was built; <c>dotnet run</c> starts samples
/// that were built, and compiles a single file without building what it uses anew; <c>python3</c> is Debian's, which has numpy.
/// </summary>
internal sealed partial class Shell : IDisposable
{
    // The longest fence of a page takes some ten seconds alone; two cores may have much else to do.
    private const int Patience = 300_000;

    private const string Dotnet = """
        if [ "$1" != run ]; then exec "$REAL_DOTNET" "$@"; fi
        shift
        while [ $# -gt 0 ]; do
            case "$1" in
                -c) shift 2 ;;
                --project) program="$BUILT/$(basename "$2").dll"; shift 2 ;;
                --) shift; break ;;
                *.cs)
                    name=$(basename "$1" .cs) program="$PROGRAMS/$name.dll"
                    "$REAL_DOTNET" "$COMPILER" -noconfig "@$PROGRAMS/options.rsp" "-out:$program" "$1" || exit
                    cp "$BUILT/Glia.Cli.runtimeconfig.json" "$PROGRAMS/$name.runtimeconfig.json"
                    shift ;;
                *) break ;;
            esac
        done
        if [ -n "$COMPILE_ONLY" ]; then exit 0; fi
        exec "$REAL_DOTNET" "$program" "$@"
        """;

    private readonly string _folder;
    private readonly Folder _programs = new();
    private readonly List<Process> _background = [];

    /// <summary>A shell in a folder.</summary>
    public Shell(string folder)
    {
        _folder = folder;
        Programs.Prepare(_programs.Path);
        Directory.CreateDirectory(_programs["tools"]);
        WriteTool("glia", """exec "$REAL_DOTNET" "$BUILT/Glia.Cli.dll" "$@" """);
        // The checkout has a script of that name, which pages begin with.
        File.CreateSymbolicLink(Path.Combine(folder, "glia"), _programs[Path.Combine("tools", "glia")]);
        WriteTool("dotnet", Dotnet);
        const string Debian = "/usr/bin/python3";
        if (File.Exists(Debian)) WriteTool("python3", $"exec {Debian} \"$@\"");
    }

    /// <summary>What a command left behind.</summary>
    public sealed record Result(string Output, int Code);

    /// <summary>Runs commands one after the other in one shell, so that variables and the folder stay.</summary>
    /// <param name="given">What goes before them.</param>
    /// <param name="commands">The commands.</param>
    public IReadOnlyList<Result> Run(string given, params IReadOnlyList<string> commands)
    {
        using Process process = Start($"exec 2>&1\n{given}\nprintf '\\001'\n" +
            string.Concat(commands.Select(command => $"{command}\nprintf '\\001%s\\001' $?\n")));
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), "The commands do not end.");
        Assert.True(output.StartsWith('\u0001'), $"What is given says: {output}");
        Result[] results = [.. Ended().Matches(output, 1)
            .Select(match => new Result(match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)))];
        Assert.True(results.Length == commands.Count, $"Of {commands.Count} commands {results.Length} ended: {output}");
        return results;
    }

    /// <summary>Starts a command that stays until this shell is gone, and waits until it prints something.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? RunInBackground(string command, string until)
    {
        Process process = Start($"exec 2>&1\n{command}");
        _background.Add(process);
        var printed = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains(until, StringComparison.Ordinal)) return null;
            printed.Add(line);
        }
        return $"It ends without printing '{until}': {string.Join('\n', printed)}";
    }

    public void Dispose()
    {
        foreach (Process process in _background)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
        _programs.Dispose();
    }

    private Process Start(string script)
    {
        string file = _programs.Write($"{Guid.NewGuid():N}.sh", script.ReplaceLineEndings("\n"));
        var start = new ProcessStartInfo("sh", [file]) { WorkingDirectory = _folder, RedirectStandardOutput = true };
        string path = Environment.GetEnvironmentVariable("PATH")!;
        IDictionary<string, string?> variables = start.Environment;
        variables["REAL_DOTNET"] = path.Split(Path.PathSeparator).Select(at => Path.Combine(at, "dotnet")).First(File.Exists);
        (variables["COMPILER"], variables["BUILT"], variables["PROGRAMS"]) = (Programs.Compiler, AppContext.BaseDirectory, _programs.Path);
        (variables["REPOSITORY"], variables["PATH"]) = (Repository.Root, _programs["tools"] + Path.PathSeparator + path);
        return Process.Start(start)!;
    }

    private void WriteTool(string name, string script)
    {
        string file = _programs.Write(Path.Combine("tools", name), $"#!/bin/sh\n{script.ReplaceLineEndings("\n")}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [GeneratedRegex("([^\u0001]*)\u0001(\\d+)\u0001")]
    private static partial Regex Ended();
}
