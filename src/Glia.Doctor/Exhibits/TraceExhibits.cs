using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Exhibits;

/// <summary>What is known of a recorded step, ready to be drawn.</summary>
/// <param name="reading">The step, understood.</param>
internal sealed class TraceExhibits(Reading reading) : IExhibits
{
    // So many points show a straight line, or that there is none; more classes are no list to look at. Convention.
    private const int MostPoints = 400, MostNamed = 40;

    // A gradient that is further than this from the derivative of the loss, relatively, is another one. Convention.
    private const double Apart = 0.01;

    // What a step changes of the weights in a healthy run (cs231n, "Ratio of weights:updates").
    private const double UsualUpdate = 1e-3;

    public Exhibit? Of(ExhibitKind kind) => kind switch
    {
        ExhibitKind.Loss => OfCurve(kind, "The recorded loss", curve => curve.Loss),
        ExhibitKind.Accuracy => OfCurve(kind, "The recorded accuracy", curve => curve.Accuracy) is { } exhibit
            ? exhibit with { AreShares = true }
            : null,
        _ when !reading.IsFinite => null,
        ExhibitKind.ClassCounts => Counts(),
        ExhibitKind.Inputs => Spread.Of(kind,
        [
            ("batch", Singles(reading.Trace.X)),
            .. reading.Evaluation is { } evaluation ? [("evaluated", Singles(evaluation.X))] : Array.Empty<(string, float[])>(),
        ]),
        ExhibitKind.Targets => Spread.Of(kind, [("", Singles(reading.Trace.Y))]),
        ExhibitKind.Weights => ByLayer(kind, layer => Gain.Of(reading.Trace.Layers[layer - 1].Weights)),
        ExhibitKind.Biases => ByLayer(kind, layer => reading.Trace.Layers[layer - 1].Bias?.Values.Average() ?? double.NaN),
        ExhibitKind.DeadUnits => ByLayer(kind, Dead),
        ExhibitKind.SaturatedUnits => ByLayer(kind,
            layer => reading.Function(layer).FlatBeyond is null ? double.NaN : reading.SaturatedShare(layer)),
        ExhibitKind.Gradients => ByLayer(kind, layer => reading.Trace.Layers[layer - 1].WeightsGradient?.Norm ?? double.NaN),
        ExhibitKind.GradientPairs => Pairs(),
        ExhibitKind.StepPairs => Moved(),
        ExhibitKind.Updates => Updates(),
        ExhibitKind.Answers => Answers(),
        _ => null,
    };

    private static float[] Singles(Matrix matrix) => Array.ConvertAll(matrix.Values, value => (float)value);

    private Exhibit? OfCurve(ExhibitKind kind, string title, Func<Curve, double[]> values) =>
        reading.Curve is { } curve && values(curve) is { Length: > 1 } told
            ? new Exhibit(kind, title, [new("", told)])
            {
                Of = curve.Per,
                Along = [.. Enumerable.Range(1, told.Length).Select(at => (double)at)],
            }
            : null;

    private Exhibit? ByLayer(ExhibitKind kind, Func<int, double> figure)
    {
        int[] layers = [.. Enumerable.Range(1, reading.Trace.Layers.Count).Where(layer => double.IsFinite(figure(layer)))];
        return LayerFigures.Of(kind, [.. layers.Select(Reading.LayerName)], [.. layers.Select(figure)]);
    }

    private double Dead(int layer)
    {
        if (!reading.Function(layer).CanDie) return double.NaN;
        Matrix sums = reading.Run.Z[layer];
        return Enumerable.Range(0, sums.Columns).Count(unit =>
            Enumerable.Range(0, sums.Rows).All(row => sums[row, unit] <= 0)) / (double)sums.Columns;
    }

    private Exhibit? Updates()
    {
        // A bias that starts at zero has no size to compare with.
        var steps = reading.Steps.Where(step => step.Name.StartsWith('w'))
            .Select(step => (step.Layer, Ratio: step.Back.Norm / reading.Trace.Layers[step.Layer - 1].Weights.Norm))
            .Where(step => double.IsFinite(step.Ratio)).ToArray();
        return steps.Length == 0 ? null : new Exhibit(ExhibitKind.Updates, "What the step changes of the weights",
            [new("", [.. steps.Select(step => step.Ratio)])])
        {
            Of = "layer",
            Names = [.. steps.Select(step => Reading.LayerName(step.Layer))],
            IsLog = true,
            Usual = UsualUpdate,
        };
    }

    private Exhibit? Answers() => reading.Judged is { IsFinite: true } judged
        ? Classes(ExhibitKind.Answers, $"Answers for {Words.Count(judged.Rows, "evaluated row")}",
        [
            .. judged.Claimed is { } claimed ? [("the program's", [.. claimed.Select(one => (int)one)])] : Array.Empty<(string, int[])>(),
            ("a fresh forward pass", judged.Classes),
            .. judged.Labels is { } labels ? [("right", labels)] : Array.Empty<(string, int[])>(),
        ])
        : null;

