namespace Glia.Doctor.Traces;

/// <summary>A recorded course of the accuracy whose every value is exactly the share of one class among the evaluated rows.</summary>
/// <param name="Evidence">That it is, in a sentence.</param>
/// <param name="Jumps">Whether the share is not the same each time.</param>
/// <param name="LossFalls">Whether the recorded loss falls meanwhile.</param>
internal sealed record RecordedShares(string Evidence, bool Jumps, bool LossFalls)
{
    // Few values, rows or classes make a class share by chance. Convention.
    private const int FewestValues = 3, FewestRows = 100, FewestClasses = 3, Shown = 5;

    // How near to a whole number of rows a share of them is, relatively; what float64 leaves of a quotient.
    private const double Rounding = 1e-6;

    // A loss that ends so low has fallen. Convention.
    private const double Fallen = 0.9;

    /// <summary>Whether the figure is stale and not the network: the answers are seen to move, and the loss to fall.</summary>
    public bool IsStale => Jumps && LossFalls;

    /// <summary>Looks for it; null where it is not so, or the rows are not known.</summary>
    public static RecordedShares? Of(Reading reading)
    {
        Trace trace = reading.Trace;
        if (trace.AccuracyHistory is not { Count: >= FewestValues } accuracy || trace.Outs < FewestClasses
            || trace.Evaluation?.Y is not { } y || Targets.Of(y, trace.Outs).Classes() is not { Length: >= FewestRows } classes)
            return null;
        // Shares of these rows say nothing about accuracies over other rows: those are no whole number of rows here, save by chance.
        var counts = classes.CountBy(one => one).Select(one => one.Value).ToHashSet();
        if (!accuracy.All(IsShare)) return null;
        string first = string.Join(", ", accuracy.Take(Shown).Select(value => Words.Number(value)));
        string evidence = $"each of {accuracy.Count} accuracies ({first}{(accuracy.Count > Shown ? ", …" : "")}) is exactly " +
            $"the share of one class among the {Words.Count(classes.Length, "evaluated row")}";
        bool falls = trace.LossHistory is { Count: > 1 } loss && loss[^1] < Fallen * loss[0];
        if (falls)
            evidence += $", while the loss falls from {Words.Number(trace.LossHistory![0])} to {Words.Number(trace.LossHistory[^1])}";
        return new(evidence, accuracy.Distinct().Count() > 1, falls);

        bool IsShare(double value)
        {
            double hits = value * classes.Length;
            return Math.Abs(hits - Math.Round(hits)) < Rounding * classes.Length && counts.Contains((int)Math.Round(hits));
        }
    }
}
