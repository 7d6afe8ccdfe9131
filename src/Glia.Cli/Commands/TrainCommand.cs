using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Glia.Cli.Screen;
using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;
using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Experiments.Sweeps;
using Glia.Interop.TensorBoard;
using Glia.Mpi;
using Glia.Report;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia train</c>: runs an experiment and leaves a run folder.</summary>
internal static class TrainCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "train";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new GroupedCommand(Name,
            "Trains a network and writes a run folder: the model, the experiment, the history, a summary.");
        if (!complete) return command;
        var what = new Argument<string?>("WHAT")
        {
            // With --resume the run folder says what.
            Arity = ArgumentArity.ZeroOrOne,
            Description = "mnist, a data file or folder (.csv, .jsonl, .parquet, .npz, .npy, .mat, IDX; train.csv and test.csv), a " +
                "folder of images with a folder a class, openml:NAME, an experiment file (.json), or an experiment that comes with Glia: " +
                $"{string.Join(", ", NamedExperiments.Names)}.",
        };
        var flags = new TrainFlags(command);
        var threads = new Option<int?>("--threads")
        {
            Description = "The most threads to use; all processors by default. The result is the same for any number.",
            HelpName = "N",
        }
            .Within(1, Kernels.Workers.MostThreads);
        var output = new Option<string?>("--output", "-o") { Description = "The run folder; runs/NAME by default.", HelpName = "FOLDER" };
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Replaces the run that is in the run folder, once the new one is finished.",
        };
        var resume = new Option<string?>("--resume")
        {
            Description = "Goes on with the run in this folder, where it was killed or ended, to the same weights as if it had not been; " +
                "with WHAT it begins it where there is none yet.",
            HelpName = "RUN",
        };
        var index = new Option<int?>("--index")
        {
            Description = "Which run of a sweep, where WHAT is the folder of one (glia sweep); it goes on where it was.",
            HelpName = "N",
        }
            .AtLeast(0);
        var every = new Option<string?>("--checkpoint-every")
        {
            Description = "How often it writes down where it stands: a time (30s, 5m), steps (500steps), epochs (1epoch) or never; by " +
                "default every 10 seconds, more seldom where that would cost more than 1 % of the time.",
            HelpName = "30s",
        };
        var doctor =
            new Option<bool>("--doctor") { Description = "Watches while it trains and says what is wrong as soon as that is sure." };
        var report = new Option<string?>("--report")
        {
            Description = "Writes a page to look at when it is over (or .md, .json): report.html in the run folder unless a file is named.",
            HelpName = "OUT.html",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var tensorBoard = new Option<string?>("--tensorboard")
        {
            Description = "Writes curves, weights, the confusion matrix and hyper-parameters for TensorBoard, in a folder of " +
                "the run's own.",
            HelpName = "FOLDER",
        };
        command.Add(what.Offers(Subjects.Names));
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Shows only whether it learned and where everything is." };
        var json =
            new Option<bool>("--json") { Description = "Prints one JSON object when it is over; everything else goes to standard error." };
        command.Group("Run", output, overwrite, resume, index, every, report, doctor, tensorBoard, threads, quiet, json);
        command.SetAction(parsed => Run(terminal(), WhatOf(parsed.GetValue(what), parsed.GetValue(index)), flags.Read(parsed),
            Place.Of(parsed.GetValue(output), parsed.GetValue(overwrite),
                ResumeOf(parsed.GetValue(what), parsed.GetValue(index), parsed.GetValue(resume))),
            parsed.GetValue(every) is { } interval ? CheckpointInterval.Parse(every.Name, interval) : CheckpointInterval.Cheap,
            new Manner(parsed.GetValue(threads), parsed.GetValue(doctor), parsed.GetValue(tensorBoard), parsed.GetValue(quiet),
                parsed.GetValue(json), parsed.GetValue(index) is not null),
            parsed.GetResult(report) is null ? null : new ReportFile(parsed.GetValue(report))));
        Examples.Attach(command, """
            glia train mnist
            glia train mnist --report
            glia train mnist-cnn
            glia train mnist --layers 64 --activation tanh --epochs 2
            glia train flowers.csv --targets species --epochs 50
            glia train pets/ --image-size 32x32
            glia train flowers.csv --layers 32 --dropout 0.2 --validation-split 0.1 --patience 5 --epochs 200
            glia train openml:iris --tensorboard logs
            glia train --resume runs/mnist
            mpirun -n 4 glia train mnist-cnn --leaves 8
            glia train samples/experiments/origin.json --learning-rate 0.01 -o runs/faster
            """);
        return command;
    }

    private static int Run(Terminal terminal, string? named, ExperimentOverrides overrides, Place place, CheckpointInterval every,
        Manner manner, ReportFile? report)
    {
        // A run of a sweep is one of many that know nothing of each other, however they were started.
        using MpiProcesses? processes = manner.IsOneOfMany ? null : MpiProcesses.OfLauncher();
        if (processes is null)
        {
            return Prepare(terminal, named, overrides, place, manner, report, null) is { } alone
                ? Train(terminal, alone, named, place, every, manner, report, null)
                : 0;
        }
        var company = new Company(processes, terminal.Errors);
        if (!company.Prepare(() => Prepare(terminal, named, overrides, place, manner, report, company), out ExperimentRun? run))
            return ExitCodes.BadInput;
        if (run is null) return 0;
        run.Processes = processes;
        return company.Run(() => company.Leads
            ? Train(terminal, run, named, place, every, manner, report, company)
            : Follow(terminal, run, place, company.Processes));
    }

    // Null where there is nothing left to do.
    private static ExperimentRun? Prepare(Terminal terminal, string? named, ExperimentOverrides overrides, Place place, Manner manner,
        ReportFile? report, Company? company)
    {
        long started = Stopwatch.GetTimestamp();
        bool leads = company is null or { Leads: true };
        if (leads) place.Check(named, manner.Doctor);
        if (place.IsFinished)
        {
            if (!leads) return null;
            place.CheckEpochs(overrides.Epochs);
            RunRecorder.Settle(place.Folder!);
            terminal.Errors.WriteLine(Resuming.Finished(place.Folder!));
            return null;
        }
        ResumedRun? resumed = place.Resumed;
        if (leads)
        {
            report?.Check();
            if (manner.TensorBoard is { } events) TensorBoardLog.Check(events);
        }
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(named ?? resumed!.Place, overrides,
            (read, row) => WarmStep.Begin(read, row, manner.Threads ?? company?.Processes.Threads));
        ExperimentRun run = ExperimentRun.Prepare(experiment, loaded, manner.Threads ?? company?.Processes.Threads, started);
        resumed?.Read(run, leads ? terminal.Errors.WriteLine : null);
        run.Resumed = resumed;
        if (company is not null) run.RequireLeaves(company.Processes.Count);
        return run;
    }

    // Computes what the first process asks for, and writes nothing: it has the same weights all the time.
    private static int Follow(Terminal terminal, ExperimentRun run, Place place, MpiProcesses processes)
    {
        // Where the first one is gone. It alone knows the name of a folder that nobody chose.
        processes.WhenAbandoned = () => Lost(terminal.Errors, place.Folder, processes.Count);
        using IDisposable? held = terminal.Signals?.Hold();
        History history = run.Fit(progress: null, terminal.Interrupted);
        return history.Ending == Ending.Stopped ? terminal.Signals?.ExitCode ?? 0 : 0;
    }

    private static int Train(Terminal terminal, ExperimentRun run, string? named, Place place, CheckpointInterval every, Manner manner,
        ReportFile? report, Company? company)
    {
        ResumedRun? resumed = run.Resumed;
        // What is said goes beside the JSON object; what is shown on the way is left out where it is to be quiet.
        Terminal said = !manner.Json ? terminal : manner.Quiet ? terminal.Silent : terminal.OnErrors;
        Terminal shown = manner.Quiet ? terminal.Silent : said;
        var table = new EpochTable(run.HasAccuracy, run.Data.Validation is not null, run.Data.Test is not null,
            run.Data.RowsAre, shown.Screen.Profile.Width);
        using var screen = new TrainingScreen(shown, table, run.Data.RowsAre, run.TotalSteps, run.StepsPerEpoch);
        // From here there is something to keep: a signal ends the run after the step, or breaks off an evaluation.
        using IDisposable? held = terminal.Signals?.Hold();
        using CancellationTokenRegistration asked = terminal.Interrupted.Register(() =>
            // Where there are several processes, the one that started them asks as well, when another one has ended.
            screen.Say(company is null ? "Ending as you asked; what was trained is kept. Asked once more it ends at once."
                : "Ending after this step; what was trained is kept."));
        using RunRecorder recorder = place.Begin(run, resumed, Path.GetFileNameWithoutExtension(named ?? place.Folder!), screen.Say);
        recorder.Checkpoint(every);
        if (company is not null) company.Processes.WhenAbandoned = () => Lost(terminal.Errors, recorder.Folder, company.Processes.Count);
        RunHeader.Write(shown.Screen, run);
        shown.Screen.WriteLine();

        var findings = new List<Finding>();
        if (resumed is not null) WrappedText.Write(said.Screen, "", NextStep.GoesOn(resumed));
        screen.Begin();
        if (resumed is not null) screen.GoOn(resumed.Epochs, resumed.Steps);
        using TensorBoardLog? log = manner.TensorBoard is { } board
            ? TensorBoardLog.Begin(board, Path.GetFileName(Path.TrimEndingDirectorySeparator(recorder.Folder)), run, screen.Say)
            : null;
        if (resumed is not null) log?.GoOn(resumed.Epochs);
        var watch = new RunWatch(run);
        List<ITrainingObserver> watching = [recorder, screen, watch];
        if (log is not null) watching.Add(log);
        if (manner.Doctor) watching.Add(Watching(run, Tell));
        History history = run.Fit(progress: null, terminal.Interrupted, watching);
        screen.End(run.Data.Validation is null ? "training loss" : "validation loss", run.PerfectLoss);
        screen.Dispose();
        if (IsKept(recorder, history))
        {
            // What is left takes no weights with it if it is ended: a signal ends it at once, and so does one that came in between.
            held?.Dispose();
            if (terminal is { Signals: { } signals, Interrupted.IsCancellationRequested: true } && history.Ending != Ending.Stopped)
                return signals.ExitCode;
        }
        RunSummary summary = run.Judge(history);
        log?.Finish(summary, [.. findings.Select(finding => $"{finding.Code}: {finding.Evidence} {finding.Prescription}")]);
        shown.Screen.WriteLine();
        RunReport.Write(shown.Screen, summary.Test is null ? "training" : "test", summary.Judged, summary.ClassNames, run.PerfectLoss,
            summary.LabelNames);
        if (summary.TestAsIs is { } asIs)
            shown.Screen.WriteLine($"Asked about the test pictures as they are alone: {(run.HasAccuracy
                ? $"accuracy {EpochTable.Percent(asIs.Accuracy)}, " : "")}loss {EpochTable.Loss(asIs.Loss)}");
        WrappedText.Write(said.Screen, "", summary.Verdict.Sentence);
        if (manner.Doctor && NextStep.OfDoctor(summary.Verdict.Learned, findings.Count) is { } seen)
            WrappedText.Write(said.Screen, "", seen);
        JsonArray? cards = manner.Doctor ? new JsonArray([.. findings.Select(finding => FindingCard.Of(finding).ToJson())]) : null;
        summary = summary with { Details = run.Detail(watch, history, cards) };
        string folder = LastResort.Finish(terminal, recorder, run, summary), goodbye = NextStep.Place(summary, folder);
        said.Screen.WriteLine(goodbye);
        report?.Write(terminal, said, folder);
        if (log is not null) said.Screen.WriteLine($"TensorBoard shows it: tensorboard --logdir {NextStep.Word(manner.TensorBoard!)}");
        if (NextStep.Command(run.Experiment, summary, folder) is { } next) said.Screen.WriteLine(next);
        JsonArray? seenByDoctor = manner.Doctor ? new JsonArray([.. findings.Select(finding => finding.ToJson())]) : null;
        if (manner.Json) terminal.Plain.Write(summary.ToJson(("run", folder), ("findings", seenByDoctor)));
        // Where it lies is worth saying even where nobody sees the rest.
        if (terminal.Output?.Lost is not null) terminal.Errors.WriteLine(goodbye);
        if (history.Ending == Ending.Stopped) return terminal.Signals?.ExitCode ?? 0;
        return folder == recorder.Folder ? 0 : ExitCodes.OutputLost;

        void Tell(Finding finding)
        {
            findings.Add(finding);
            new DoctorReport(said.Screen, verbose: false).Finding(findings.Count, finding, null);
        }
    }

    // A run of a sweep is its experiment file, and goes on in its folder or begins there.
    private static string? WhatOf(string? what, int? index)
    {
        if (what is null || !SweepFolder.IsSweep(what)) return what;
        return index is { } number
            ? SweepFolder.Open(what).Run(number).File
            : throw new GliaException($"{what} holds a sweep; say which of its runs with --index, or do all of them with " +
                $"glia sweep run {NextStep.Word(what)}.");
    }

    private static string? ResumeOf(string? what, int? index, string? resume)
    {
        if (index is not { } number) return resume;
        if (what is null || !SweepFolder.IsSweep(what))
            throw new GliaException($"--index names a run of a sweep, and {what ?? "WHAT"} is no folder of one; glia sweep makes one.");
        if (resume is not null) throw new GliaException("--index goes on with a run of the sweep; leave --resume out.");
        return SweepFolder.Open(what).Run(number).Folder;
    }

    // False where the disk is full: then the weights are only in memory, and finishing finds another place for them.
    private static bool IsKept(RunRecorder recorder, History history)
    {
        try
        {
            recorder.Keep(history);
            return true;
        }
        catch (GliaException)
        {
            return false;
        }
    }

    // Where the run folder shall be; null: one of its own. A run that goes on is where it was.
    private sealed record Place(string? Folder, bool Overwrite, bool IsResumed)
    {
        public bool IsFinished => IsResumed && ResumedRun.IsFinished(Folder!);

        public ResumedRun? Resumed { get; } = IsResumed ? ResumedRun.Of(Folder!) : null;

        public static Place Of(string? output, bool overwrite, string? resume)
        {
            if (resume is null) return new Place(output, overwrite, IsResumed: false);
            if (output is not null || overwrite)
                throw new GliaException($"The run goes on in {resume}; leave {(output is null ? "--overwrite" : "--output")} out.");
            return new Place(resume, Overwrite: false, IsResumed: true);
        }

        public void Check(string? what, bool doctor)
        {
            if (what is null && !IsResumed) throw new GliaException("glia train needs WHAT; see glia train --help.");
            if (IsResumed && doctor) throw Resuming.WithDoctor(Folder!);
            if (what is null && !IsFinished && Resumed is null) throw Resuming.Nothing(Folder!);
            if (Folder is not null) RunRecorder.Check(Folder, Overwrite || IsResumed);
        }

        // Of a finished run: more of them were asked for, or fewer.
        public void CheckEpochs(int? wished)
        {
            string file = RunFolder.PathOf(Folder!, RunFolder.ExperimentFile);
            if (wished is not { } epochs || epochs == Experiment.Read(file).Training.Epochs) return;
            throw new GliaException($"The run in {Folder} is finished, and its schedule is laid out over its own number of epochs; " +
                $"train it anew for {epochs}: glia train {NextStep.Word(file)} --epochs {epochs}.");
        }

        public RunRecorder Begin(ExperimentRun run, ResumedRun? resumed, string name, Action<string> tell)
        {
            if (resumed is not null) return RunRecorder.Resume(resumed, run, tell);
            return Folder is null
                ? RunRecorder.BeginUnused(run.Experiment.Name ?? name, run, tell)
                // What a run left there that never had a first step may go.
                : RunRecorder.Begin(Folder, run, Overwrite || IsResumed, tell);
        }
    }

    private static LiveDoctor Watching(ExperimentRun run, Action<Finding> tell) =>
        new(run.Experiment.Training.BuildLoss(), run.Trainer, run.Data.Training, tell);

    private static void Lost(TextWriter errors, string? folder, int count)
    {
        errors.WriteLine($"One of the {count} processes ended, and the run ends with it; it goes on from its last checkpoint, with as " +
            $"many processes as you like: mpirun -n {count} glia train --resume {(folder is null ? "RUN" : NextStep.Word(folder))}");
        errors.Flush();
    }

    // How a run is done and shown; nothing of it changes what is learned.
    private sealed record Manner(int? Threads, bool Doctor, string? TensorBoard, bool Quiet, bool Json, bool IsOneOfMany);
}
