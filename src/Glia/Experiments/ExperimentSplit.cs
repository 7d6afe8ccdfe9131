namespace Glia.Experiments;

/// <summary>
/// How a test part is held back: the one the source comes with (<see cref="Standard"/>), none at all (<see cref="None"/>), or
/// scikit-learn's <c>train_test_split</c> with its arguments, bit for bit.
/// </summary>
public sealed record ExperimentSplit
{
    /// <summary>The split the source comes with: MNIST's last 10,000 rows, the <c>x_test</c> of an <c>.npz</c>.</summary>
    public static ExperimentSplit Standard { get; } = new() { IsStandard = true };

    /// <summary>No test part: every row trains, those of a test part that the source comes with too.</summary>
    public static ExperimentSplit None { get; } = new() { IsNone = true };

    /// <summary>Whether it is the split the source comes with; then nothing else here counts.</summary>
    public bool IsStandard { get; init; }

    /// <summary>Whether there is no test part; then nothing else here counts.</summary>
    public bool IsNone { get; init; }

    /// <summary>Below 1: the fraction of the rows that is held back, rounded up; from 1: their number.</summary>
    public double TestSize { get; init; } = 0.25;

    /// <summary>
    /// Below 1: the fraction of the rows that trains, rounded down; from 1: their number; null: all that are not held back.
    /// </summary>
    public double? TrainSize { get; init; }

    /// <summary>The seed of the shuffle, 0 to 2^32 - 1; null: the experiment's seed.</summary>
    public long? RandomState { get; init; }

    /// <summary>Whether every class has the same share in both parts.</summary>
    public bool Stratify { get; init; }

    /// <summary>Whether the rows are shuffled first; without it the test part is the last rows.</summary>
    public bool Shuffle { get; init; } = true;
}
