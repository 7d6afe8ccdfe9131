using Glia.Kernels;
using Glia.Training;

namespace Glia.Doctor.Trials;

/// <summary>
/// The learning-rate range test (Smith, WACV 2017): the rate grows from step to step, and where the loss falls fastest is where to train.
/// It works on a copy; points where the loss is no number end it and are not counted.
/// </summary>
public static class RateFinder
{
    private const double Lowest = 1e-7, Highest = 10, StopAt = 4, Memory = 0.9;

    /// <summary>Runs the test.</summary>
    /// <param name="subject">The experiment; its own rate and schedule do not count.</param>
    /// <param name="steps">How many rates to try.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="GliaException">The experiment does not fit its data, or something in it cannot be copied.</exception>
    public static RateCurve Run(ExperimentSubject subject, int steps, Workers workers)
    {
        if (subject.BuildFailure is { } failure) throw failure;
        Variant variant = Variant.Of(subject)
            ?? throw new GliaException($"{subject.Name} cannot be copied, so no rate can be tried on it.");
        Network network = variant.Build(out var optimizer);
        var trainer = new Trainer(network, variant.Loss, optimizer, null, variant.Seed, workers);
        trainer.Check(variant.Data);
        // Any order of the rows will do, but the same for every copy; batches of at least 32 keep the curve smooth.
        var random = new System.Random((int)(variant.Seed % int.MaxValue));
        var rows = new int[Math.Min(variant.Data.Rows, Math.Max(32, variant.Options.BatchSize))];
        var points = new List<(double Rate, double Loss)>();
        double average = 0, best = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            double rate = Lowest * Math.Pow(Highest / Lowest, (double)step / (steps - 1));
            for (int i = 0; i < rows.Length; i++) rows[i] = rows.Length == variant.Data.Rows ? i : random.Next(variant.Data.Rows);
            StepReport report = trainer.Step(variant.Data, rows, rate);
            if (!report.Taken) break;
            average = Memory * average + (1 - Memory) * report.Loss;
            double smooth = average / (1 - Math.Pow(Memory, step + 1));
            points.Add((rate, smooth));
            best = Math.Min(best, smooth);
            if (step > 10 && smooth > best + (StopAt - 1) * Math.Abs(best)) break;
        }
        return new RateCurve(points, Suggest(points));
    }

    // A tenth of the rate at the bottom, as practice has it: the average lags behind, and the bottom is already the edge.
    // But not before the fall began.
    private static double? Suggest(List<(double Rate, double Loss)> points)
    {
        if (points.Count == 0) return null;
        double first = points[0].Loss, lowest = points.Min(point => point.Loss);
        if (!(lowest < first - 0.02 * Math.Abs(first))) return null;
        double bottom = points.Find(point => point.Loss == lowest).Rate;
        double begin = points.Find(point => point.Loss < first - 0.05 * (first - lowest)).Rate;
        return Math.Min(bottom, Math.Max(bottom / 10, begin));
    }
}

/// <summary>What the range test found.</summary>
/// <param name="Points">The rates in rising order, each with the loss when it was used, averaged over the last steps.</param>
/// <param name="Suggested">A rate to train with; null if the loss fell at none.</param>
public sealed record RateCurve(IReadOnlyList<(double Rate, double Loss)> Points, double? Suggested);
