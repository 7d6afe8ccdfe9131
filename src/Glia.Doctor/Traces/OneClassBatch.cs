namespace Glia.Doctor.Traces;

/// <summary>A batch whose rows are all of one class, as chance does not make it.</summary>
/// <param name="Class">The class.</param>
/// <param name="Kinds">How many classes the evaluated rows have; 0 where none were recorded.</param>
/// <param name="Share">The share of the class among the evaluated rows.</param>
internal sealed record OneClassBatch(int Class, int Kinds, double Share)
{
    // Rows that show anything, and the probability that is taken for chance. Convention.
    private const int FewestRows = 16;
    private const double ByChance = 1e-3;

    /// <summary>Whether labels that were divided or cast show this class: they become 0, and sorted rows may show any class.</summary>
    public bool MayBeCast(Trace trace) => Class == 0 && (trace.Outs > 2 || trace.Evaluation?.Y is not null);

    /// <summary>Looks at the batch; null where it has more classes, or none.</summary>
    public static OneClassBatch? Of(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.DataAreFinite || !reading.Targets.AreClasses || trace.Rows < FewestRows) return null;
        if (reading.Targets.Classes() is not { } classes || classes.Distinct().Count() > 1) return null;
        double[] others = trace.Evaluation?.Y is { } y ? Evaluated(y, trace) : [];
        int kinds = others.Distinct().Count();
        double share = others.Count(one => one == classes[0]) / (double)Math.Max(1, others.Length);
        // Where nearly every row is of one class, so are whole batches.
        return kinds > 1 && Math.Pow(share, trace.Rows) > ByChance ? null : new OneClassBatch(classes[0], kinds, share);
    }

    private static double[] Evaluated(Reference.Matrix y, Trace trace) =>
        Targets.Of(y, trace.Outs, trace.Y).Classes() is { } known ? Array.ConvertAll(known, one => (double)one) : y.Values;
}
