using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// The rows on which copies of a traced network are trained: those that were recorded or, where they are too few, made-up ones of the same
/// size whose answers no linear network finds.
/// </summary>
/// <param name="X">Inputs, a row a sample.</param>
/// <param name="Y">Targets, a column an output, on the scale of the recorded ones.</param>
/// <param name="AreRecorded">Whether they are the owner's rows.</param>
internal sealed record TrialRows(Matrix X, Matrix Y, bool AreRecorded)
{
    // Half of them are held back; fewer tell nothing. More cost time and tell nothing new.
    private const int Fewest = 32, Most = 256;

    // Few rows are a truth table, say, or a single example: whether they are learned can be seen on themselves.
    private const int FewestOfAll = 1;

    /// <summary>The rows for a trace; null where its targets have no meaning as a column an output.</summary>
    public static TrialRows? For(Reading reading)
    {
        if (reading.Targets.Wide is not { } y || !reading.Targets.AllFinite) return null;
        return Recorded(reading, y, Fewest) ?? MadeUp(reading, y);
    }

    /// <summary>The recorded rows, however few; null where there are next to none, or no targets as a column an output.</summary>
    public static TrialRows? OfRecorded(Reading reading) =>
        reading.Targets is { Wide: { } y, AllFinite: true } ? Recorded(reading, y, FewestOfAll) : null;

    /// <summary>Every second row is what the copies are judged on; where there are too few, all are for both.</summary>
    public (int[] Training, int[] Held) Parts() => X.Rows < Fewest
        ? ([.. Enumerable.Range(0, X.Rows)], [.. Enumerable.Range(0, X.Rows)])
        : ([.. Enumerable.Range(0, X.Rows).Where(row => row % 2 == 0)], [.. Enumerable.Range(0, X.Rows).Where(row => row % 2 == 1)]);

    private static TrialRows? Recorded(Reading reading, Matrix y, int fewest)
    {
        var trace = reading.Trace;
        List<(Matrix X, Matrix Y)> parts = [(trace.X, y)];
        if (trace.TrainX is { } trainX && trace.TrainY is { } trainY
            && Targets.Of(trainY, trace.Outs, y) is { Wide: { } wide, AllFinite: true })
            parts.Add((trainX, wide));
        if (trace.Evaluation is { Y: { } evaluated } evaluation
            && Targets.Of(evaluated, trace.Outs, y) is { Wide: { } known, AllFinite: true })
            parts.Add((evaluation.X, known));
        parts.RemoveAll(part => !part.X.Values.All(double.IsFinite));
        // Of few rows the recorded ones would count twice where all are there as well.
        if (parts.Count > 1 && parts[0].X.Rows < Fewest && parts[1].X.Rows < Fewest && Contains(parts[1], parts[0])) parts.RemoveAt(0);
        int rows = parts.Sum(part => part.X.Rows);
        if (rows < fewest || (rows > 1 && !Varies(parts))) return null;
        var (x, t) = (Joined([.. parts.Select(part => part.X)]), Joined([.. parts.Select(part => part.Y)]));
        // Few are for both, in the order in which the program takes them.
        if (rows < Fewest) return new(x, t, AreRecorded: true);
        // Spread over all of them and shuffled, so that the two halves are alike.
        int[] order = CountingRows.Spread(rows, Most);
        new System.Random(1).Shuffle(order);
        return new(x.Take(order), t.Take(order), AreRecorded: true);
    }

    private static bool Contains((Matrix X, Matrix Y) all, (Matrix X, Matrix Y) some) => Enumerable.Range(0, some.X.Rows).All(row =>
        Enumerable.Range(0, all.X.Rows).Any(other => all.X.Row(other).SequenceEqual(some.X.Row(row))
            && all.Y.Row(other).SequenceEqual(some.Y.Row(row))));

    private static bool Varies(List<(Matrix X, Matrix Y)> parts)
    {
        double[] first = parts[0].Y.Row(0).ToArray();
        return parts.Exists(part => Enumerable.Range(0, part.Y.Rows).Any(row => !part.Y.Row(row).SequenceEqual(first)));
    }

    // Where inputs are marks of two kinds the answer is whether the first two agree (XOR);
    // elsewhere each class has two places that lie opposite.
    private static TrialRows MadeUp(Reading reading, Matrix y)
    {
        var trace = reading.Trace;
        var random = new System.Random(1);
        double[] values = [.. trace.X.Values.Distinct().Take(3)];
        bool marks = trace.X.Values.All(value => value is 0 or 1 or -1) && values.Length <= 2;
        double low = marks && values.Min() < 0 ? -1 : 0, mean = trace.X.Values.Average();
        double spread = Math.Sqrt(trace.X.Values.Average(value => (value - mean) * (value - mean)));
        if (spread == 0) spread = Math.Max(Math.Abs(mean), 1);
        int kinds = Math.Max(2, trace.Outs), rows = 128, inputs = trace.X.Columns;
        var centres = new Matrix(2 * kinds, inputs);
        for (int k = 0; k < kinds; k++)
            for (int j = 0; j < inputs; j++)
            {
                double offset = spread * Normal(random);
                (centres[k, j], centres[kinds + k, j]) = (mean + offset, mean - offset);
            }
        var (x, t) = (new Matrix(rows, inputs), new Matrix(rows, trace.Outs));
        var (off, on) = Range(reading.Targets, y);
        for (int row = 0; row < rows; row++)
        {
            int centre = random.Next(2 * kinds);
            for (int j = 0; j < inputs; j++)
                x[row, j] = marks ? (random.Next(2) == 0 ? low : 1) : centres[centre, j] + 0.3 * spread * Normal(random);
            int kind = marks ? (x[row, 0] == x[row, Math.Min(1, inputs - 1)] ? 0 : 1) : centre % kinds;
            for (int j = 0; j < trace.Outs; j++) t[row, j] = (trace.Outs == 1 ? kind == 1 : kind == j) ? on : off;
        }
        return new(x, t, AreRecorded: false);
    }

    private static (double Off, double On) Range(Targets targets, Matrix y)
    {
        if (targets.AreClasses || targets.AreManyLabels) return (targets.Low, targets.High);
        double low = y.Values.Min(), high = y.Values.Max();
        return low < high ? (low, high) : (low - 0.5, low + 0.5);
    }

    private static Matrix Joined(IReadOnlyList<Matrix> parts) =>
        new(parts.Sum(part => part.Rows), parts[0].Columns, [.. parts.SelectMany(part => part.Values)]);

    private static double Normal(System.Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
