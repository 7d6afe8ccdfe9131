using Glia.Data.Columns;

namespace Glia.Tables;

/// <summary>What becomes of each column of a table.</summary>
/// <param name="Columns">The columns that go in and those to learn, as a model keeps them.</param>
/// <param name="InputPlaces">Where in a record each input stands.</param>
/// <param name="TargetPlaces">Where in a record each target stands; empty where the table has none.</param>
/// <param name="AreBytes">Whether every input is a whole number from 0 to 255 in every row, as pixels are.</param>
internal sealed record TablePlan(TableColumns Columns, int[] InputPlaces, int[] TargetPlaces, bool AreBytes)
{
    /// <summary>What was made of the table, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Where in a record the weight of the row stands; null where rows have none.</summary>
    public int? WeightPlace { get; init; }

    /// <summary>How the weights are written.</summary>
    public NumberFormat? WeightFormat { get; init; }

    /// <summary>Whether rows without a target are left out; else they are kept, to predict it.</summary>
    public bool NeedsTargets { get; init; } = true;
}
