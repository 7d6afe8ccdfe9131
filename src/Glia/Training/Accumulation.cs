namespace Glia.Training;

/// <summary>How the rows of a step are cut into batches whose gradients are added up before the weights are changed once.</summary>
/// <param name="BatchSize">The rows of one batch; the last may be smaller.</param>
/// <param name="Batches">Batches of one step, unless its rows are fewer.</param>
internal readonly record struct Accumulation(int BatchSize, int Batches)
{
    /// <summary>All rows at once.</summary>
    public static Accumulation None => new(int.MaxValue, 1);
}
