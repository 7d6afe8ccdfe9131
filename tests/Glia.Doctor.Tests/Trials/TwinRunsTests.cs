using Glia.Doctor.Trials;

namespace Glia.Doctor.Tests.Trials;

/// <summary>When twins differ beyond chance.</summary>
public class TwinRunsTests
{
    [Theory]
    [InlineData("0.70 0.71", "0.84 0.83", 500, true)]                 // two pairs, and rows enough to tell
    [InlineData("0.70 0.71", "0.84 0.83", 26, false)]                 // three or four rows of each
    [InlineData("0.70", "0.84", 500, true)]
    [InlineData("0.70 0.90 0.80", "0.84 0.84 0.84", 500, false)]      // pairs that disagree
    [InlineData("0.70 0.72 0.71", "0.84 0.85 0.84", 500, true)]
    [InlineData("0.1 0.5 0.3 0.2", "0.6 0.9 0.55 0.9", 26, true)]     // none as bad as the best without
    public void Few_pairs_are_told_by_their_rows_and_more_by_how_they_agree(string before, string after, int rows, bool beyond) =>
        Assert.Equal(beyond, TwinRuns.IsBeyondChance(Numbers(before), Numbers(after), rows));

    [Theory]
    [InlineData(0.2, 0.4, 0.9, 0.03, true)]     // 5 doublings are to come, each worth 0.2
    [InlineData(0.2, 0.4, 0.9, 0.5, false)]     // one is
    [InlineData(0.4, 0.4, 0.9, 0.001, false)]   // it stands still
    [InlineData(0.39, 0.4, 0.42, 0.001, false)] // it may stand still
    [InlineData(0.2, 0.4, 0.4, 1, false)]       // nothing is to come
    [InlineData(0.8, 0.8, 0.7, 0.5, true)]      // it went beyond it
    public void A_run_that_was_cut_short_on_its_way_is_only_slow(double half, double end, double goal, double share, bool arrives) =>
        Assert.Equal(arrives, TwinRuns.Arrives(half, end, goal, share));

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(one => double.Parse(one, System.Globalization.CultureInfo.InvariantCulture))];
}
