using Glia.Doctor;
using Glia.Programs.Reading;
using Glia.Programs.Running;
using Glia.Programs.Tapes;

namespace Glia.Programs;

/// <summary>Runs somebody's program, unchanged, watches what it computes, and says why its network does not learn.</summary>
public static class ProgramDoctor
{
    /// <summary>Whether a path names a program.</summary>
    public static bool IsProgram(string path) => Path.GetExtension(path).Equals(".py", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs a program and reads one training step of it.</summary>
    /// <param name="program">The file.</param>
    /// <param name="options">How to run it; the defaults if null.</param>
    /// <exception cref="GliaException">
    /// It cannot be run, or what it computes is not understood: one sentence that says what was understood and what was not.
    /// </exception>
    public static RecordedProgram Record(string program, ProgramOptions? options = null)
    {
        (Tape? tape, string output) = ProgramRun.Run(program, options ?? new ProgramOptions());
        string name = Path.GetFileName(program);
        if (tape is null) throw new GliaException($"{name} was run, and nothing was recorded: {LastLine(output)}");
        if (tape.Windows.Count == 0) throw new GliaException($"{name} {Nothing(tape)}.");
        return Read(program, tape, output);
    }

    /// <summary>Runs a program, reads one training step of it and examines that.</summary>
    /// <param name="program">The file.</param>
    /// <param name="options">How to run it; the defaults if null.</param>
    /// <exception cref="GliaException">As <see cref="Record"/>.</exception>
    public static ExaminationResult Examine(string program, ProgramOptions? options = null) => Examine(Record(program, options));

    /// <summary>Examines what was recorded of a program.</summary>
    public static ExaminationResult Examine(RecordedProgram recorded) =>
        Glia.Doctor.Doctor.Examine(recorded.Arrays, Path.GetFileName(recorded.Program));

    private static RecordedProgram Read(string program, Tape tape, string output)
    {
        string name = Path.GetFileName(program), folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        string understood = "", problem = "";
        foreach (TapeWindow window in tape.Windows.Where(window => window.Kind != "place").OrderBy(window => window.From))
        {
            var reader = new StepReader(new Graph(tape, window));
            try
            {
                RecordedStep step = reader.Read();
                return new RecordedProgram(program, reader.Understood, TraceArrays.Of(step, folder), output);
            }
            catch (NotUnderstood not)
            {
                if (problem.Length > 0 && reader.Understood.Length <= understood.Length) continue;
                (understood, problem) = (reader.Understood, not.Message);
            }
        }
        string known = understood.Length > 0 ? $"It has {understood}. " : "";
        string failed = tape.Error is { } error ? $"It ended with {error}{(tape.ErrorLine is { } line ? $" in line {line}" : "")}. " : "";
        throw new GliaException($"{name} was run and not understood well enough to be judged. {failed}{known}Not understood: {problem}. " +
            "glia explain program says what is recognised, and glia explain trace how to record a step by hand.");
    }

    private static string Nothing(Tape tape) => tape.Ended switch
    {
        "failed" => $"ended before it multiplied anything with weights, with {tape.Error}" +
            (tape.ErrorLine is { } line ? $" in line {line}" : ""),
        _ => "multiplies no numpy array with two axes, so there is no network that could be watched; " +
            "glia explain program says what is recognised",
    };

    private static string LastLine(string output) =>
        output.TrimEnd().Split('\n')[^1].Trim() is { Length: > 0 } line ? line : "it wrote nothing.";
}
