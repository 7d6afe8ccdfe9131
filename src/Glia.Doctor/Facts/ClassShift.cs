namespace Glia.Doctor.Facts;

/// <summary>How often the classes of a held-back part occur in training.</summary>
/// <param name="Held">How many rows of each class the part has, by the value of the class.</param>
/// <param name="Training">How many rows of each of these classes training has.</param>
/// <param name="Starved">The classes that are at least ten times rarer in training.</param>
/// <param name="Distance">Half the sum of the distances between the shares of the classes: 0 the same shares, 1 no class in common.</param>
/// <param name="Shifted">Whether the part holds other classes than chance would give it.</param>
internal sealed record ClassShift(
    IReadOnlyDictionary<float, int> Held, IReadOnlyDictionary<float, int> Training,
    IReadOnlyList<float> Starved, double Distance, bool Shifted)
{
    // A class is starved if its share in training is a tenth of that in the part; a fifth of the rows in such classes is a shift.
    // Convention.
    private const double Tenfold = 10, MostStarved = 0.2;

    // Half the mass in other classes, and more than drawing few rows among many classes explains.
    private const double FarApart = 0.5, OfChance = 0.8;
    private const int FewestTrained = 20;

    /// <summary>How many rows of the part are of starved classes.</summary>
    public int StarvedRows => Starved.Sum(value => Held[value]);

    /// <summary>Whether every class of the part occurs in training, and is only rarer there.</summary>
    public bool AllOccur => Training.Values.All(count => count > 0);

    /// <summary>Compares; null where rows have no one class.</summary>
    public static ClassShift? Between(Part part, TargetView targets)
    {
        if (targets.Kind is not (TargetKind.ClassNumbers or TargetKind.OneHot or TargetKind.Binary)) return null;
        if (part.Data.Targets.Width != targets.Width) return null;
        int rows = part.Rows, trained = targets.Labels.Count;
        int[] counts = targets.Counts();
        var known = Enumerable.Range(0, targets.Classes).ToDictionary(k => targets.Values[k], k => counts[k]);
        var held = new SortedDictionary<float, int>();
        for (int row = 0; row < rows; row++)
        {
            float value = targets.ClassOf(part.Data.Targets[row]);
            held[value] = held.GetValueOrDefault(value) + 1;
        }
        double distance = 0.5 * known.Keys.Union(held.Keys)
            .Sum(value => Math.Abs((double)held.GetValueOrDefault(value) / rows - (double)known.GetValueOrDefault(value) / trained));
        float[] starved = [.. held.Keys.Where(value => Tenfold * known.GetValueOrDefault(value) / trained < (double)held[value] / rows)];
        bool many = starved.Sum(value => held[value]) >= MostStarved * rows;
        bool another = distance > FarApart + OfChance * Math.Sqrt((double)targets.Classes / rows);
        return new ClassShift(held, held.Keys.ToDictionary(value => value, value => known.GetValueOrDefault(value)), starved, distance,
            (many || another) && trained >= FewestTrained);
    }
}
