using Glia.Doctor.Monitoring;
using Glia.Kernels;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>One short run of a variant, watched.</summary>
/// <param name="Monitor">What was seen.</param>
/// <param name="Start">How the untrained network answers.</param>
/// <param name="End">How it answers after the last step.</param>
/// <param name="Steps">Steps done.</param>
internal sealed record Trial(RunMonitor Monitor, Score Start, Score End, long Steps)
{
    private const int CurvePoints = 40;

    /// <summary>What it reached: the skill at the end, and -1 if it is worse than that or a number was not finite.</summary>
    public double Skill => Monitor.NotFinite is not null || double.IsNaN(End.Skill) ? -1 : Math.Max(-1, End.Skill);

    /// <summary>How it answered when it was last looked at, up to half of its steps.</summary>
    public Score Halfway
    {
        get
        {
            Score score = Start;
            foreach (RunSample sample in Monitor.Samples)
                if (sample.Step <= Steps / 2) score = sample.Score;
            return score;
        }
    }

    /// <summary>What it reached, in the reader's words.</summary>
    public string InWords
    {
        get
        {
            if (Monitor.NotFinite is not null || double.IsNaN(End.Skill))
                return $"the loss becomes NaN or infinite at step {Monitor.Steps:N0}";
            if (Monitor.ReferenceRows is { CountsAnswers: true, Counted: var answers })
                return $"{100 * End.Accuracy:0.#} % of {answers} are right";
            return End.Skill < 0
                ? "it is worse than always answering the average"
                : $"it explains {100 * End.Skill:0.#} % of the targets' variance";
        }
    }

    /// <summary>What ignoring the input reaches, in the reader's words.</summary>
    public string Guessing => Monitor.ReferenceRows.CountsAnswers
        ? $"always answering the most frequent class gives {100 * Monitor.ReferenceRows.BaseRate:0.#} %"
        : "always answering the average explains 0 %";

    /// <summary>The training loss.</summary>
    public double[] Curve => Monitor.Loss.Thin(CurvePoints);

    /// <summary>The skill at the moments the network was looked at.</summary>
    public double[] Skills
    {
        get
        {
            ReadOnlySpan<RunSample> samples = Monitor.Samples;
            var skills = new double[samples.Length];
            for (int i = 0; i < skills.Length; i++) skills[i] = samples[i].Score.Skill;
            return skills;
        }
    }

    /// <summary>How many steps a trial of this variant may do: all it planned, or what half a second of one core is worth.</summary>
    public static int Affordable(Variant variant) => (int)Math.Min(variant.PlannedSteps, Math.Clamp(1e10 / StepCost(variant), 100, 6000));

    /// <summary>What one step costs, in operations and not in seconds, so that a verdict never depends on the machine.</summary>
    public static double StepCost(Variant variant)
    {
        // A step also reads and writes every weight, which costs as much as a few more rows.
        const double overhead = 1e6, rowsOfMemory = 8;
        Network network = variant.Build(out _);
        double rows = Math.Min(variant.Options.RowsPerStep, variant.Data.Rows);
        return 6.0 * (network.MultiplyAdds * rows + network.ParameterCount * rowsOfMemory) + overhead;
    }

    /// <summary>Runs a variant.</summary>
    /// <param name="variant">What to run.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="yardstick">Measures it; must be made from the variant's data.</param>
    /// <param name="workers">The threads to use.</param>
    /// <param name="whole">Whether it is a whole run, which may be long: then it is watched more sparingly.</param>
    /// <param name="halfway">Whether it is measured after half of its steps as well.</param>
    /// <param name="unwanted">Ends it after a step.</param>
    /// <exception cref="GliaException">The variant does not fit its data.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for the examination any more.</exception>
    public static Trial Run(Variant variant, int steps, ReferenceRows yardstick, Workers workers, bool whole = false,
        bool halfway = false, CancellationToken unwanted = default)
    {
        Network network = variant.Build(out var optimizer);
        var trainer = new Trainer(network, variant.Loss, optimizer, variant.BuildSchedule(), variant.Seed, workers);
        var monitor = new RunMonitor(network, variant.Data, yardstick, variant.OutputsLogits, workers, sparing: whole && steps > 500)
        {
            AlsoAt = halfway ? steps / 2 : 0,
        };
        int perEpoch = variant.StepsPerEpoch;
        trainer.Fit(variant.Data, variant.Options with
        {
            Epochs = Math.Max(1, (steps + perEpoch - 1) / perEpoch),
            StepsPerEpoch = Math.Min(steps, perEpoch),
            Observers = [monitor, new StopAfter(steps, unwanted)],
        });
        // Half a run says something else than a whole one.
        variant.Options.CancellationToken.ThrowIfCancellationRequested();
        RunSample end = monitor.Now();
        return new Trial(monitor, monitor.Samples[0].Score, end.Score, monitor.Steps);
    }

    private sealed class StopAfter(int steps, CancellationToken unwanted) : ITrainingObserver
    {
        public bool LooksAtGradients => false;

        public Answer OnStep(Trainer trainer, in StepReport report) =>
            report.Step >= steps || unwanted.IsCancellationRequested ? Answer.Stop : Answer.Continue;
    }
}
