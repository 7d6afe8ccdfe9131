using Glia.Doctor.Findings;

namespace Glia.Doctor.Exhibits;

/// <summary>What is known of an experiment before its first step, ready to be drawn.</summary>
/// <param name="facts">The facts.</param>
internal sealed class ExperimentExhibits(ExperimentFacts facts) : IExhibits
{
    // More classes or columns are no list to look at, and more rows of labels no line. Convention.
    private const int MostNamed = 40, MostRows = 400;

    public Exhibit? Of(ExhibitKind kind) => facts.Usable ? kind switch
    {
        ExhibitKind.ClassCounts => Classes(),
        ExhibitKind.LabelOrder => Order(),
        ExhibitKind.Inputs => facts.Form.AreIndices ? null : Spread.Of(kind, "The numbers that go in", "value",
            [.. facts.Parts.Select(part => (part.Name, part.Sample.Inputs))]),
        ExhibitKind.InputColumns => Columns(),
        ExhibitKind.Targets => facts.Targets is { HasClasses: false }
            ? Spread.Of(kind, "The targets", "value", [("", facts.Train!.Data.Targets.Values.ToArray())])
            : Classes(),
        ExhibitKind.Signal => ByBlock(kind, "Differences between rows behind each layer", signal => signal.After) is { } exhibit
            ? exhibit with { IsLog = true }
            : null,
        ExhibitKind.Weights => ByBlock(kind, "Size of the weights, 1 to 1.4 is usual", signal => signal.Gain) is { } exhibit
            ? exhibit with { IsLog = true, Usual = 1 }
            : null,
        ExhibitKind.Biases => ByBlock(kind, "Mean bias of each layer", signal => signal.Bias) is { } exhibit
            ? exhibit with { Usual = 0 }
            : null,
        ExhibitKind.DeadUnits => ByBlock(kind, "Units that are zero for every row before the first step",
            signal => signal.Block.Function is { CanDie: true } ? (double)signal.Dead / Math.Max(1, signal.Units) : double.NaN)
            is { } exhibit
            ? exhibit with { AreShares = true }
            : null,
        _ => null,
    } : null;

    // A number is finite or there is nothing to see; a layer that has none is left out.
    private Exhibit? ByBlock(ExhibitKind kind, string title, Func<BlockSignal, double> figure)
    {
        BlockSignal[] signals = [.. (facts.FirstPass?.Signals ?? []).Where(signal => !double.IsNaN(figure(signal)))];
        return signals.Length == 0 ? null : new Exhibit(kind, title, [new("", [.. signals.Select(figure)])])
        {
            Of = "layer",
            Names = [.. signals.Select(signal => signal.Block.Name)],
        };
    }

    private Exhibit? Classes()
    {
        if (facts.Targets is not { Classes: > 1 and <= MostNamed } targets) return null;
        int[] counts = targets.Counts();
        var series = new List<ExhibitSeries> { new("training", [.. counts.Select(count => (double)count / targets.Labels.Count)]) };
        foreach (HeldPart held in facts.HeldParts)
        {
            if (held.Classes is { } shift)
                series.Add(new(held.Part.Name,
                    [.. targets.Values.Select(value => (double)shift.Held.GetValueOrDefault(value) / held.Part.Rows)]));
        }
        return new Exhibit(ExhibitKind.ClassCounts, "Rows of each class", series)
        {
            Of = "class",
            Names = [.. targets.Values.Select(facts.Train!.NameOfClass)],
            AreShares = true,
        };
    }

    private Exhibit? Order()
    {
        if (facts.Targets is not { Classes: > 1 } targets) return null;
        int rows = targets.Labels.Count;
        int[] shown = [.. Enumerable.Range(0, Math.Min(rows, MostRows)).Select(i => (int)((long)i * rows / Math.Min(rows, MostRows)))];
        return new Exhibit(ExhibitKind.LabelOrder, "The class of the rows, in the order in which they lie",
            [new("", [.. shown.Select(row => (double)targets.Values[targets.Labels[row]])])])
        {
            Of = "row",
            Along = [.. shown.Select(row => (double)row)],
            ArePoints = true,
        };
    }

    private Exhibit? Columns()
    {
        if (facts is not { Train: { Form: { AreIndices: false, Shape.Rank: 1 } } train }) return null;
        FeatureStatistics statistics = train.Statistics;
        int width = statistics.Deviation.Length;
        return width > MostNamed ? null
            : new Exhibit(ExhibitKind.InputColumns, "How much each column varies (standard deviation)", [new("", statistics.Deviation)])
            {
                Of = "column",
                Names = [.. Enumerable.Range(0, width).Select(train.NameOf)],
                IsLog = true,
            };
    }
}
