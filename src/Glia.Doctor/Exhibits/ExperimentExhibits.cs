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
        ExhibitKind.Inputs => facts.Form.AreIndices ? null : Spread.Of(kind,
            [.. facts.Parts.Select(part => (part.Name, part.Sample.Inputs))]),
        ExhibitKind.InputColumns => Columns(),
        ExhibitKind.Targets => facts.Targets is { HasClasses: false }
            ? Spread.Of(kind, [("", facts.Train!.Data.Targets.Values.ToArray())])
            : Classes(),
        ExhibitKind.Signal => ByBlock(kind, signal => signal.After),
        ExhibitKind.Weights => ByBlock(kind, signal => signal.Gain),
        ExhibitKind.Biases => ByBlock(kind, signal => signal.Bias),
        ExhibitKind.DeadUnits => ByBlock(kind,
            signal => signal.Block.Function is { CanDie: true } ? (double)signal.Dead / Math.Max(1, signal.Units) : double.NaN)
            is { } exhibit
            ? exhibit with { Title = $"{exhibit.Title} before the first step" }
            : null,
        _ => null,
    } : null;

    // A number is finite or there is nothing to see; a layer that has none is left out.
    private Exhibit? ByBlock(ExhibitKind kind, Func<BlockSignal, double> figure)
    {
        BlockSignal[] signals = [.. (facts.FirstPass?.Signals ?? []).Where(signal => !double.IsNaN(figure(signal)))];
        return LayerFigures.Of(kind, [.. signals.Select(signal => signal.Block.Name)], [.. signals.Select(figure)]);
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