    // A batch of one row says nothing of shares.
    private Exhibit? Counts()
    {
        var lists = new List<(string, int[])>();
        if (reading.Trace.Rows > 1 && reading.Targets.Classes() is { } batch) lists.Add(("batch", batch));
        if (reading.EvaluatedClasses is { } evaluated) lists.Add(("evaluated", evaluated));
        return lists.Count == 0 ? null : Classes(ExhibitKind.ClassCounts, "Rows of each class", lists);
    }

    private Exhibit? Classes(ExhibitKind kind, string title, params IReadOnlyList<(string Name, int[] Classes)> lists)
    {
        int classes = Math.Max(2, reading.Trace.Outs);
        if (classes > MostNamed) return null;
        return new Exhibit(kind, title, [.. lists.Select(list => new ExhibitSeries(list.Name,
            [.. Enumerable.Range(0, classes).Select(label => list.Classes.Count(one => one == label) / (double)list.Classes.Length)]))])
        {
            Of = "class",
            Names = [.. Enumerable.Range(0, classes).Select(label => $"{label}")],
            AreShares = true,
        };
    }

    // Mistakes are handed down: of the layers whose gradient is another one, the one next to the output made it.
    private Exhibit? Pairs()
    {
        if (!reading.HasLoss || reading.Targets.Wide is null) return null;
        var right = Backward.Gradients(reading);
        // The owner's own scale: a sum and a mean are both the derivative of the loss.
        double scale = reading.GradientFactor is { } factor ? factor / (reading.Factor ?? 1.0 / reading.Trace.Rows) : 1;
        for (int layer = right.Count; layer >= 1; layer--)
        {
            TraceLayer recorded = reading.Trace.Layers[layer - 1];
            (Matrix kernel, Matrix bias) = right[layer - 1];
            if (Pairs($"grad_w{layer}", recorded.WeightsGradient?.Values, kernel.Values, scale) is { } ofKernel) return ofKernel;
            if (Pairs($"grad_b{layer}", recorded.BiasGradient?.Values, bias.Values, scale) is { } ofBias) return ofBias;
        }
        return null;
    }

    // Which way the step went: down the slope is from the upper left to the lower right.
    private Exhibit? Moved()
    {
        var judged = reading.Steps.Where(step => step is { HasGradient: true, AfterIsFinite: true });
        if (judged.MaxBy(step => step.Back.Norm) is not { } step) return null;
        (double Gradient, double Change)[] pairs =
        [
            .. Some([.. step.Gradient.Values.Zip(step.Back.Values, (gradient, back) => (Gradient: gradient, Change: -back))
                .Where(pair => pair.Gradient != 0 || pair.Change != 0)]).OrderBy(pair => pair.Gradient),
        ];
        return pairs.Length == 0 ? null : new Exhibit(ExhibitKind.StepPairs,
            $"What the step added to {step.Name}, against its gradient: downhill falls to the right",
            [new("change", [.. pairs.Select(pair => pair.Change)])])
        {
            Of = "gradient",
            Along = [.. pairs.Select(pair => pair.Gradient)],
            ArePoints = true,
        };
    }

    private static T[] Some<T>(T[] all) => all.Length <= MostPoints ? all
        : [.. Enumerable.Range(0, MostPoints).Select(i => all[(int)((long)i * all.Length / MostPoints)])];

    private static Exhibit? Pairs(string name, double[]? recorded, double[] right, double scale)
    {
        // Who does not sum over the batch has a row for each sample, each beside what the sum should be.
        if (recorded is not { Length: > 0 } || recorded.Length % right.Length != 0) return null;
        right = [.. recorded.Select((_, i) => right[i % right.Length])];
        (double Right, double Recorded)[] pairs =
        [
            .. right.Zip(recorded, (r, seen) => (Right: r * scale, Recorded: seen)).Where(pair => pair.Right != 0 || pair.Recorded != 0),
        ];
        if (pairs.Length == 0 || !pairs.All(pair => double.IsFinite(pair.Right) && double.IsFinite(pair.Recorded))) return null;
        double apart = RelativeError.Of([.. pairs.Select(pair => pair.Right)], [.. pairs.Select(pair => pair.Recorded)]);
        if (apart < Apart) return null;
        pairs = [.. Some(pairs).OrderBy(pair => pair.Right)];
        return new Exhibit(ExhibitKind.GradientPairs, $"{name} as it was recorded, against the derivative of the loss",
            [new("recorded", [.. pairs.Select(pair => pair.Recorded)])])
        {
            Of = "derivative of the loss",
            Along = [.. pairs.Select(pair => pair.Right)],
            ArePoints = true,
            ShouldAgree = true,
        };
    }
}
