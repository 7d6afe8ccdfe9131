using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Files;
using Glia.Programs.Frameworks;
using Glia.Programs.Mending;
using Glia.Programs.Perceptrons;
using Glia.Programs.Reading;
using Glia.Programs.Running;
using Glia.Programs.Tapes;

namespace Glia.Programs;

/// <summary>Runs somebody's program, unchanged, watches what it computes, and says why its network does not learn.</summary>
public static class ProgramDoctor
{
    /// <summary>Whether a path names a program.</summary>
    public static bool IsProgram(string path) => Path.GetExtension(path).Equals(".py", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs a program and reads what its network computes in a step.</summary>
    /// <param name="program">The file.</param>
    /// <param name="options">How to run it; the defaults if null.</param>
    /// <exception cref="GliaException">
    /// It cannot be run, or what it computes is not understood: one sentence that says what was understood and what was not.
    /// </exception>
    public static RecordedProgram Record(string program, ProgramOptions? options = null) =>
        Record(program, options ?? new ProgramOptions(), mended: null);

    /// <summary>The same; with the text of another file in the program's place.</summary>
    internal static RecordedProgram Record(string program, ProgramOptions options, string? mended)
    {
        (Tape? tape, string output, string python) = ProgramRun.Run(program, options, mended);
        string name = Path.GetFileName(program), folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        // Whoever starts src/train.py in the folder above has its files there.
        if (options.Folder is null && tape?.MissingFile is { } missing && !Path.IsPathRooted(missing) && Path.Exists(missing)
            && Environment.CurrentDirectory is var here && here != folder)
        {
            options.Remarks?.WriteLine($"It looks for {missing}, which lies in {here}, and runs once more in there.");
            return Record(program, options with { Folder = here, Python = python }, mended);
        }
        if (tape is null) throw new GliaException($"{name} was run, and nothing was recorded: {LastLine(output)}");
        if (LibraryReader.Read(tape, name) is { } read)
            return new RecordedProgram(program, read.Understood, [], output) { Experiment = read.Experiment, Seen = read.Seen };
        if (tape is { Windows.Count: 0, IsOfTensors: true })
            tape = Again("It asks PyTorch for no gradients, and runs once more with its tensors watched as arrays are.",
                tensors: true) ?? tape;
        // What multiplies arrays may stand in it and never run: then the network is in its own numbers.
        else if (tape is { Windows.Count: 0, IsPlain: false, Ended: "finished" })
            tape = Again("It multiplies no arrays, and runs once more with its own numbers watched.", plain: true) ?? tape;
        if (tape.Thresholds.Count > 0) return OfThresholds(tape.Thresholds);
        if (tape is { Windows.Count: 0, Unread: { } unread })
            throw new GliaException($"{name} was run and not understood well enough to be judged. {Failed(tape)}" +
                $"It computes number by number, and {unread.InWords(name)}. glia explain program says what is recognised.");
        if (tape.Windows.Count == 0) throw new GliaException($"{name} {Nothing(tape, output, options)}.");
        var reader = new ProgramReader(tape);
        IReadOnlyList<RecordedStep> steps = reader.Read();
        if (steps.Count == 0 && reader.MayBeOfNumbers
            && Again("What its weights are is not seen, and it runs once more with its own numbers watched.", plain: true) is { } numbers)
        {
            if (numbers.Thresholds.Count > 0) return OfThresholds(numbers.Thresholds);
            var other = new ProgramReader(numbers);
            if (other.Read() is { Count: > 0 } found) (tape, reader, steps) = (numbers, other, found);
        }
        if (steps.Count == 0) throw new GliaException(NotUnderstood(name, tape, reader));
        IReadOnlyDictionary<string, NdArray>[] traces = [.. steps.Select(step => TraceArrays.Of(step, folder))];
        return new RecordedProgram(program, reader.Understood, traces, output)
        {
            Steps = steps,
            JointFindings =
            [
                .. new LoopFaults(tape, reader.All, folder).Find(),
                .. new[]
                {
                    PairsOfRows.Of(reader.All, steps[^1].Evaluation, folder),
                    OwnRun.Of([.. reader.All, .. steps]) is { HasLearned: true } ? null : RateLeft.Of(reader.All, folder),
                }.OfType<Finding>(),
            ],
            Lived = OwnRun.Of([.. reader.All, .. steps]) ?? OwnRun.Of(tape),
            Distances = reader.Distances,
            Python = python,
            Options = options,
        };

        Tape? Again(string why, bool plain = false, bool tensors = false)
        {
            options.Remarks?.WriteLine(why);
            // What it writes was shown.
            Tape? again = ProgramRun.Run(program, options with { Python = python, Echo = null }, mended, plain, tensors).Tape;
            return again is { Windows.Count: > 0 } or { Thresholds.Count: > 0 } ? again : null;
        }

        RecordedProgram OfThresholds(IReadOnlyList<ThresholdUnit> units) =>
            new(program, PerceptronDoctor.Understood(units), [], output) { Thresholds = units };
    }

    /// <summary>Runs a program, reads its steps and examines them.</summary>
    /// <param name="program">The file.</param>
    /// <param name="options">How to run it; the defaults if null.</param>
    /// <exception cref="GliaException">As <see cref="Record(string, ProgramOptions?)"/>.</exception>
    public static ExaminationResult Examine(string program, ProgramOptions? options = null) => Examine(Record(program, options));

    /// <summary>
    /// Examines what was recorded of a program: every step, and what was found in any of them, with the corrected line where one can be
    /// written, and its proof where the options ask for it.
    /// </summary>
    public static ExaminationResult Examine(RecordedProgram recorded)
    {
        ExaminationResult found = Judge(recorded);
        return found with { Diagnosis = Corrections.Add(found.Diagnosis, recorded) };
    }

    /// <summary>Writes the program with every line that can be corrected into another file; the program stays as it is.</summary>
    /// <param name="recorded">The program.</param>
    /// <param name="diagnosis">What was found in it.</param>
    /// <param name="path">The file to make or replace.</param>
    /// <returns>The changed lines in words; null where no line can be written, and nothing was.</returns>
    /// <exception cref="GliaException">The path is that of the program or of no Python program, or cannot be written.</exception>
    public static string? Fix(RecordedProgram recorded, Diagnosis diagnosis, string path)
    {
        RefuseFix(recorded.Program, path);
        if (recorded.Python.Length == 0) return null;
        string folder = Directory.CreateTempSubdirectory("glia-mended-").FullName, beside = path + ".part";
        try
        {
            if (Corrections.All(diagnosis, recorded, new ProgramMender(recorded.Python, folder)) is not { } mended) return null;
            File.Copy(mended.File, beside, overwrite: true);
            File.Move(beside, path, overwrite: true);
            return mended.Change;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GliaException($"{path} cannot be written ({error.Message.TrimEnd('.')}).", error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Refuses a file for the mended program that is none, or that is the program itself.</summary>
    /// <exception cref="GliaException">It is so.</exception>
    public static void RefuseFix(string program, string path)
    {
        if (!IsProgram(path)) throw new GliaException($"The mended program is a Python file, and {path} is not called one: name it .py.");
        if (Path.GetFullPath(path) == Path.GetFullPath(program))
            throw new GliaException($"{path} is the program itself, which is never changed; name another file.");
    }

    /// <summary>What is found, without corrections.</summary>
    internal static ExaminationResult Judge(RecordedProgram recorded)
    {
        string name = Path.GetFileName(recorded.Program), folder = Path.GetDirectoryName(Path.GetFullPath(recorded.Program))!;
        if (recorded.Experiment is { } experiment) return ExperimentOfProgram.Examine(name, folder, experiment);
        // What each output is compared with is not what a trace holds: nothing else that follows from it is true.
        if (recorded.Steps.Select(step => step.Spread).FirstOrDefault(spread => spread is not null) is { } spread)
            return ExperimentOfProgram.Tell(name, folder, [spread.Finding]);
        if (recorded.Thresholds.Count > 0) return new PerceptronDoctor(name, folder).Judge(recorded.Thresholds);
        if (recorded.Seen.Count > 0) return ExperimentOfProgram.Tell(name, folder, recorded.Seen);
        // Side by side: each has its own trials, which take most of the time.
        var results = new ExaminationResult[recorded.Traces.Count];
        try
        {
            Parallel.For(0, results.Length, i => results[i] = Glia.Doctor.Doctor.Examine(recorded.Traces[i], name));
        }
        catch (AggregateException several) when (several.InnerException is GliaException one)
        {
            throw new GliaException(one.Message, one);
        }
        return results[^1] with { Diagnosis = Together(name, [.. results.Select(result => result.Diagnosis)], recorded) };
    }

    // A fault that several steps show is said once, as the last of them shows it; what one step leaves open another may decide.
    private static Diagnosis Together(string name, IReadOnlyList<Diagnosis> diagnoses, RecordedProgram recorded)
    {
        bool isOfUnits = recorded.Steps.Any(step => step.IsOfUnits);
        if (diagnoses is [var only] && recorded.JointFindings.Count == 0 && recorded.Lived is null && !isOfUnits) return only;
        var examination = new Examination(name);
        foreach (Finding finding in recorded.JointFindings) examination.Report(finding);
        HashSet<string> found = [.. recorded.JointFindings.Select(finding => finding.Code)];
        foreach (Diagnosis diagnosis in diagnoses.Reverse())
        {
            // What is folded under a cause is folded anew.
            foreach (Finding finding in diagnosis.Findings)
                if (finding.ExplainedBy is null && !found.Contains(finding.Code)) examination.Report(finding);
            found.UnionWith(diagnosis.Findings.Select(finding => finding.Code));
        }
        foreach (var checks in diagnoses.Reverse().SelectMany(diagnosis => diagnosis.Checks).GroupBy(check => check.Code))
            if (!found.Contains(checks.Key)) examination.Note(checks.OrderBy(check => check.Outcome).First());
        recorded.Lived?.Acquit(examination);
        // A gradient that no known mistake explains may just as well be one of which a part was not found.
        if (isOfUnits && examination.Findings.All(finding => finding.Fault != Faults.WrongGradient || finding.Grade != Grade.Strong))
            examination.Soften(Faults.WrongGradient,
                "The step was put together of single numbers, of which something may be missing.");
        recorded.Lived?.NeverWithoutAWord(examination);
        return examination.Conclude();
    }

    private static string NotUnderstood(string name, Tape tape, ProgramReader reader)
    {
        string known = reader.Understood.Length > 0 ? $"It has {reader.Understood}. " : "";
        string memory = tape.LeftOut > 0 ? $"{tape.LeftOut} arrays were larger than the memory set aside for recording. " : "";
        return $"{name} was run and not understood well enough to be judged. {Failed(tape)}{memory}{known}" +
            $"Not understood: {reader.Problem}. glia explain program says what is recognised, " +
            "and glia explain trace how to record a step by hand.";
    }

    private static string Failed(Tape tape) =>
        tape.Error is { } error ? $"It ended with {error}{(tape.ErrorLine is { } line ? $" in line {line}" : "")}. " : "";

    private static string Nothing(Tape tape, string output, ProgramOptions options) => tape.Ended switch
    {
        "exited" => $"ended with {tape.Error} before it multiplied anything with weights" +
            (string.IsNullOrWhiteSpace(output) ? "" : $"; the last it wrote is: {LastLine(output)}") +
            " (its own arguments are given after --)",
        "failed" => $"ended before it multiplied anything with weights, with {tape.Error}" +
            (tape.ErrorLine is { } line ? $" in line {line}" : ""),
        "limit" => $"was stopped after {options.SecondsBefore:0.#} s, in which it multiplied nothing with weights; " +
            "give it less to load before, such as fewer rows",
        _ => "multiplies no numpy arrays with one another, so there is no network that could be watched; " +
            "glia explain program says what is recognised",
    };

    private static string LastLine(string output) =>
        output.TrimEnd().Split('\n')[^1].Trim() is { Length: > 0 } line ? line : "it wrote nothing.";
}
