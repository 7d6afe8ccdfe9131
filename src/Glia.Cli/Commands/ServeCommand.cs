using System.CommandLine;
using Glia.Experiments;
using Glia.Interop;
using Glia.Programs;
using Glia.Report;
using Glia.Serve;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia serve</c>: pages on this machine to look at runs and to try models.</summary>
internal static class ServeCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "serve";

    private const string TokenVariable = "GLIA_SERVE_TOKEN", ModelExtension = ".safetensors",
        EveryName = "--checkpoint-every";

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new GroupedCommand(Name, "Shows runs, models and training that goes on as pages on this machine.");
        if (!complete) return command;
        var what = new Argument<string?>("WHAT")
        {
            Description = "A run folder or a folder of them; a model; what glia train takes, which is trained while you look; or a " +
                "program (.py), which the doctor examines. The folder runs by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var port = new Option<int?>("--port")
        {
            Description = "The port of 127.0.0.1 to answer on; a free one by default.",
            HelpName = "N",
        }
            .Within(1, ushort.MaxValue);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The run folder of what is trained; runs/NAME by default.",
            HelpName = "FOLDER",
        };
        var keep = new Option<string>("--keep")
        {
            Description = "Where pictures are kept that you say the right class of: a folder a class, as glia train reads them.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => new ServeOptions().KeptFolder,
        };
        var resume = new Option<string?>("--resume")
        {
            Description = "Goes on with the run in this folder, where it was killed or ended, to the same weights as if it had not been.",
            HelpName = "RUN",
        };
        var every = new Option<string?>(EveryName)
        {
            Description = "How often what is trained writes down where it stands: a time (30s, 5m), steps (500steps), epochs (1epoch) or " +
                "never; by default every 10 seconds, more seldom where that would cost more than 1 % of the time.",
            HelpName = "30s",
        };
        var doctor = new Option<bool>("--doctor")
        {
            Description = "Watches what is trained and shows what is wrong as soon as that is sure.",
        };
        var open = new Option<bool>("--open") { Description = "Opens the first page in your browser." };
        var lab = new Option<bool>("--lab") { Description = "Begins with the lab: networks whose faults are switches." };
        var threads = new Option<int?>("--threads") { Description = "How many threads train; all processors by default.", HelpName = "N" }
            .Within(1, Kernels.Workers.MostThreads);
        command.Add(what.Offers(Subjects.Names));
        command.Group("Page", port, open, keep, lab);
        command.Group("Run", output, resume, every, doctor, threads);
        var flags = new TrainFlags(command);
        command.SetAction(parsed => Run(terminal(), parsed.GetValue(what),
            new Manner(flags.Read(parsed), parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(every),
                parsed.GetValue(doctor), parsed.GetValue(threads)),
            new ServeOptions { Port = parsed.GetValue(port) ?? 0, KeptFolder = parsed.GetValue(keep)!, Sources = Subjects.Sources },
            parsed.GetValue(lab), parsed.GetValue(open)));
        Examples.Attach(command, """
            glia serve
            glia serve mnist
            glia serve mnist --doctor --open
            glia serve --resume runs/mnist
            glia serve runs/mnist
            glia serve model.safetensors --port 8000
            glia serve flowers.csv --targets species --epochs 200
            glia serve network.py
            glia serve --lab
            """);
        return command;
    }

    private static int Run(Terminal terminal, string? what, Manner manner, ServeOptions options, bool lab, bool open)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
            options = options with { Token = ServeOptions.CheckToken(token) };
        if (lab && what is not null)
            throw new GliaException($"The lab has networks of its own; leave out {what}, or --lab. A CSV is dropped on its page.");
        if (what is { } folder && !Subjects.IsRun(folder) && HoldsRuns(folder))
            (what, options) = (null, options with { RunsFolder = folder });
        Served served = what is null && manner.Resume is null ? lab ? new Served.Lab() : new Served.Runs() : Find(terminal, what, manner);
        if (served is not Served.Training && manner.Given is { } given)
            throw new GliaException($"{given} goes with what is trained, and {what ?? (lab ? "the lab" : options.RunsFolder)} is not.");
        using IDisposable? held = terminal.Signals?.Hold();
        Serve(terminal, served, options, open).GetAwaiter().GetResult();
        return 0;
    }

    private static Served Find(Terminal terminal, string? what, Manner manner)
    {
        if (manner.Resume is { } folder && Resumed(terminal, folder, what, manner) is { } run) return run;
        StandardInput.Refuse(what!);
        return Named(terminal, what!, manner);
    }

    // A run that goes on; null where the folder holds none yet and what to begin there is named.
    private static Served? Resumed(Terminal terminal, string folder, string? what, Manner manner)
    {
        if (manner.Output is not null) throw new GliaException($"The run goes on in {folder}; leave --output out.");
        if (manner.Doctor) throw Resuming.WithDoctor(folder);
        if (ResumedRun.IsFinished(folder))
        {
            RunRecorder.Settle(folder);
            terminal.Errors.WriteLine(Resuming.Finished(folder));
            return new Served.Run(folder);
        }
        ResumedRun? resumed = ResumedRun.Of(folder);
        if (resumed is null && what is null) throw Resuming.Nothing(folder);
        if (resumed is null) return Trained(terminal, what!, manner with { Output = folder });
        RunRecorder.Check(folder, overwrite: true);
        Served.Training training = Trained(terminal, what ?? resumed.Place, manner);
        resumed.Read(training.Prepared, terminal.Errors.WriteLine);
        return training with { Resumed = resumed };
    }

    private static Served Named(Terminal terminal, string what, Manner manner)
    {
        if (Subjects.IsRun(what)) return new Served.Run(what);
        if (ProgramDoctor.IsProgram(what))
        {
            if (!File.Exists(what)) throw new GliaException($"{what} does not exist; name a program that is there.");
            string folder = Path.GetDirectoryName(Path.GetFullPath(what))!;
            var run = new ProgramOptions { Remarks = terminal.Errors };
            return new Served.Examined(Path.GetFileName(what), end =>
                Reports.OfDiagnosis(ProgramDoctor.Examine(what, run with { CancellationToken = end }).Diagnosis, program: folder));
        }
        bool model = Path.GetExtension(what).Equals(ModelExtension, StringComparison.OrdinalIgnoreCase) || ForeignModels.IsModel(what);
        if (model) return new Served.Trained(Path.GetFileName(what), Subjects.Model(what, terminal.Errors));
        return Trained(terminal, what, manner);
    }

    private static Served.Training Trained(Terminal terminal, string what, Manner manner)
    {
        if (manner.Output is not null && manner.Resume is null) RunRecorder.Check(manner.Output, overwrite: false);
        (Experiment experiment, LoadedData data) = Subjects.Experiment(what, manner.Overrides);
        return new Served.Training(Path.GetFileNameWithoutExtension(what), ExperimentRun.Prepare(experiment, data, manner.Threads))
        {
            Folder = manner.Output,
            Checkpoints = manner.Every is { } every ? CheckpointInterval.Parse(EveryName, every) : CheckpointInterval.Cheap,
            Doctor = manner.Doctor,
            Tell = terminal.Errors.WriteLine,
        };
    }

    private static bool HoldsRuns(string folder) => Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(RunFolder.IsRun);

    private static async Task Serve(Terminal terminal, Served served, ServeOptions options, bool open)
    {
        await using GliaServer server = await GliaServer.Start(served, options);
        terminal.Screen.WriteLine($"Open {server.Address}");
        terminal.Screen.WriteLine("Ctrl-C ends it.");
        using Screen.BrowserPage? page = open ? Screen.BrowserPage.Open(server.Address, terminal.Errors) : null;
        await server.Run(terminal.Interrupted);
    }

    // How what is trained is trained; nothing of it but the overrides changes what is learned.
    private sealed record Manner(
        ExperimentOverrides Overrides, string? Output, string? Resume, string? Every, bool Doctor, int? Threads)
    {
        /// <summary>What was said that concerns training alone; null for nothing.</summary>
        public string? Given => Output is not null ? "--output" : Every is not null ? EveryName : Doctor ? "--doctor"
            : Threads is not null ? "--threads" : Overrides != new ExperimentOverrides() ? "A flag of training" : null;
    }
}
