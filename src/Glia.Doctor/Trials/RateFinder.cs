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
    /// <param name="variant">The experiment; its own rate and schedule do not count.</param>
    /// <param name="steps">How many rates to try.</param>
    /// <param name="workers">The threads to use.</param>
    /// <exception cref="GliaException">The experiment does not fit its data.</exception>
    public static RateCurve Run(Variant variant, int steps, Workers workers)
    {
        Network network = variant.Build(out var optimizer);
        var trainer = new Trainer(network, variant.Loss, optimizer, null, variant.Seed, workers);
        trainer.Check(variant.Data);
        // Any order of the rows will do, but the same for every copy; batches of at least 32 keep the curve smooth.
        var random = new System.Random((int)(variant.Seed % int.MaxValue));
        var rows = new int[Math.Min(variant.Data.Rows, Math.Max(32, variant.Options.BatchSize))];
        var points = new List<RatePoint>();
        double average = 0, best = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            double rate = Lowest * Math.Pow(Highest / Lowest, (double)step / (steps - 1));
            for (int i = 0; i < rows.Length; i++) rows[i] = rows.Length == variant.Data.Rows ? i : random.Next(variant.Data.Rows);
            StepReport report = trainer.Step(variant.Data, rows, rate);
            if (!report.Taken) break;
            average = Memory * average + (1 - Memory) * report.Loss;
            double smooth = average / (1 - Math.Pow(Memory, step + 1));
            points.Add(new RatePoint(rate, smooth));
            best = Math.Min(best, smooth);
            if (step > 10 && smooth > best + (StopAt - 1) * Math.Abs(best)) break;
        }
        return new RateCurve(points, Suggest(points));
    }

    // Two thirds into the longest stretch of falling loss, on the scale of the logarithm of the rate: safely before the edge.
    private static double? Suggest(List<RatePoint> points)
    {
        int best = 0, length = 0;
        double first = points.Count > 0 ? points[0].Loss : 0, lowest = points.Count > 0 ? points.Min(point => point.Loss) : 0;
        if (!(lowest < first - 0.02 * Math.Abs(first))) return null;
        int bottom = points.FindIndex(point => point.Loss == lowest);
        // The valley begins where a twentieth of the whole fall is done.
        int begin = points.FindIndex(point => point.Loss < first - 0.05 * (first - lowest));
        (best, length) = (begin, bottom - begin);
        return length < 2 ? points[bottom].Rate / 3 : points[best + length * 2 / 3].Rate;
    }
}

/// <summary>One rate and the smoothed loss when it was used.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Loss">The loss, averaged over the last steps.</param>
public readonly record struct RatePoint(double Rate, double Loss);

/// <summary>What the range test found.</summary>
/// <param name="Points">The rates in rising order.</param>
/// <param name="Suggested">A rate to train with; null if the loss fell at none.</param>
public sealed record RateCurve(IReadOnlyList<RatePoint> Points, double? Suggested);
