using Glia.Data;

namespace Glia.Experiments;

/// <summary>The data of an experiment ready for its network: split, scaled, encoded.</summary>
public sealed record PreparedData
{
    /// <summary>What trains.</summary>
    public required Dataset Training { get; init; }

    /// <summary>The part of the training rows that is only looked at; null if there is none.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>The part that never influences the training; null if there is none.</summary>
    public Dataset? Test { get; init; }

    /// <summary>What was done to the inputs, fitted on the training part.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>How the inputs were scaled.</summary>
    public Scaler Scaler => Preprocessing.Scaler;

    /// <summary>What the classes are called; null if the targets were numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What was made of the source, a sentence each; empty where nothing had to be guessed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What rows are called on the screen.</summary>
    public required string RowsAre { get; init; }

    /// <summary>Splits, scales and encodes, in this order; the scale is fitted on the training part alone.</summary>
    /// <param name="experiment">What to do.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="outputs">How many numbers the network gives for one sample.</param>
    /// <exception cref="GliaException">The data do not allow it.</exception>
    public static PreparedData Prepare(Experiment experiment, LoadedData loaded, int outputs)
    {
        TrainTestSplit? split = SplitRows(experiment, loaded);
        Features inputs = loaded.Inputs;
        var preprocessing = new Preprocessing { Scaler = Scaler.Fit(experiment.Data.Scale, split is null ? inputs : inputs.Select(split.Train)) };
        Features scaled = preprocessing.Apply(inputs);
        Targets targets = TargetCoding.Encode(experiment, loaded, outputs);
        var all = new Dataset(scaled, targets, loaded.ClassNames, loaded.FeatureNames);
        Dataset training = split is null ? all : all.Select(split.Train);
        TrainTestSplit? validation = experiment.Training.ValidationSplit > 0
            ? TrainTestSplit.ValidationTail(training.Rows, experiment.Training.ValidationSplit) : null;
        return new PreparedData
        {
            Training = validation is null ? training : training.Select(validation.Train),
            Validation = validation is null ? null : training.Select(validation.Test),
            Test = split is null ? null : all.Select(split.Test),
            Preprocessing = preprocessing,
            ClassNames = loaded.ClassNames,
            Notes = loaded.Notes,
            RowsAre = loaded.RowsAre,
        };
    }

    private static TrainTestSplit? SplitRows(Experiment experiment, LoadedData loaded)
    {
        if (experiment.Data.Split is not { } split) return null;
        if (split.IsStandard)
        {
            if (loaded.StandardTestRows == 0)
                throw new GliaException($"{experiment.Data.Source} comes with no test part, so \"split\": \"standard\" has no meaning; write \"split\": {{\"test_size\": 0.25}}, or leave it out.");
            return TrainTestSplit.InOrder(loaded.Rows, loaded.StandardTestRows);
        }
        PartSize test = Size(split.TestSize);
        PartSize? train = split.TrainSize is { } size ? Size(size) : null;
        return split.Shuffle
            ? TrainTestSplit.Random(loaded.Rows, (uint)(split.RandomState ?? experiment.Seed), test, train, split.Stratify ? loaded.Strata() : null)
            : TrainTestSplit.InOrder(loaded.Rows, test, train);
    }

    private static PartSize Size(double size) => size < 1 ? PartSize.FromDouble(size) : PartSize.FromInt32((int)size);
}
