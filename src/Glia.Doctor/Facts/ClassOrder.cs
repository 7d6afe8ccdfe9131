namespace Glia.Doctor.Facts;

/// <summary>How the classes of the training rows follow each other in the file.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Runs">Stretches of rows of one class.</param>
/// <param name="Expected">How many such stretches shuffled rows have on average.</param>
internal sealed record ClassOrder(int Rows, int Runs, double Expected)
{
    // Convention: a fifth of the stretches, and rows enough for a number of stretches to mean anything.
    private const double FewRuns = 0.2;
    private const int FewestRows = 20;

    /// <summary>Whether the rows are sorted by class.</summary>
    public bool Sorted => Rows >= FewestRows && Runs < FewRuns * Expected;

    /// <summary>Counts them.</summary>
    public static ClassOrder Of(TargetView targets)
    {
        int rows = targets.Labels.Count, runs = 1;
        for (int i = 1; i < rows; i++)
            if (targets.Labels[i] != targets.Labels[i - 1]) runs++;
        // Two neighbours of different classes: 1 minus the sum of the squared shares.
        double differ = 1 - targets.Counts().Sum(count => Math.Pow((double)count / rows, 2));
        return new ClassOrder(rows, runs, 1 + (rows - 1) * differ);
    }
}
