using Glia.Data;

namespace Glia.Training;

/// <summary>
/// The learning-rate range test (Smith, WACV 2017): the rate grows from step to step, and where the loss falls fastest is where to train.
/// </summary>
public static class RateFinder
{
    // convention: a test this wide has both ends in it, a rate that does nothing and one that blows the loss up.
    private const double Lowest = 1e-7, Highest = 10;

    // convention: how much of the averaged loss is kept at a step.
    private const double Memory = 0.9;

    // convention: four times the best loss is no noise any more, once there were this many steps.
    private const double StopAt = 4;
    private const int FirstSteps = 10;

    // convention: batches of at least as many rows keep the curve smooth.
    private const int FewestRows = 32;

    /// <summary>
    /// Runs the test. The steps are taken, so the trainer's weights are of no further use; points where the loss is no number end the test
    /// and are not counted.
    /// </summary>
    /// <param name="trainer">A trainer of a network made for the purpose; its own rate and schedule do not count.</param>
    /// <param name="data">The training rows.</param>
    /// <param name="batchSize">The rows of a step, 32 at least where there are so many.</param>
    /// <param name="steps">How many rates to try, 2 at least.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 steps.</exception>
    /// <exception cref="GliaException">The network does not fit the data.</exception>
    public static RateCurve Run(Trainer trainer, Dataset data, int batchSize, int steps = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        trainer.Check(data);
        // Any order of the rows will do, but the same for every network.
        var random = new System.Random((int)(trainer.Seed % int.MaxValue));
        var rows = new int[Math.Min(data.Rows, Math.Max(FewestRows, batchSize))];
        var points = new List<(double Rate, double Loss)>();
        double average = 0, best = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            double rate = Lowest * Math.Pow(Highest / Lowest, (double)step / (steps - 1));
            for (int i = 0; i < rows.Length; i++) rows[i] = rows.Length == data.Rows ? i : random.Next(data.Rows);
            StepReport report = trainer.Step(data, rows, rate);
            if (!report.Taken) break;
            average = Memory * average + (1 - Memory) * report.Loss;
            double smooth = average / (1 - Math.Pow(Memory, step + 1));
            points.Add((rate, smooth));
            best = Math.Min(best, smooth);
            if (step > FirstSteps && smooth > best + (StopAt - 1) * Math.Abs(best)) break;
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
