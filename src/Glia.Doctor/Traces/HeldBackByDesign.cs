using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// What a planned run lacks that no other rate and no other number of steps helps. Copies of the network with biases, with more units and
/// with an output that cannot die start from weights drawn anew, each at the best of some rates; what such a copy cannot do without is
/// what the program lacks. A copy with nothing changed is the control.
/// </summary>
internal static class HeldBackByDesign
{
    // Rates beside the planned one; more units are so many times as many, and no fewer than these, as Widening has it. Conventions.
    private static readonly double[] s_rates = [1, 10, 0.1, 100];
    private const int Wider = 4, FewestUnits = 8;

    // A copy makes at most so many steps: there are many of them. Convention.
    private const int MostSteps = 2000;

    // Inputs of such a size are not scaled: GLIA001 has it. Convention.
    private const double LargeColumn = 10;

    // Of what is to be learned: below it a run answers no better than guessing. Convention.
    private const double AsGuessing = 0.05;

    /// <summary>Looks for what holds back a run that ended a quarter or more short of what there is to learn.</summary>
    /// <param name="reading">The recorded step.</param>
    /// <param name="examination">Where to report.</param>
    /// <param name="run">Its run.</param>
    /// <param name="arrives">What the run learns, in a sentence.</param>
    public static void Examine(Reading reading, Examination examination, PlannedRun run, string arrives)
    {
        double asIs = run.AsPlanned.Average();
        var lacking = Lacking(reading);
        double[] drawn = Best(reading, run, []), all = lacking.Count == 0 ? drawn : Best(reading, run, lacking);
        double most = Math.Max(all.Average(), drawn.Average());
        string best = $"{arrives}; from weights drawn anew, at the best of some rates, a copy learns {Words.Percent(drawn.Average())}";
        string with = lacking.Count == 0 ? best : $"{best}, and with {Words.List([.. lacking.Select(one => one.Says)])} " +
            Words.Percent(all.Average());
        if (most < asIs + PlannedRun.Gap)
        {
            if (asIs < AsGuessing) examination.Undecided(Faults.SlowConvergence, $"{with}: nothing shows what would get further");
            return;
        }
        var causes = IsAhead(all, drawn) ? Causes(reading, run, lacking, drawn, all) : [];
        if (causes.Count == 0) examination.Undecided(Faults.SlowConvergence, with);
        foreach (var cause in causes)
            examination.Report(cause.Fault.Error(Grade.Likely, cause.Where, with, null, ("learned", asIs),
                ("could_be_learned", most)));
    }

    // What the best copy cannot do without; where it can do without any of it, the first that is enough by itself.
    private static List<Change> Causes(Reading reading, PlannedRun run, List<Change> lacking, double[] drawn, double[] all)
    {
        if (lacking.Count == 1) return lacking;
        var needed = lacking.Where(one => IsAhead(all, Best(reading, run, [.. lacking.Where(other => other != one)]))).ToList();
        return needed.Count > 0 ? needed : [.. lacking.Where(one => IsAhead(Best(reading, run, [one]), drawn)).Take(1)];
    }

    // Some starts of a small network fail and others do not: what counts is what they reach on average.
    private static bool IsAhead(double[] some, double[] others) => some.Average() - others.Average() >= PlannedRun.Gap;

    private static List<Change> Lacking(Reading reading)
    {
        var layers = reading.Trace.Layers;
        var lacking = new List<Change>();
        if (reading.Function(layers.Count).CanDie && reading.Loss!.Name == LossNames.Squared)
            lacking.Add(new(Faults.ReluOnOutput, "a linear output", reading.Output));
        if (Sizes(reading.Trace.X).Max() > LargeColumn)
            lacking.Add(new(Faults.InputsNotScaled, "standardised inputs", new Where(null, "x", Phases.Data)));
        int bare = layers.ToList().FindIndex(layer => layer.Bias is null);
        if (bare >= 0)
            lacking.Add(new(Faults.MissingBias, "biases", new Where(Reading.LayerName(bare + 1), $"b{bare + 1}", Phases.Specification)));
        if (layers.Count < 2) return lacking;
        int narrow = 1 + Enumerable.Range(0, layers.Count - 1).MinBy(l => layers[l].Weights.Columns);
        lacking.Add(new(reading.Function(narrow).CanDie ? Faults.NarrowBottleneck : Faults.WrongCapacity, $"{Wider} times as many units",
            new Where(Reading.LayerName(narrow), $"w{narrow}", Phases.Specification)));
        return lacking;
    }

    private static double[] Sizes(Matrix x) => [.. Enumerable.Range(0, x.Columns).Select(j => Math.Sqrt(
        Enumerable.Range(0, x.Rows).Average(row => x[row, j] * x[row, j])))];

    // What copies reach from weights drawn anew at the rate that suits them best.
    private static double[] Best(Reading reading, PlannedRun run, IReadOnlyList<Change> changes)
    {
        if (SlipTrial.OfRecorded(Changed(reading, changes)) is not { } trial) return [0];
        int steps = Math.Min(Math.Min(trial.Steps, MostSteps), run.Steps);
        // What would take too long is not tried, and shows nothing.
        return !trial.IsWorth(steps) ? [0] : run.FromFresh(trial, s_rates.Select(rate => rate * run.Left / steps), steps);
    }

    private static Reading Changed(Reading reading, IReadOnlyList<Change> changes)
    {
        bool Has(Fault fault) => changes.Any(one => one.Fault == fault);
        var layers = reading.Trace.Layers;
        bool wider = Has(Faults.NarrowBottleneck) || Has(Faults.WrongCapacity), biases = Has(Faults.MissingBias);
        Func<Matrix, Matrix> scaled = Has(Faults.InputsNotScaled) ? Standardised(reading.Trace.TrainX ?? reading.Trace.X) : x => x;
        int Units(int layer) => layer == 0 ? reading.Trace.X.Columns
            : layer < layers.Count && wider ? Math.Max(FewestUnits, Wider * layers[layer - 1].Weights.Columns)
            : layers[layer - 1].Weights.Columns;
        var trace = reading.Trace;
        var changed = reading.With(trace with
        {
            X = scaled(trace.X),
            TrainX = trace.TrainX is { } trainX ? scaled(trainX) : null,
            Evaluation = null,
            Layers = [.. layers.Select((layer, l) => new TraceLayer
            {
                Weights = new Matrix(Units(l), Units(l + 1)),
                Bias = biases || layer.Bias is not null ? new Matrix(1, Units(l + 1)) : null,
            })],
        });
        if (Has(Faults.ReluOnOutput)) changed.Activations[^1] = Activations.Named("linear");
        return changed;
    }

    private static Func<Matrix, Matrix> Standardised(Matrix of)
    {
        var mean = of.SumOfRows().Times(1.0 / of.Rows);
        double[] deviations = [.. Sizes(of.Zip(mean.Take(new int[of.Rows]), (x, m) => x - m)).Select(size => size > 0 ? size : 1)];
        return x => new(x.Rows, x.Columns, [.. x.Values.Select((value, i) =>
            (value - mean[0, i % x.Columns]) / deviations[i % x.Columns])]);
    }

    // What the network may lack.
    private sealed record Change(Fault Fault, string Says, Where Where);
}
