using System.Runtime.InteropServices;
using Glia.Random;

namespace Glia.Data;

/// <summary>
/// scikit-learn's <c>train_test_split</c> (checked against 1.2.1), row for row: which rows of a data set train a network and which test it.
/// </summary>
/// <param name="Train">The training rows, in the order scikit-learn returns them.</param>
/// <param name="Test">The test rows, in the order scikit-learn returns them.</param>
public sealed record TrainTestSplit(int[] Train, int[] Test)
{
    private const double DefaultTestSize = 0.25;

    /// <summary>A random split.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="randomState">The seed of the stream.</param>
    /// <param name="testSize">A share, rounded up, or a number of rows; what training leaves, or 0.25, where not given.</param>
    /// <param name="trainSize">A share, rounded down, or a number of rows; what the test leaves where not given.</param>
    /// <param name="stratify">The class of every row, to keep the classes' shares alike in both parts; none for a plain split.</param>
    /// <exception cref="GliaException">The sizes do not fit the rows, or a class is too small to be in both parts.</exception>
    public static TrainTestSplit Random(int rows, uint randomState, PartSize? testSize = null,
        PartSize? trainSize = null, int[]? stratify = null)
    {
        (int train, int test) = Sizes(rows, testSize, trainSize);
        var random = new RandomState(randomState);
        if (stratify != null) return Stratified(rows, train, test, stratify, random);
        int[] order = random.Permutation(rows);
        return new TrainTestSplit(order[test..(test + train)], order[..test]);
    }

    /// <summary>The split of <c>shuffle=False</c>: the first rows train, the rows after them test.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="testSize">A share, rounded up, or a number of rows; what training leaves, or 0.25, where not given.</param>
    /// <param name="trainSize">A share, rounded down, or a number of rows; what the test leaves where not given.</param>
    /// <exception cref="GliaException">The sizes do not fit the rows.</exception>
    public static TrainTestSplit InOrder(int rows, PartSize? testSize = null, PartSize? trainSize = null)
    {
        (int train, int test) = Sizes(rows, testSize, trainSize);
        return new TrainTestSplit(Range(0, train), Range(train, test));
    }

    /// <summary>
    /// Keras' <c>validation_split</c>: the last rows validate, before any shuffling; the first floor(rows * (1 - share)) train.
    /// </summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="share">The share that validates, between 0 and 1.</param>
    /// <exception cref="GliaException">The share leaves one of the parts without rows.</exception>
    public static TrainTestSplit ValidationTail(int rows, double share)
    {
        if (share is not (> 0 and < 1)) throw new GliaException($"validation_split is {share}; give a share between 0 and 1.");
        int train = (int)Math.Floor(rows * (1.0 - share));
        if (train == 0 || train == rows)
            throw new GliaException($"validation_split {share} of {rows} rows leaves " +
                $"{(train == 0 ? "nothing to train with" : "nothing to validate with")}; choose another share.");
        return new TrainTestSplit(Range(0, train), Range(train, rows - train));
    }

    private static (int Train, int Test) Sizes(int rows, PartSize? testSize, PartSize? trainSize)
    {
        if (rows < 2)
            throw new GliaException($"{rows} row{(rows == 1 ? "" : "s")} cannot be split into a training and a test part; " +
                "give at least 2.");
        if (testSize == null && trainSize == null) testSize = DefaultTestSize;
        if (testSize is { IsShare: true } a && trainSize is { IsShare: true } b && a.Share + b.Share > 1)
            throw new GliaException($"test_size {a} and train_size {b} together are more than all rows; lower one of them.");
        int? test = testSize?.Of(rows, up: true, "test_size");
        int? train = trainSize?.Of(rows, up: false, "train_size");
        test ??= rows - train!.Value;
        train ??= rows - test.Value;
        if (train + test > rows)
            throw new GliaException($"{train} training and {test} test rows are more than the {rows} there are; lower one of them.");
        if (train == 0)
            throw new GliaException($"A test part of {test} of {rows} rows leaves nothing to train with; lower test_size.");
        return (train.Value, test.Value);
    }

    private static TrainTestSplit Stratified(int rows, int train, int test, int[] classes, RandomState random)
    {
        if (classes.Length != rows)
            throw new GliaException($"The stratified split got {classes.Length} classes for {rows} rows; give one class a row.");
        int[][] members = [.. Enumerable.Range(0, rows).GroupBy(row => classes[row]).OrderBy(group => group.Key)
            .Select(group => group.ToArray())];
        int[] counts = [.. members.Select(m => m.Length)];
        if (counts.Min() < 2)
            throw new GliaException("A stratified split needs 2 rows of every class and class " +
                $"{classes[members[Array.IndexOf(counts, counts.Min())][0]]} has 1; add rows or split without stratify.");
        if (Math.Min(train, test) < counts.Length)
            throw new GliaException($"{counts.Length} classes do not fit into a part of {Math.Min(train, test)} rows; " +
                "enlarge it or split without stratify.");

        int[] trainCounts = ApproximateMode(counts, train, random);
        int[] testCounts = ApproximateMode([.. counts.Zip(trainCounts, (all, taken) => all - taken)], test, random);
        var trainRows = new List<int>(train);
        var testRows = new List<int>(test);
        for (int c = 0; c < counts.Length; c++)
        {
            int[] order = random.Permutation(counts[c]);
            for (int i = 0; i < trainCounts[c]; i++) trainRows.Add(members[c][order[i]]);
            for (int i = 0; i < testCounts[c]; i++) testRows.Add(members[c][order[trainCounts[c] + i]]);
        }
        random.Shuffle(CollectionsMarshal.AsSpan(trainRows));
        random.Shuffle(CollectionsMarshal.AsSpan(testRows));
        return new TrainTestSplit([.. trainRows], [.. testRows]);
    }

    /// <summary>
    /// How many of each class to take so that the shares are kept: the most likely outcome of drawing without replacement, ties broken
    /// at random (scikit-learn's <c>_approximate_mode</c>). It draws even where every tied class is taken, and so must this.
    /// </summary>
    private static int[] ApproximateMode(int[] counts, int draws, RandomState random)
    {
        double sum = counts.Sum();
        double[] exact = [.. counts.Select(count => count / sum * draws)];
        int[] taken = [.. exact.Select(e => (int)Math.Floor(e))];
        double[] remainders = [.. exact.Select(e => e - Math.Floor(e))];
        int need = draws - taken.Sum();
        foreach (double remainder in remainders.Distinct().OrderDescending())
        {
            if (need <= 0) break;
            int[] tied = [.. Enumerable.Range(0, counts.Length).Where(c => remainders[c] == remainder)];
            int add = Math.Min(tied.Length, need);
            foreach (int chosen in random.Permutation<int>(tied)[..add]) taken[chosen]++;
            need -= add;
        }
        return taken;
    }

    private static int[] Range(int start, int count)
    {
        var rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = start + i;
        return rows;
    }
}
