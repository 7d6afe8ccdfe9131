using System.CommandLine;
using Glia.Experiments;
using Glia.Interop;
using Glia.Programs;
using Glia.Report;
using Glia.Serve;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia serve</c>: pages on this machine to look at runs and to try models.</summary>
internal static class ServeCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "serve";

    private const string TokenVariable = "GLIA_SERVE_TOKEN", ModelExtension = ".safetensors";

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
        var lab = new Option<bool>("--lab") { Description = "Begins with the lab: networks whose faults are switches." };
        var threads = new Option<int?>("--threads") { Description = "How many threads train; all processors by default.", HelpName = "N" }
            .Within(1, Kernels.Workers.MostThreads);
        command.Add(what);
        command.Group("Page", port, output, keep, threads, lab);
        var flags = new TrainFlags(command);
        command.SetAction(parsed => Run(terminal(), parsed.GetValue(what), flags.Read(parsed),
            new ServeOptions { Port = parsed.GetValue(port) ?? 0, KeptFolder = parsed.GetValue(keep)!, Sources = Subjects.Sources },
            parsed.GetValue(output), parsed.GetValue(threads), parsed.GetValue(lab)));
        Examples.Attach(command, """
            glia serve
            glia serve mnist
            glia serve runs/mnist
            glia serve model.safetensors --port 8000
            glia serve flowers.csv --targets species --epochs 200
            glia serve network.py
            glia serve --lab
            """);
        return command;
    }

    private static int Run(
        Terminal terminal, string? what, ExperimentOverrides overrides, ServeOptions options, string? output, int? threads, bool lab)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
            options = options with { Token = ServeOptions.CheckToken(token) };
        if (lab && what is not null)
            throw new GliaException($"The lab has networks of its own; leave out {what}, or --lab. A CSV is dropped on its page.");
        if (what is { } folder && !Subjects.IsRun(folder) && HoldsRuns(folder))
            (what, options) = (null, options with { RunsFolder = folder });
        Served served = what is not null ? Find(terminal, what, overrides, output, threads)
            : lab ? new Served.Lab() : new Served.Runs();
        if (served is not Served.Training)
        {
            string? given = output is not null ? "--output" : threads is not null ? "--threads" : null;
            if (overrides != new ExperimentOverrides()) given ??= "A flag of training";
            if (given is not null) throw new GliaException($"{given} goes with what is trained, and {what ?? options.RunsFolder} is not.");
        }
        using IDisposable? held = terminal.Signals?.Hold();
        Serve(terminal, served, options).GetAwaiter().GetResult();
        return 0;
    }

    private static Served Find(Terminal terminal, string what, ExperimentOverrides overrides, string? output, int? threads)
    {
        StandardInput.Refuse(what);
        if (Subjects.IsRun(what)) return new Served.Run(what);
        if (ProgramDoctor.IsProgram(what))
        {
            if (!File.Exists(what)) throw new GliaException($"{what} does not exist; name a program that is there.");
            string folder = Path.GetDirectoryName(Path.GetFullPath(what))!;
            var run = new ProgramOptions { Remarks = terminal.Errors };
            return new Served.Examined(Path.GetFileName(what),
                () => Reports.OfDiagnosis(ProgramDoctor.Examine(what, run).Diagnosis, program: folder));
        }
        bool model = Path.GetExtension(what).Equals(ModelExtension, StringComparison.OrdinalIgnoreCase) || ForeignModels.IsModel(what);
        if (model) return new Served.Trained(Path.GetFileName(what), Subjects.Model(what, terminal.Errors));
        if (output is not null) RunRecorder.Check(output, overwrite: false);
        (Experiment experiment, LoadedData data) = Subjects.Experiment(what, overrides);
        return new Served.Training(Path.GetFileNameWithoutExtension(what), ExperimentRun.Prepare(experiment, data, threads))
        {
            Folder = output,
            Tell = terminal.Errors.WriteLine,
        };
    }

    private static bool HoldsRuns(string folder) => Directory.Exists(folder) && Directory.EnumerateDirectories(folder).Any(RunFolder.IsRun);

    private static async Task Serve(Terminal terminal, Served served, ServeOptions options)
    {
        await using GliaServer server = await GliaServer.Start(served, options);
        terminal.Screen.WriteLine($"Open {server.Address}");
        terminal.Screen.WriteLine("Ctrl-C ends it.");
        await server.Run(terminal.Interrupted);
    }
}
