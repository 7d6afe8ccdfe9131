namespace Glia.Doctor.Traces;

/// <summary>
/// The assignment of rows to columns with the largest sum (the Hungarian method, with shortest augmenting paths;
/// Jonker and Volgenant 1987).
/// </summary>
internal static class Assignment
{
    /// <summary>The renumbering of classes with which most of some are others.</summary>
    public static int[] Between(IReadOnlyList<int> some, IReadOnlyList<int> others, int classes)
    {
        var together = new double[classes, classes];
        for (int i = 0; i < some.Count; i++) together[some[i], others[i]]++;
        return Best(together);
    }

    /// <summary>The column of each row.</summary>
    public static int[] Best(double[,] gain)
    {
        int n = gain.GetLength(0);
        var rowPotential = new double[n + 1];
        var columnPotential = new double[n + 1];
        var rowOf = new int[n + 1];
        for (int row = 1; row <= n; row++)
        {
            rowOf[0] = row;
            int column = 0;
            var least = new double[n + 1];
            var from = new int[n + 1];
            var done = new bool[n + 1];
            Array.Fill(least, double.PositiveInfinity);
            do
            {
                done[column] = true;
                int current = rowOf[column], next = 0;
                double step = double.PositiveInfinity;
                for (int j = 1; j <= n; j++)
                {
                    if (done[j]) continue;
                    double cost = -gain[current - 1, j - 1] - rowPotential[current] - columnPotential[j];
                    if (cost < least[j]) (least[j], from[j]) = (cost, column);
                    if (least[j] < step) (step, next) = (least[j], j);
                }
                for (int j = 0; j <= n; j++)
                {
                    if (done[j]) (rowPotential[rowOf[j]], columnPotential[j]) = (rowPotential[rowOf[j]] + step, columnPotential[j] - step);
                    else least[j] -= step;
                }
                column = next;
            }
            while (rowOf[column] != 0);
            for (; column != 0; column = from[column]) rowOf[column] = rowOf[from[column]];
        }
        var assigned = new int[n];
        for (int j = 1; j <= n; j++) assigned[rowOf[j] - 1] = j - 1;
        return assigned;
    }
}
