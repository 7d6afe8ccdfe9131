namespace Glia.Random;

/// <summary>
/// The address of a stream of counter-based random numbers. The same address gives the same numbers on any thread, in any order,
/// which is what makes a resumed run equal one that never stopped.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Step">The training step, or what stands in its place (an epoch for shuffling).</param>
/// <param name="Lane">Who draws: a layer's place, a parameter's index.</param>
public readonly record struct RandomStream(ulong Seed, uint Step, uint Lane);
