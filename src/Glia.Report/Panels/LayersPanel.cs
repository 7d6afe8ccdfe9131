using Glia.Experiments.Recorded;
using Glia.Report.Charts;
using Glia.Report.Html;

namespace Glia.Report.Panels;

/// <summary>The layers: what they cost, how they moved over the run, and what the first one looks for.</summary>
internal static class LayersPanel
{
    // The ratio of update to weight that is usual in a healthy run. Convention (Karpathy, cs231n: "roughly 1e-3").
    private const double UsualRatio = 1e-3;

    // A chart of more lines is a tangle.
    private const int MostLines = 7;

    /// <summary>The panel; null where layers were not recorded.</summary>
    public static Panel? Of(RecordedRun run)
    {
        if (run.Details is not { Layers: { Layers.Count: > 0 } layers }) return null;
        DataTable table = Table(layers.Layers);
        long parameters = layers.Layers.Sum(layer => layer.Parameters), products = layers.Layers.Sum(layer => layer.MultiplyAdds);
        string sentence = $"{Words.Count(layers.Layers.Count, "layer")} with weights, {parameters:#,0} parameters, " +
            $"{Spoken.Flop(2 * products)} for one answer.{Dead(layers)}";
        Markup charts = layers.At.Count < 2 ? Markup.Empty : Markup.Of($"""
            <div class=grid3>{Chart("Update / weight, by layer", layers, layer => layer.UpdateRatio, UsualRatio)}
            {Chart("Gradient norm, by layer", layers, layer => layer.GradientNorm, null)}
            {Chart("Size of the weights, by layer", layers, layer => layer.WeightSize, null)}
            {Chart("Spread of what each layer gives", layers, layer => layer.OutputDeviation, null)}
            {(layers.Layers.Any(layer => layer.Dead.Count > 0) ? DeadChart(layers) : Markup.Empty)}</div>
            """);
        return new Panel("layers", "The layers", sentence)
        {
            Body = Markup.Of($"{table.ToHtml()}{charts}{Histograms(layers)}{FirstWeights.Of(run)}"),
            Tables = [table],
        };
    }

    private static string Dead(RecordedLayers layers)
    {
        RecordedLayer[] dying = [.. layers.Layers.Where(layer => layer.Dead.Count > 0)];
        if (dying.Length == 0) return "";
        RecordedLayer worst = dying.MaxBy(layer => layer.Dead[^1])!;
        return worst.Dead[^1] == 0
            ? " No unit was dead at the end."
            : $" At the end {Words.Percent(worst.Dead[^1])} of the units of {worst.Name} were zero for a whole batch.";
    }

    private static DataTable Table(IReadOnlyList<RecordedLayer> layers) => new("the layers",
        ["layer", "kind", "output", "activation", "parameters", "MFLOP a row", "output a row", "update / weight", "dead at the end"],
        [.. layers.Select(layer => (IReadOnlyList<Cell>)[layer.Name, layer.ClassName, layer.Output, layer.Activation,
            Cell.Count(layer.Parameters), Cell.Number(2e-6 * layer.MultiplyAdds),
            new Cell(Spoken.Bytes(layer.OutputBytes), layer.OutputBytes), Cell.Number(Median(layer.UpdateRatio)),
            layer.Dead.Count > 0 ? Cell.Share(layer.Dead[^1]) : new Cell("")])]);

    private static Markup Chart(string title, RecordedLayers layers, Func<RecordedLayer, IReadOnlyList<double>> figure, double? level)
    {
        Series[] lines = [.. layers.Layers.Where(layer => figure(layer).Count == layers.At.Count).Take(MostLines)
            .Select((layer, i) => new Series(layer.Name, [.. layers.At.Select(step => (double)step)], figure(layer)) { Look = i + 1 })];
        if (lines.Length == 0) return Markup.Empty;
        string description = string.Join("; ", lines.Select(line => $"{line.Name} {Spoken.Way(line.Y)}"));
        return new LineChart(title, description, "step", lines) { LogY = true, Level = level, Small = true }
            .WithNumbers().ToHtml();
    }

    private static Markup DeadChart(RecordedLayers layers)
    {
        double[] at = [.. layers.At.Select(step => (double)step)];
        Series[] lines = [.. layers.Layers.Select((layer, i) => (layer, i)).Where(one => one.layer.Dead.Count == at.Length).Take(MostLines)
            .Select(one => new Series(one.layer.Name, at, one.layer.Dead) { Look = one.i % 8 + 1 })];
        double most = lines.SelectMany(line => line.Y).DefaultIfEmpty(0).Max();
        return new LineChart("Units that are zero for a whole batch", $"at most {Words.Percent(most)}", "step", lines)
        {
            Shares = true,
            Small = true,
            YRange = (0, Math.Max(0.05, most)),
        }.WithNumbers().ToHtml();
    }

    private static Markup Histograms(RecordedLayers layers)
    {
        RecordedLayer[] shown = [.. layers.Layers.Where(layer => layer.LastWeights.Count > 0)];
        if (shown.Length == 0) return Markup.Empty;
        return Markup.Of($"""
            <h3>Weights at the start <span class="swatch before"></span> and at the end <span class="swatch after"></span></h3>
            <div class=hists>{shown.Select(Histogram)}</div>
            """);
    }

    private static Markup Histogram(RecordedLayer layer)
    {
        string widest = Words.Number(layer.Widest);
        string description = $"{layer.Name}: weights between -{widest} and {widest}, at the start and at the end";
        return Markup.Of($"""
            <figure>{Bars.Histograms(description, layer.FirstWeights, layer.LastWeights)}
            <figcaption>{layer.Name} <small>±{widest}</small></figcaption></figure>
            """);
    }

    private static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
