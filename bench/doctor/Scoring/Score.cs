using System.Globalization;

namespace Glia.DoctorBench.Scoring;

/// <summary>Shares over some examinations.</summary>
internal sealed record Score(int Runs, double Detected, double First, double Third, double? Layer)
{
    /// <summary>The shares.</summary>
    public static Score Of(IReadOnlyCollection<Examined> runs)
    {
        var withLayer = runs.Where(run => run.Layer is not null).ToList();
        return new Score(runs.Count, Share(run => run.Detected), Share(run => run.First), Share(run => run.Third),
            withLayer.Count == 0 ? null : withLayer.Count(run => run.Layer == true) / (double)withLayer.Count);

        double Share(Func<Examined, bool> right) => runs.Count == 0 ? 0 : runs.Count(right) / (double)runs.Count;
    }

    /// <summary>A row of a table.</summary>
    public string Row(string name) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {Runs} | {100 * Detected:0.0} % | {100 * First:0.0} % | {100 * Third:0.0} % " +
            $"| {(Layer is { } layer ? $"{100 * layer:0.0} %" : "")} |");

    /// <summary>The head of such a table.</summary>
    public static string Head(string what) =>
        $"| {what} | runs | sick | right cause first | in the first three | right layer |\n|---|---|---|---|---|---|";
}
