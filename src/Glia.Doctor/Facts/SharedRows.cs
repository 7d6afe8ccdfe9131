using Glia.Doctor.Trials;

namespace Glia.Doctor.Facts;

/// <summary>
/// Rows of a held-back part that are training rows too, beside how often rows repeat within the training part: where there are few
/// different rows at all, as in a truth table, sharing them is no leak.
/// </summary>
/// <param name="Shared">How many.</param>
/// <param name="Share">Their share of the held-back part.</param>
/// <param name="BeyondChance">Whether they are more than drawing both parts from the same rows explains.</param>
/// <param name="AreAllOfFew">
/// Whether the part is the training part, of so few rows that none can be held back: a table that is learned by heart.
/// </param>
internal sealed record SharedRows(int Shared, double Share, bool BeyondChance, bool AreAllOfFew)
{
    // Deviations that chance does not reach, and what is measured twice in many collections: a row or two, and one in a hundred.
    // Convention.
    private const double Deviations = 3, Usual = 0.01;
    private const int UsualRows = 2;

    /// <summary>Compares every row.</summary>
    public static SharedRows Between(Part train, Part part)
    {
        int shared = part.Scan.Fingerprints.Count(train.Different.Contains);
        // Of n rows drawn from d, about n / 2d repeat an earlier one, and n / d of the others meet one of them.
        double expected = 2 * train.Repeated * part.Rows;
        bool beyond = shared > expected + Deviations * Math.Sqrt(expected) + Usual * part.Rows
            && shared > UsualRows && !train.HoldsMostPossibleRows;
        bool allOfFew = shared == part.Rows && train.Different.SetEquals(part.Different) && HeldRows.Of(train.Rows) == 0;
        return new SharedRows(shared, (double)shared / part.Rows, beyond, allOfFew);
    }
}
