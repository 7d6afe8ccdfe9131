using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Glia.Programs.Running;

/// <summary>Finds the Python that a program is run with: the first that has what the program imports.</summary>
internal static class Python
{
    // Long enough for a slow disk, short enough that nobody waits for what hangs. A convention.
    private const int MostMilliseconds = 20_000;

    // Where many systems keep the Python that their packages belong to, whatever stands before it on the path.
    private const string OfTheSystem = "/usr/bin/python3";

    /// <summary>The command that starts Python: what was asked for, else the first of <see cref="Candidates"/> that will do.</summary>
    /// <param name="program">The program; its imports are read, it is not run.</param>
    /// <param name="wanted">What was asked for, which is taken whatever the program imports; null to search.</param>
    /// <param name="recorder">The folder in which the recorder lies.</param>
    /// <param name="remarks">Told where it is not the first that was tried.</param>
    /// <exception cref="GliaException">There is none that will do; one sentence that says what each lacks and what to do.</exception>
    public static string Find(string program, string? wanted, string recorder, TextWriter? remarks)
    {
        string check = Path.Combine(recorder, "imports.py");
        if (wanted is not null) return Wanted(wanted, check, program);
        List<Answer> answers = [];
        foreach (string candidate in Candidates())
        {
            if (Ask(candidate, check, program) is not { } answer) continue;
            if (answers.Exists(other => other.Executable == answer.Executable)) continue;
            answers.Add(answer);
            if (answer is { IsNewEnough: true, Missing: [], Wished: [] }) break;
        }
        // A module that is imported in a function or on a condition may never be wanted.
        Answer? taken = answers.Where(answer => answer is { IsNewEnough: true, Missing: [] }).MinBy(answer => answer.Wished.Count);
        if (taken is null) throw new GliaException(Nowhere(Path.GetFileName(program), answers));
        string passed = string.Join("; ", answers.TakeWhile(answer => answer != taken).Select(Lack));
        if (passed.Length > 0) remarks?.WriteLine($"It is run with {taken.Command}: {passed}.");
        return taken.Command;
    }

    /// <summary>What is tried, in order.</summary>
    public static IReadOnlyList<string> Candidates() =>
    [
        .. Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } said ? [said] : Array.Empty<string>(),
        "python3",
        "python",
        .. File.Exists(OfTheSystem) ? [OfTheSystem] : Array.Empty<string>(),
    ];

    // What somebody names is what they get; only what the recorder itself cannot do without is asked for.
    private static string Wanted(string wanted, string check, string program)
    {
        if (Ask(wanted, check, program) is not { } answer)
            throw new GliaException($"There is no Python to run the program with ({wanted} was tried); name another with --python.");
        if (!answer.IsNewEnough || answer.Missing.Contains("numpy"))
            throw new GliaException($"{wanted} {(answer.IsNewEnough ? "has no numpy" : "is older than Python 3.6")}, and recording a " +
                $"program needs it: {wanted} -m pip install numpy, or name another Python with --python.");
        return wanted;
    }

    private static string Nowhere(string name, List<Answer> answers) =>
        answers.Count == 0
            ? $"There is no Python to run the program with ({string.Join(", ", Candidates())} was tried); name one with --python."
            : $"No Python here has what {name} imports: {string.Join("; ", answers.Select(Lack))}. Install it there " +
                $"({answers[0].Command} -m pip install …), or name the Python that the program is usually run with: --python COMMAND.";

    private static string Lack(Answer answer) =>
        !answer.IsNewEnough ? $"{answer.Command} is older than Python 3.6"
        : $"{answer.Command} has no {string.Join(" and no ", answer.Missing.Count > 0 ? answer.Missing : answer.Wished)}";

    private static Answer? Ask(string command, string check, string program)
    {
        var start = new ProcessStartInfo(command, [check, program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> said = process.StandardOutput.ReadToEndAsync();
            process.BeginErrorReadLine();
            if (process.WaitForExit(MostMilliseconds)) return Read(command, said.GetAwaiter().GetResult());
            process.Kill(entireProcessTree: true);
            return null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // What cannot even read a program's imports is too old for that.
    private static Answer Read(string command, string said)
    {
        try
        {
            using JsonDocument answer = JsonDocument.Parse(said);
            JsonElement root = answer.RootElement;
            return new(command, root.GetProperty("executable").GetString()!, root.GetProperty("new_enough").GetBoolean(),
                Names(root.GetProperty("missing")), Names(root.GetProperty("wished")));
        }
        catch (JsonException)
        {
            return new(command, command, IsNewEnough: false, [], []);
        }
    }

    private static List<string> Names(JsonElement list) => [.. list.EnumerateArray().Select(name => name.GetString()!)];

    private sealed record Answer(string Command, string Executable, bool IsNewEnough, List<string> Missing, List<string> Wished);
}
