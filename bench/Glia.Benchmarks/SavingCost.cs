using System.Diagnostics;
using Glia.Experiments;
using Glia.Mnist;
using Glia.Training;

namespace Glia.Benchmarks;

/// <summary>
/// What a run pays for its run folder: the time in each call of <see cref="RunRecorder"/>, beside the time of the run from loaded data to
/// the summary on the disk.
/// </summary>
internal static class SavingCost
{
    private const int Rounds = 3;

    private static readonly (string Name, Func<Experiment> Make)[] s_runs =
    [
        ("train mnist", Recipe.Mnist),
        ("the same, 20 epochs", () => With(Recipe.Mnist(), epochs: 20)),
        ("784-2000-2000-10, 2 epochs of 200 steps", () => With(Recipe.Mnist(), epochs: 2, steps: 200) with { Network = Wide() }),
        ("784-200-200-10, 300 epochs of one step", () => With(Recipe.Mnist(), epochs: 300, steps: 1)),
    ];

    internal static void Print()
    {
        Console.WriteLine($"\nMilliseconds a run spends on its run folder in {Path.GetTempPath()}: the first in the process, then the " +
            $"median of {Rounds} more.");
        Console.WriteLine($"  {"",-40}{"begin",9}{"training",10}{"saves",7}{"keep",8}{"finish",8}{"run",10}{"share",9}");
        LoadedData data = Load();
        foreach ((string name, Func<Experiment> make) in s_runs)
        {
            Round first = Run(make(), data);
            Console.WriteLine(Line(name, first));
            Round[] more = [.. Enumerable.Range(0, Rounds).Select(_ => Run(make(), data)).OrderBy(round => round.Share)];
            Console.WriteLine(Line("", more[Rounds / 2]));
        }
    }

    private static string Line(string name, Round r) =>
        $"  {name,-40}{r.Begin,9:F1}{r.Training,10:F1}{r.Saves,7}{r.Keep,8:F1}{r.Finish,8:F1}{r.Whole,10:F0}{100 * r.Share,7:F2} %";

    private static Round Run(Experiment experiment, LoadedData data)
    {
        string folder = Directory.CreateTempSubdirectory("glia-saving-").FullName;
        try
        {
            long started = Stopwatch.GetTimestamp();
            ExperimentRun run = ExperimentRun.Prepare(experiment, data, started: started);
            long at = Stopwatch.GetTimestamp();
            using RunRecorder recorder = RunRecorder.Begin(Path.Combine(folder, "run"), run);
            double begin = Since(at);
            var clock = new Timed(recorder, Path.Combine(folder, "run", RunFolder.ModelFile));
            History history = run.Fit(clock);
            at = Stopwatch.GetTimestamp();
            recorder.Keep(history);
            double keep = Since(at);
            RunSummary summary = run.Judge(history);
            at = Stopwatch.GetTimestamp();
            recorder.Finish(summary);
            return new Round(begin, clock.Milliseconds, clock.Saves, keep, Since(at), Since(started));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Since(long timestamp) => Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds;

    private static Experiment With(Experiment experiment, int epochs, int? steps = null) =>
        experiment with { Training = experiment.Training with { Epochs = epochs, StepsPerEpoch = steps } };

    private static ExperimentLayer[] Wide() =>
        [ExperimentLayer.Dense(2000, "relu", "he_normal"), ExperimentLayer.Dense(2000, "relu", "he_normal"),
            ExperimentLayer.Dense(10, "softmax")];

    private static LoadedData Load()
    {
        MnistData digits = MnistData.Load(factor: 1);
        LoadedData images = LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!);
        return images with { StandardTestRows = MnistData.TestRows };
    }

    private sealed record Round(double Begin, double Training, int Saves, double Keep, double Finish, double Whole)
    {
        public double Share => (Begin + Training + Keep + Finish) / Whole;
    }

    // Passes everything on and adds up how long it took; a save is seen by the new time of the model's file, outside of what is measured.
    private sealed class Timed(RunRecorder recorder, string model) : ITrainingObserver
    {
        private DateTime _seen = File.GetLastWriteTimeUtc(model);
        private long _ticks;

        public double Milliseconds => _ticks * 1000.0 / Stopwatch.Frequency;

        public int Saves { get; private set; }

        public bool LooksAtGradients => recorder.LooksAtGradients;

        public Answer OnStep(Trainer trainer, in StepReport report)
        {
            long started = Stopwatch.GetTimestamp();
            Answer answer = recorder.OnStep(trainer, report);
            Add(started);
            return answer;
        }

        public Answer OnEpoch(Trainer trainer, EpochReport report)
        {
            long started = Stopwatch.GetTimestamp();
            Answer answer = recorder.OnEpoch(trainer, report);
            Add(started);
            return answer;
        }

        private void Add(long started)
        {
            long took = Stopwatch.GetTimestamp() - started;
            _ticks += took;
            // A tenth of a millisecond: no file is looked at after the other steps.
            if (took * 10_000 < Stopwatch.Frequency) return;
            DateTime written = File.GetLastWriteTimeUtc(model);
            if (written != _seen) Saves++;
            _seen = written;
        }
    }
}
