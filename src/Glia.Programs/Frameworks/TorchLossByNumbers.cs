using System.Text.Json.Nodes;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>
/// Reads a loss that the program writes out itself, in whatever words: what it comes to is that of a loss which is known, of something that
/// the network gives and something that no weights had a part in.
/// </summary>
internal static class TorchLossByNumbers
{
    // Calls further back belong to the network. A convention.
    private const int Nearby = 60;

    // Sums of float32, and what is added to keep a logarithm finite, differ by so much. Derived.
    private const double Rounding = 1e-3;

    // The least that a probability counts as, as in Keras. A convention.
    private const double Least = 1e-7;

    private static readonly (string Name, bool FromLogits, Func<double[], double[], int, double> Of)[] s_losses =
    [
        ("binary_crossentropy", true, (z, y, _) => Mean(z, y, (a, t) => Math.Max(a, 0) - (a * t) + Math.Log(1 + Math.Exp(-Math.Abs(a))))),
        ("binary_crossentropy", false, (p, y, _) => Mean(p, y, (a, t) => -(t * Logarithm(a)) - ((1 - t) * Logarithm(1 - a)))),
        ("categorical_crossentropy", true, OfLogits),
        ("categorical_crossentropy", false, (p, y, units) => units * Mean(p, y, (a, t) => -t * Logarithm(a))),
        ("mean_squared_error", false, (p, y, _) => Mean(p, y, (a, t) => (a - t) * (a - t))),
        ("mean_absolute_error", false, (p, y, _) => Mean(p, y, (a, t) => Math.Abs(a - t))),
    ];

    /// <summary>The loss; null where the number is that of none.</summary>
    /// <param name="record">The record.</param>
    /// <param name="call">The call that gives it.</param>
    public static TorchLoss? Read(TorchRecord record, TorchOperation call)
    {
        if (call.Results is not [var value, ..] || record.Values[value] is not { Length: 1, Contents: { } number }) return null;
        double loss = number.GetDouble(0);
        if (!double.IsFinite(loss) || loss == 0) return null;
        int[] parts = [.. Parts(record, call)
            .Where(part => record.Values[part] is { IsWeight: false, Contents: not null }).Order()];
        (int Outputs, int Targets, JsonObject Words, double Scale)[] found = [.. from outputs in parts
            where record.DependsOnWeights(outputs)
            from targets in parts
            where !record.DependsOnWeights(targets)
            let read = Of(record, outputs, targets, loss)
            where read is not null
            select (outputs, targets, read.Value.Words, read.Value.Scale)];
        if (found.Length == 0) return null;
        // Logits rather than what is made of them, and of those the last: biases that are zero yet change no number. Of probabilities the
        // first, before they are kept from 0 and 1. Zero weights look like either: what can be followed to the data is meant.
        var logits = found.Where(one => one.Words.ContainsKey("from_logits")).Reverse().ToList();
        var others = found.Where(one => !one.Words.ContainsKey("from_logits")).ToList();
        if (others is [{ Words: var first }, ..] && !IsEntropy(first["class_name"]!.GetValue<string>())) others.Reverse();
        var best = logits.Concat(others).Cast<(int Outputs, int Targets, JsonObject Words, double Scale)?>()
            .FirstOrDefault(one => IsFollowed(record, one!.Value.Outputs)) ?? logits.Concat(others).First();
        return new TorchLoss(call, best.Outputs, best.Targets, best.Words) { Scale = best.Scale };
    }

    private static bool IsFollowed(TorchRecord record, int outputs)
    {
        try
        {
            return TorchChain.Of(record, outputs).Layers.Count > 0;
        }
        catch (NotUnderstood)
        {
            return false;
        }
    }

    private static (JsonObject Words, double Scale)? Of(TorchRecord record, int outputs, int targets, double loss)
    {
        (TorchValue given, TorchValue wanted) = (record.Values[outputs], record.Values[targets]);
        if (given.Shape is not ([_] or [_, _]) || given.Length < 2) return null;
        int rows = given.Shape[0], units = (int)(given.Length / rows);
        bool isIndex = units > 1 && wanted.Shape.Length == 1 && wanted.Length == rows
            && wanted.Type.StartsWith("int", StringComparison.Ordinal);
        // A column against a row is spread over a table.
        if (!isIndex && !wanted.Shape.SequenceEqual(given.Shape)) return null;
        double[] numbers = given.Contents!.ToDoubles(), targetNumbers = wanted.Contents!.ToDoubles();
        if ((isIndex ? OneHot(targetNumbers, units) : targetNumbers) is not { } y) return null;
        foreach (var (name, fromLogits, of) in s_losses)
        {
            if (isIndex && name != "categorical_crossentropy") continue;
            if (IsEntropy(name) && (y.Any(one => one is < 0 or > 1) || (!fromLogits && numbers.Any(one => one is < 0 or > 1)))) continue;
            if (name == "categorical_crossentropy" && units == 1) continue;
            double scale = loss / of(numbers, y, units);
            double[] usual = [1, given.Length, rows, units, 1.0 / units];
            if (!usual.Any(one => ((double[])[1, 0.5, 2]).Any(factor => Math.Abs(scale - (one * factor)) <= Rounding * one * factor)))
                continue;
            var words = new JsonObject { ["class_name"] = isIndex ? "sparse_" + name : name };
            if (fromLogits) words["from_logits"] = true;
            return (words, scale);
        }
        return null;
    }

    private static bool IsEntropy(string name) => name.EndsWith("crossentropy", StringComparison.Ordinal);

    // Everything that the loss was made of, as far as that is near.
    private static HashSet<int> Parts(TorchRecord record, TorchOperation call)
    {
        HashSet<int> parts = [];
        Queue<TorchOperation> open = new([call]);
        for (int looked = 0; looked < Nearby && open.TryDequeue(out TorchOperation? next); looked++)
            foreach (int part in next.Tensors)
                if (parts.Add(part) && record.MakerOf(part) is { } maker) open.Enqueue(maker);
        return parts;
    }

    private static double[]? OneHot(double[] classes, int units)
    {
        var hot = new double[classes.Length * units];
        for (int i = 0; i < classes.Length; i++)
        {
            if (!(classes[i] >= 0 && classes[i] < units)) return null;
            hot[(i * units) + (int)classes[i]] = 1;
        }
        return hot;
    }

    private static double OfLogits(double[] z, double[] y, int units)
    {
        double sum = 0;
        for (int row = 0; row < z.Length / units; row++)
        {
            ReadOnlySpan<double> of = z.AsSpan(row * units, units);
            double most = double.NegativeInfinity, all = 0;
            foreach (double one in of) most = Math.Max(most, one);
            foreach (double one in of) all += Math.Exp(one - most);
            for (int i = 0; i < units; i++) sum -= y[(row * units) + i] * (of[i] - most - Math.Log(all));
        }
        return sum * units / z.Length;
    }

    private static double Mean(double[] outputs, double[] targets, Func<double, double, double> of) =>
        outputs.Zip(targets, of).Average();

    private static double Logarithm(double probability) => Math.Log(Math.Max(probability, Least));
}
