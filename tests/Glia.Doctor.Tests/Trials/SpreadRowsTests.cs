using Glia.Data;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Tests.Trials;

/// <summary>Which rows stand for all of them.</summary>
public class SpreadRowsTests
{
    // Rings alternate: of 800 rows 400 are looked at, and every second one has the same class.
    [Fact]
    public void Rows_that_come_in_turns_are_seen_in_all_their_kinds()
    {
        Dataset rings = Made.Circles(800);
        var rows = new ReferenceRows(rings, TargetView.Of(rings, new BinaryCrossentropy(), 1), most: 400);
        Assert.InRange(rows.BaseRate, 0.5, 0.6);
    }

    [Fact]
    public void They_are_spread_over_all_and_none_comes_twice()
    {
        int[] rows = CountingRows.Spread(1000, 300);
        Assert.Equal(rows, rows.Order().Distinct());
        Assert.Equal((300, true, true), (rows.Length, rows[0] < 4, rows[^1] >= 996));
        Assert.Equal(Enumerable.Range(0, 7), CountingRows.Spread(7, 300));
    }
}
