using System.Diagnostics;
using System.Globalization;
using Glia.Doctor.Monitoring;
using Glia.DoctorBench.Bases;
using Glia.Kernels;
using Glia.Training;

namespace Glia.DoctorBench.Scoring;

/// <summary>What watching costs: the same training with and without the doctor beside it, in turns,
/// so that a busy machine slows both alike.</summary>
internal static class Overhead
{
    private const int Turns = 11;

    // A run of two milliseconds would measure how long it takes to make a monitor: each is trained for as many epochs as last this long.
    private const double LeastSeconds = 1;

    /// <summary>A table with the median ratio on each of some bases, one of them at the size of the whole of MNIST.</summary>
    public static string Measure()
    {
        var rows = new List<string> { "Watching a run costs (time with the doctor beside it over time without, medians of " + Turns + " " +
            "turns of at least 0.15 s):", "", "| program | ratio |", "|---|---|" };
        Plan large = Base.Classes(1, Sets.Mnist(1, 20_000, 1000).Unit(), 10, Base.Of("M1").Clean(1).Network, Base.Of("M1")
            .Clean(1).Training with
        { Epochs = 1, BatchSize = 128 });
        Add("784-200-200-10 on 20,000 digits, one epoch", large);
        foreach (string name in new[] { "M1", "M2", "M7", "M4" }) Add(Base.Of(name).Story, Base.Of(name).Clean(1));
        return string.Join('\n', rows);

        void Add(string what, Plan plan)
        {
            double once = Enumerable.Range(0, 3).Min(_ => Seconds(plan, false));
            if (once < LeastSeconds) plan = plan.Set(loop => loop with { Epochs = (int)Math.Ceiling(loop.Epochs * LeastSeconds / once) });
            double[] ratios = [.. Enumerable.Range(0, Turns).Select(turn =>
            {
                double first = Seconds(plan, turn % 2 == 0), second = Seconds(plan, turn % 2 == 1);
                return turn % 2 == 0 ? first / second : second / first;
            }).Order()];
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {ratios[Turns / 2]:0.000} ({ratios[Turns / 4]:0.000} to {ratios[^(Turns / 4 + 1)]:0.000}) |"));
        }
    }

    private static double Seconds(Plan plan, bool watched)
    {
        var subject = plan.ToSubject("overhead");
        var trainer = new Trainer(subject.Network!, subject.Loss, subject.Optimizer, subject.Schedule, subject.Seed, Workers.Single);
        long started = Stopwatch.GetTimestamp();
        ITrainingObserver[] observers = watched ? [new LiveDoctor(subject.Loss, trainer, subject.Train!, _ => { })] : [];
        trainer.Fit(subject.Train!, subject.Options with { Test = null, Validation = null, EarlyStopping = null, Observers = observers });
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
