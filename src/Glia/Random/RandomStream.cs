namespace Glia.Random;

/// <summary>
/// The address of a stream of counter-based random numbers. The same address gives the same numbers on any thread, in any order,
/// which is what makes a resumed run equal one that never stopped.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Step">The training step, or what stands in its place (an epoch for shuffling).</param>
/// <param name="Lane">Who draws: a layer's place, a parameter's index.</param>
public readonly record struct RandomStream(ulong Seed, uint Step, uint Lane)
{
    /// <summary>
    /// The place of the first row in its batch, where the rows at hand are a part of one: what is drawn by position counts from there, so
    /// that a row has the same numbers whoever computes it.
    /// </summary>
    public int FirstRow { get; init; }

    /// <summary>The position of the first number where each row has so many.</summary>
    internal long First(int ofRow) => (long)FirstRow * ofRow;
}
