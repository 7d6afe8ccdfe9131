using System.CommandLine;
using Glia.Cli.Screen;
using Glia.Doctor;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Interop;
using Glia.Programs;
using Glia.Report;

namespace Glia.Cli.Commands;

/// <summary><c>glia doctor</c>: says why a network does not learn.</summary>
internal static class DoctorCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "doctor";

    private const string NothingToMend = "nothing has to be mended.";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Says why a network does not learn, and proves it by short experiments.");
        if (!complete) return command;
        var what = new Argument<string>("SUBJECT")
        {
            Description = "mnist, an experiment file, a run folder, a model file, also of another program, a data file or folder, " +
                "a program (.py) of your own, which is run, or a trace (.npz) of your own network.",
        };
        var judged = new Argument<string[]>("DATA")
        {
            Description = "The data to judge a model by; with a program its own arguments, after --.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var data = new Option<string?>("--data") { Description = "The same, as an option.", HelpName = "DATA" };
        Option<string?> targets = CommonFlags.Targets();
        var run = new Option<bool>("--run") { Description = "Trains it to the end and watches, instead of short experiments only." };
        var quick = new Option<bool>("--quick") { Description = "Only what needs no training." };
        var json = CommonFlags.Json();
        var verbose = new Option<bool>("--verbose", "-v")
        {
            Description = "Lists every check, every remark, and how the doctor came to it.",
        };
        var fix = new Option<string?>("--fix")
        {
            Description = "Writes the mended experiment, with a comment at each change, or the mended program (OUT.py).",
            HelpName = "OUT.json",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Writes what it found to look at: .html, .md or .json.",
            HelpName = "OUT.html",
        };
        var program = new ProgramFlags();
        foreach (Symbol symbol in (ReadOnlySpan<Symbol>)
            [what.Offers(Subjects.Names), judged, data, targets, run, quick, json, verbose, fix, report, .. program.Options, program.Prove])
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }
        command.SetAction(parsed =>
        {
            string subject = parsed.GetRequiredValue(what);
            string[] rest = parsed.GetValue(judged) ?? [];
            bool asJson = parsed.GetValue(json), all = parsed.GetValue(verbose);
            string? page = parsed.GetValue(report);
            if (page is not null) ReportDocument.Check(page);
            if (ProgramDoctor.IsProgram(subject))
            {
                ProgramFlags.RefuseOthers(parsed, data, targets, run, quick);
                if (parsed.GetValue(fix) is { } mended) ProgramDoctor.RefuseFix(subject, mended);
                return RunProgram(terminal(), subject, program.Read(parsed, rest, terminal()), asJson, all, parsed.GetValue(fix), page);
            }
            program.Refuse(parsed, subject);
            if (rest.Length > 1) throw new GliaException($"'{rest[1]}' is one word too many; see glia {Name} --help.");
            Tier tier = parsed.GetValue(run) ? Tier.Run : parsed.GetValue(quick) ? Tier.Gradients : Tier.Experiments;
            var options = new ExaminationOptions
            {
                UpTo = tier,
                Sources = Subjects.Sources,
                OpenModel = path => Opened(path, terminal().Errors),
                Data = rest.FirstOrDefault() ?? parsed.GetValue(data),
                Targets = parsed.GetValue(targets) is { } names ? NameList.Split(names) : null,
            };
            return Run(terminal(), subject, options, asJson, all, parsed.GetValue(fix), page);
        });
        Examples.Attach(command, """
            glia doctor samples/experiments/origin.json
            glia doctor runs/mnist --json
            glia doctor runs/mnist/model.safetensors mnist
            glia doctor model.keras data.npz
            glia doctor flowers.csv --targets species
            glia doctor samples/experiments/origin.json --fix mended.json
            glia doctor samples/experiments/origin.json --report origin.html
            glia doctor network.py -- --epochs 5
            glia doctor network.py --prove
            glia doctor network.py --fix mended.py
            """);
        return command;
    }

    // What of the file is left out belongs beside the report.
    private static OpenedModel? Opened(string path, TextWriter says)
    {
        if (!ForeignModels.IsModel(path) || Subjects.IsRun(path) || ForeignModels.Open(path) is not { } foreign) return null;
        foreach (string note in foreign.Notes) says.WriteLine($"note      {note}");
        return new OpenedModel(foreign.Model, foreign.Training);
    }

    private static int Run(Terminal terminal, string what, ExaminationOptions options, bool json, bool verbose, string? fix,
        string? page)
    {
        StandardInput.Refuse(what);
        ExaminationResult result = Glia.Doctor.Doctor.Examine(what, options);
        Subjects.Remark(json ? terminal.Errors : terminal.Plain, what);
        if (json) terminal.Plain.WriteLine(result.Diagnosis.ToJson());
        else new DoctorReport(terminal.Screen, verbose).Write(result.Diagnosis);
        if (page is not null) Show(json ? terminal.Errors : terminal.Plain, result, what, page);
        if (fix is not null) Fix(json ? terminal.Errors : terminal.Plain, what, result, options.UpTo, fix);
        return result.Diagnosis.ExitCode;
    }

    private static int RunProgram(Terminal terminal, string program, ProgramOptions options, bool json, bool verbose, string? fix,
        string? page)
    {
        ProgramFlags.Announce(terminal.Errors, program, options);
        RecordedProgram? recorded = null;
        ExaminationResult? result = null;
        int ended = ProgramFlags.Ending(terminal, () =>
        {
            recorded = ProgramDoctor.Record(program, options);
            // To prove a finding the program is run again.
            if (options.Prove) result = ProgramDoctor.Examine(recorded);
            return 0;
        });
        if (recorded is null || ended != 0) return ended;
        result ??= ProgramDoctor.Examine(recorded);
        string folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        if (json) terminal.Plain.WriteLine(result.Diagnosis.ToJson());
        else new DoctorReport(terminal.Screen, verbose, folder).Write(result.Diagnosis);
        if (page is not null)
        {
            Reports.OfDiagnosis(result.Diagnosis, program: folder).Write(page);
            Place(json ? terminal.Errors : terminal.Plain, page);
        }
        if (fix is not null) FixProgram(json ? terminal.Errors : terminal.Plain, recorded, result.Diagnosis, fix);
        return result.Diagnosis.ExitCode;
    }

    private static void FixProgram(TextWriter says, RecordedProgram recorded, Glia.Doctor.Findings.Diagnosis diagnosis, string fix) =>
        says.WriteLine(ProgramDoctor.Fix(recorded, diagnosis, fix) is { } changes
            ? $"The mended program is in {fix}: {changes}."
            : $"Nothing was written to {fix}: " + (diagnosis.Verdict == Verdict.Healthy ? NothingToMend
                : "no line could be written that is certain to be right; change the program by hand as the report says."));

    // Of a run its own panels stand below what was found.
    private static void Show(TextWriter says, ExaminationResult result, string what, string page)
    {
        RecordedRun? run = RunFolder.IsRun(what) ? RecordedRun.Read(what) : null;
        bool mendable = result.Diagnosis.Verdict == Verdict.Sick && result.Experiment is not null;
        Reports.OfDiagnosis(result.Diagnosis, run, result.Experiment,
            next: mendable ? $"glia doctor {NextStep.Word(what)} --fix mended.json" : null).Write(page);
        Place(says, page);
    }

    private static void Place(TextWriter says, string page) => says.WriteLine(NextStep.ToLookAt(page));

    // Where the report is JSON, what is said about the file goes beside it, to standard error.
    private static void Fix(TextWriter says, string what, ExaminationResult result, Tier tier, string fix)
    {
        if (result.Mend() is { } mending)
        {
            mending.Write(fix);
            says.WriteLine($"The mended experiment is in {fix}; it was trained: {mending.Reached}.");
            says.WriteLine($"To train it to the end: glia train {NextStep.Word(fix)}");
            return;
        }
        says.WriteLine($"Nothing was written to {fix}: {Reason(what, result, tier)}");
    }

    private static string Reason(string what, ExaminationResult result, Tier tier) =>
        result.Experiment is null ? $"{what} has no experiment file that could be mended; change what made it as the report says."
        : result.Diagnosis.Verdict == Verdict.Healthy ? NothingToMend
        : tier < Tier.Experiments ? "what --quick skips is needed to try a change; leave it out."
        : result.Diagnosis.Errors.FirstOrDefault() is { } first
            ? $"no change of the experiment alone mends {first.Fault.Name}. By hand: {first.Prescription}"
        : "what was found is no error, and no change of the experiment was seen to help.";
}
