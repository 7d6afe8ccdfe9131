using Glia.Data;

namespace Glia.Experiments;

/// <summary>
/// Which rows of a source train, validate and test. Rows of a test part that the source comes with train only where the experiment says so.
/// </summary>
/// <param name="Training">The rows that train; null for all of them.</param>
/// <param name="Validation">The rows of a validation part that is given; null where there is none.</param>
/// <param name="Test">The rows of the test part; null where there is none.</param>
internal sealed record PartRows(int[]? Training, int[]? Validation, int[]? Test)
{
    /// <summary>Tells the rows of the parts.</summary>
    /// <param name="experiment">Says what is held back.</param>
    /// <param name="loaded">The data: training rows, then the source's own validation part, then its own test part.</param>
    /// <exception cref="GliaException">The experiment asks for a part that the source does not have,
    /// or for one that leaves nothing to train with.</exception>
    public static PartRows Of(Experiment experiment, LoadedData loaded)
    {
        ExperimentSplit? split = experiment.Data.Split;
        if (split is { IsStandard: true } && loaded.StandardTestRows == 0)
            throw new GliaException($"{experiment.Data.Source} comes with no test part, so \"split\": \"standard\" has no meaning; " +
                $"write \"split\": {{\"test_size\": 0.25}}, or leave it out.");
        int test = loaded.StandardTestRows, validation = ValidationRows(experiment, loaded), training = loaded.Rows - test - validation;
        int[]? seen = validation > 0 ? Rows(training, validation) : null;
        if (split is null or { IsStandard: true })
            return new PartRows(
                test + validation > 0 ? Rows(0, training) : null, seen, test > 0 ? Rows(training + validation, test) : null);
        // Named or drawn anew: the experiment says in so many words that its own test part is no part of its own.
        int[]? all = validation > 0 ? [.. Rows(0, training), .. Rows(training + validation, test)] : null;
        if (split.IsNone) return new PartRows(all, seen, null);
        int[]? strata = split.Stratify ? all is null ? loaded.Strata() : Array.ConvertAll(all, Strata(loaded)) : null;
        TrainTestSplit drawn = Drawn(split, experiment.Seed, training + test, strata);
        return all is null
            ? new PartRows(drawn.Train, seen, drawn.Test)
            : new PartRows(Array.ConvertAll(drawn.Train, row => all[row]), seen, Array.ConvertAll(drawn.Test, row => all[row]));
    }

    /// <summary>The same rows, those of each part as they lie in the source: what is read together lies together.</summary>
    public PartRows AsTheyLie() => new(Sorted(Training), Sorted(Validation), Sorted(Test));

    private static int[]? Sorted(int[]? rows)
    {
        if (rows is not null) Array.Sort(rows);
        return rows;
    }

    private static int ValidationRows(Experiment experiment, LoadedData loaded)
    {
        ExperimentTraining training = experiment.Training;
        if (training.ValidationData is { IsNone: true }) return 0;
        if (training.ValidationData is { IsStandard: true } && loaded.StandardValidationRows == 0)
            throw new GliaException($"{experiment.Data.Source} comes with no validation part, so \"validation_data\": " +
                "\"standard\" has no meaning; write \"validation_split\": 0.1, or leave it out.");
        if (loaded.StandardValidationRows > 0 && training.ValidationSplit > 0)
            throw new GliaException($"{experiment.Data.Source} comes with a validation part, and validation_split asks for another; " +
                "set validation_split to 0, or write \"validation_data\": \"none\" to train on the rows of that part.");
        return loaded.StandardValidationRows;
    }

    private static TrainTestSplit Drawn(ExperimentSplit split, long seed, int rows, int[]? strata)
    {
        PartSize test = Size(split.TestSize);
        PartSize? train = split.TrainSize is { } size ? Size(size) : null;
        return split.Shuffle
            ? TrainTestSplit.Random(rows, (uint)(split.RandomState ?? seed), test, train, strata)
            : TrainTestSplit.InOrder(rows, test, train);
    }

    private static Converter<int, int> Strata(LoadedData loaded)
    {
        int[] strata = loaded.Strata();
        return row => strata[row];
    }

    private static int[] Rows(int start, int count) => [.. Enumerable.Range(start, count)];

    private static PartSize Size(double size) => size < 1 ? PartSize.FromDouble(size) : PartSize.FromInt32((int)size);
}
