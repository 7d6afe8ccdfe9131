using System.CommandLine;
using System.Globalization;
using Glia.Experiments;
using Glia.Training;
using Spectre.Console;

namespace Glia.Cli.Commands;

/// <summary><c>glia find-rate</c>: the learning-rate range test of an experiment.</summary>
internal static class FindRateCommand
{
    /// <summary>What it is called.</summary>
    public const string Name = "find-rate";

    private const int MostWidth = 72, Height = 10;

    /// <summary>The command; without its options if it is only to be listed.</summary>
    public static Command Create(bool complete, Func<Terminal> terminal)
    {
        var command = new Command(Name, "Finds a learning rate: raises it from step to step and shows what the loss does.");
        if (!complete) return command;
        var what =
            new Argument<string>("WHAT") { Description = "mnist, a data file or folder, an experiment file (.json), or a run folder." };
        var steps = new Option<int?>("--steps") { Description = "How many rates to try, 100 by default.", HelpName = "N" }.AtLeast(20);
        command.Add(what.Offers(Subjects.Names));
        command.Add(steps);
        command.SetAction(parsed => Run(terminal(), parsed.GetRequiredValue(what), Math.Min(parsed.GetValue(steps) ?? 100, 10_000)));
        Examples.Attach(command, "glia find-rate samples/experiments/origin.json");
        return command;
    }

    private static int Run(Terminal terminal, string what, int steps)
    {
        (Experiment experiment, LoadedData loaded) = Subjects.Experiment(what, new ExperimentOverrides());
        ExperimentRun run = ExperimentRun.Prepare(experiment, loaded);
        RateCurve curve = RateFinder.Run(run.Trainer, run.Data.Training, experiment.Training.BatchSize, steps);
        Draw(terminal.Screen, curve);
        terminal.Screen.WriteLine(curve.Suggested is { } rate
            ? $"A learning rate near {rate:G2} is where the loss falls well before it rises; " +
                $"the experiment has {run.Trainer.Optimizer.LearningRate:G3}."
            : "The loss fell at no learning rate; glia doctor looks for the reason.");
        return 0;
    }

    private static void Draw(IAnsiConsole screen, RateCurve curve)
    {
        if (curve.Points.Count < 2) return;
        int width = Math.Clamp(screen.Profile.Width - 12, 20, MostWidth);
        double low = curve.Points.Min(point => point.Loss), first = curve.Points[0].Loss;
        double high = Math.Min(curve.Points.Max(point => point.Loss), Math.Max(first, low) + 0.5 * Math.Abs(first - low) + 1e-9);
        var lines = new char[Height][];
        for (int row = 0; row < Height; row++) lines[row] = [.. Enumerable.Repeat(' ', width)];
        double from = Math.Log10(curve.Points[0].Rate), to = Math.Log10(curve.Points[^1].Rate);
        foreach ((double rate, double loss) in curve.Points)
        {
            int x = (int)((Math.Log10(rate) - from) / (to - from) * (width - 1));
            double place = high > low ? Math.Clamp((loss - low) / (high - low), 0, 1) : 0;
            lines[(int)Math.Round((1 - place) * (Height - 1))][x] = '•';
        }
        if (curve.Suggested is { } suggested)
        {
            int x = (int)((Math.Log10(suggested) - from) / (to - from) * (width - 1));
            for (int row = 0; row < Height; row++)
                if (lines[row][x] == ' ') lines[row][x] = '│';
        }
        for (int row = 0; row < Height; row++)
        {
            string label = row is 0 or Height - 1 ? (row == 0 ? high : low).ToString("G3", CultureInfo.InvariantCulture) : "";
            screen.WriteLine($"{label,9} ┤{new string(lines[row]).TrimEnd()}");
        }
        screen.WriteLine($"{"loss",9} └{new string('─', width)}");
        string start = curve.Points[0].Rate.ToString("0E0", CultureInfo.InvariantCulture),
            end = curve.Points[^1].Rate.ToString("0E0", CultureInfo.InvariantCulture);
        screen.WriteLine(
            $"{"",11}{start}{"learning rate".PadLeft((width + 13) / 2 - start.Length)}{end.PadLeft(width - (width + 13) / 2)}");
    }
}
