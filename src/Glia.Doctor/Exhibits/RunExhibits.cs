using Glia.Doctor.Findings;
using Glia.Doctor.Monitoring;

namespace Glia.Doctor.Exhibits;

/// <summary>What is known of how a run went, ready to be drawn.</summary>
/// <param name="run">The facts.</param>
internal sealed class RunExhibits(RunFacts run) : IExhibits
{
    // Of a run whose steps are known one by one the curve is thinned. Convention.
    private const int MostPoints = 200;

    // More classes are no list to look at. Convention.
    private const int MostNamed = 40;

    // What a step changes of the weights in a healthy run (cs231n, "Ratio of weights:updates").
    private const double UsualUpdate = 1e-3;

    public Exhibit? Of(ExhibitKind kind) => kind switch
    {
        ExhibitKind.DeadUnits => ByLayer(kind, "Units that are zero for every row, at the end", state => state.Dead),
        ExhibitKind.SaturatedUnits => ByLayer(kind, "Units at a flat end of their activation, at the end", state => state.Saturated),
        ExhibitKind.Signal => ByLayer(kind, "How much each layer depends on its input, at the end", state => state.Spread),
        ExhibitKind.Gradients => ByKernel(kind, "Size of the gradient by layer, median over the run", track => track.GradientNorm),
        ExhibitKind.Updates => ByKernel(kind, "What a step changes of the weights, median over the run", track => track.UpdateRatio)
            is { } exhibit
            ? exhibit with { Usual = UsualUpdate }
            : null,
        ExhibitKind.Loss => Curves(kind, "The loss", curve => curve.Loss, curve => curve.HeldOutLoss),
        ExhibitKind.Accuracy => Curves(kind, "The accuracy", curve => curve.Accuracy, curve => curve.HeldOutAccuracy) is { } exhibit
            ? exhibit with { AreShares = true }
            : null,
        ExhibitKind.Answers => Answers(),
        _ => null,
    };

    private Exhibit? ByLayer(ExhibitKind kind, string title, Func<LayerState, double> figure)
    {
        if (run.End is not { Layers.Count: > 1 } end) return null;
        // The last layer answers; what its units do is the answer's matter.
        return new Exhibit(kind, title, [new("", [.. end.Layers.SkipLast(1).Select(figure)])])
        {
            Of = "layer",
            Names = [.. run.Watched!.Network.Layers.SkipLast(1).Select(layer => layer.Name)],
            AreShares = true,
        };
    }

    private Exhibit? ByKernel(ExhibitKind kind, string title, Func<ParameterTrack, double> figure)
    {
        ParameterTrack[] tracks = [.. run.Kernels.Where(track => double.IsFinite(figure(track)))];
        return tracks.Length == 0 ? null : new Exhibit(kind, title, [new("", [.. tracks.Select(figure)])])
        {
            Of = "layer",
            Names = [.. tracks.Select(track => track.Parameter.Layer.Name)],
            IsLog = true,
        };
    }

    private Exhibit? Curves(ExhibitKind kind, string title, Func<Curve, double[]> seen, Func<Curve, double[]> heldOut)
    {
        // Rows held out are known by epochs alone.
        bool epochs = run.Epochs is { } told && heldOut(told).Any(double.IsFinite);
        if ((epochs ? run.Epochs : run.Finest) is not { } curve || seen(curve) is not { Length: > 1 } values) return null;
        int count = Math.Min(values.Length, MostPoints);
        int[] shown = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * values.Length / count))];
        double apart = (double)Math.Max(1, curve.Length) / values.Length;
        var series = new List<ExhibitSeries> { new("training", [.. shown.Select(i => values[i])]) };
        double[] held = heldOut(curve);
        if (epochs && held.Length == values.Length) series.Add(new("held out", [.. shown.Select(i => held[i])]));
        return new Exhibit(kind, title, series)
        {
            Of = curve.Per,
            Along = [.. shown.Select(i => (i + 1) * apart)],
        };
    }

    private Exhibit? Answers()
    {
        if (!run.HasClasses || run.Watched is not { } watched || watched.Answered is not { Length: > 1 and <= MostNamed } said) return null;
        double rows = watched.ReferenceRows.Rows;
        return new Exhibit(ExhibitKind.Answers, $"Answers for {watched.ReferenceRows.Rows:N0} rows, and what is right",
        [
            new("answered", [.. said.Select(count => count / rows)]),
            new("right", [.. watched.ReferenceRows.Expected(said.Length).Select(count => count / rows)]),
        ])
        {
            Of = "class",
            Names = [.. Enumerable.Range(0, said.Length).Select(label => $"{label}")],
            AreShares = true,
        };
    }
}
