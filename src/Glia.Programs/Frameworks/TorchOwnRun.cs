using System.Text.Json;
using Glia.Experiments;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>
/// What the losses of the program's own run show: where the last ones are far below what the best answer is that looks at no input,
/// nothing that stands in the program kept it from learning.
/// </summary>
internal static class TorchOwnRun
{
    // What that share of the squares comes to in a cross-entropy, where every row of two classes is answered with the same probability of
    // the right one: 1 - (1 - p)^2 / (1/2)^2 is the share, and -ln p of ln 2 is left. Derived.
    private static readonly double s_nearlyAllOfLogarithms =
        1 - (-Math.Log(1 - (0.5 * Math.Sqrt(1 - OwnRun.NearlyAll))) / Math.Log(2));

    // Fewer passes than these say nothing of a run. A convention.
    private const int FewestPasses = 10;

    /// <summary>What the run has learned, in a sentence; null where it has not learned nearly all, or nobody knows.</summary>
    /// <param name="record">What was recorded.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">What it trains on.</param>
    public static string? Lived(TorchRecord record, TorchLoss loss, LoadedData data)
    {
        // The losses of several networks cannot be told from one another here.
        if (record.Said.GetProperty("optimizers").GetArrayLength() > 1 || record.Said.GetProperty("passes").GetInt32() is var passes
            && passes < FewestPasses) return null;
        double[] last = [.. record.Said.GetProperty("losses").EnumerateArray()
            .Where(one => one.ValueKind == JsonValueKind.Number).Select(one => one.GetDouble())];
        if (last.Length == 0 || !last.All(double.IsFinite) || !(loss.Scale > 0)) return null;
        if (Uninformed(loss, data) is not { } least || !(least > 0)) return null;
        double learned = 1 - last.Average() / loss.Scale / least;
        bool isSquares = loss.Words["class_name"]!.GetValue<string>() == "mean_squared_error";
        return learned < (isSquares ? OwnRun.NearlyAll : s_nearlyAllOfLogarithms) ? null
            : $"Yet after {Words.Count(passes, "backward step")} the program's own loss is {Words.Percent(learned)} " +
                "below that of the best answer that looks at no input.";
    }

    // The loss of the best answer that is the same for all rows.
    private static double? Uninformed(TorchLoss loss, LoadedData data)
    {
        if (data.Numbers is not { } targets) return null;
        string name = loss.Words["class_name"]!.GetValue<string>();
        float[] y = [.. targets.Values];
        return name switch
        {
            "mean_squared_error" => Columns(y, targets.Width).Average(Variance),
            "binary_crossentropy" when y.All(one => one is >= 0 and <= 1) =>
                Columns(y, targets.Width).Average(column => Weighted(loss, [1 - column.Average(), column.Average()])),
            "sparse_categorical_crossentropy" =>
                Weighted(loss, [.. Enumerable.Range(0, 1 + (int)y.Max()).Select(label => (double)y.Count(one => one == label) / y.Length)]),
            _ => null,
        };
    }

    private static IEnumerable<double[]> Columns(float[] values, int width) => Enumerable.Range(0, width)
        .Select(column => Enumerable.Range(0, values.Length / width).Select(row => (double)values[row * width + column]).ToArray());

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    // The classes count as much as they are weighted.
    private static double Weighted(TorchLoss loss, double[] shares)
    {
        double[] weighted = [.. shares.Select((share, i) => loss.OfClasses is { } by && i < by.Length ? share * by[i] : share)];
        double whole = weighted.Sum(), entropy = -weighted.Where(share => share > 0).Sum(share => share * Math.Log(share / whole));
        return loss.IsMeanOfWeights ? entropy / whole : entropy;
    }
}
