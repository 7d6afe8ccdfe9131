using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Files;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia doctor</c>: says why a network does not learn.</summary>
internal static class DoctorCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "doctor";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Says why a network does not learn, and proves it by short experiments.");
        if (!complete) return command;
        var what = new Argument<string>("SUBJECT") { Description = "mnist, an experiment file, a run folder, a model file (with --data), a data file, or a trace (.npz) of your own network." };
        var data = new Option<string?>("--data") { Description = "The data of a model file.", HelpName = "DATA" };
        var targets = new Option<string?>("--targets") { Description = "The column or array with the right answers.", HelpName = "NAME" };
        var run = new Option<bool>("--run") { Description = "Trains it to the end and watches, instead of short experiments only." };
        var quick = new Option<bool>("--quick") { Description = "Only what needs no training." };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object instead." };
        var fix = new Option<string?>("--fix") { Description = "Writes the mended experiment, with a comment at each change.", HelpName = "OUT.json" };
        foreach (Symbol symbol in (ReadOnlySpan<Symbol>)[what, data, targets, run, quick, json, fix])
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }
        command.SetAction(parsed =>
        {
            Tier tier = parsed.GetValue(run) ? Tier.Run : parsed.GetValue(quick) ? Tier.Gradients : Tier.Experiments;
            return Run(terminal(), parsed.GetRequiredValue(what), parsed.GetValue(data), parsed.GetValue(targets), tier, parsed.GetValue(json), parsed.GetValue(fix));
        });
        Examples.Attach(command, """
            glia doctor samples/experiments/origin.json
            glia doctor runs/mnist --json
            glia doctor flowers.csv --targets species
            glia doctor samples/experiments/origin.json --fix mended.json
            """);
        return command;
    }

    private static int Run(Terminal terminal, string what, string? data, string? targets, Tier tier, bool json, string? fix)
    {
        ExaminationResult result = Examination(what, data, targets, tier);
        if (json) terminal.Plain.WriteLine(result.Diagnosis.ToJson());
        else DoctorReport.Write(terminal.Screen, result.Diagnosis);
        if (fix is not null) Fix(terminal, what, result, fix, json);
        return result.Diagnosis.ExitCode;
    }

    private static ExaminationResult Examination(string what, string? data, string? targets, Tier tier)
    {
        if (IsModel(what))
        {
            if (data is null) throw new GliaException($"{what} is a model; say on which data to examine it: glia doctor {what} --data mnist.");
            return new ExaminationResult(ModelExaminer.Examine(what, Subjects.Model(what), Subjects.Judging(data, targets)), null, []);
        }
        if (Directory.Exists(what) && File.Exists(Path.Combine(what, RunFolder.ExperimentFile)))
        {
            (Experiment made, LoadedData given) = Subjects.Experiment(Path.Combine(what, RunFolder.ExperimentFile), new ExperimentOverrides());
            return RunFolderExaminer.Examine(what, ExperimentSubject.Of(made, given) with { Name = what }, tier);
        }
        if (Path.GetExtension(what).Equals(".npz", StringComparison.OrdinalIgnoreCase) && File.Exists(what) && TraceReader.LooksLikeTrace(Npz.Read(what)))
            return new ExaminationResult(TraceDoctor.Examine(what), null, []);
        bool dataAlone = what != Recipe.MnistSource && !Path.GetExtension(what).Equals(".json", StringComparison.OrdinalIgnoreCase);
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(what, new ExperimentOverrides { Targets = targets is null ? null : [targets] });
        return Examiner.Examine(ExperimentSubject.Of(experiment, loaded) with { Name = Path.GetFileName(what) }, dataAlone ? Tier.Data : tier);
    }

    private static bool IsModel(string what) => Path.GetExtension(what).Equals(".safetensors", StringComparison.OrdinalIgnoreCase);

    private static void Fix(Terminal terminal, string what, ExaminationResult result, string fix, bool json)
    {
        if (result.Mended() is not { } mended || result.Patient is not { } patient || result.Experiment is not { } experiment)
        {
            if (!json) terminal.Screen.WriteLine($"Nothing was written to {fix}: no finding of {what} can be mended mechanically.");
            return;
        }
        AtomicFile.WriteText(fix, MendedFile.Write(experiment.WithAbsoluteSource(), patient, mended, result.Repairs));
        if (!json) terminal.Screen.WriteLine($"The mended experiment is in {fix}; compare: glia train {fix}");
    }
}
