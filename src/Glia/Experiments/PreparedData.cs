using Glia.Data;
using Glia.Data.Columns;
using Glia.Training;

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

    /// <summary>What the loss of a row is multiplied by in training, by the number of its class; null for 1.</summary>
    public IReadOnlyDictionary<int, float>? ClassWeight { get; init; }

    /// <summary>What was done to the inputs, fitted on the training part.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>How the inputs were scaled.</summary>
    public Scaler Scaler => Preprocessing.Scaler;

    /// <summary>How the targets of all parts were scaled; null for not at all.</summary>
    public TargetScaler? TargetScaler { get; init; }

    /// <summary>What the classes are called; null if the targets were numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>What was made of the source, a sentence each; empty where nothing had to be guessed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The file of each row of the source, from the source on; null where rows are no files.</summary>
    internal IReadOnlyList<string>? Files { get; init; }

    /// <summary>The row of the source at which the test part begins that the source comes with; 0 where there is none.</summary>
    internal int FirstTestRow { get; init; }

    /// <summary>What rows are called on the screen.</summary>
    public required string RowsAre { get; init; }

    /// <summary>Splits, scales and encodes, in this order; the scale is fitted on the training part alone.</summary>
    /// <param name="experiment">What to do.</param>
    /// <param name="loaded">The data as the source holds them.</param>
    /// <param name="output">What the network gives for one sample.</param>
    /// <exception cref="GliaException">The data do not allow it.</exception>
    public static PreparedData Prepare(Experiment experiment, LoadedData loaded, Shape output)
    {
        loaded = loaded.As(experiment.Data.Task, experiment.Data.Source);
        PartRows rows = PartRows.Of(experiment, loaded);
        // The rows that validate are the last ones of those that train, in the order in which the split drew them.
        int[]? drawn = rows.Training;
        bool large = ShuffleWindow.Of(loaded.Inputs).Rows < loaded.Rows;
        if (large)
        {
            if (experiment.Training.ValidationSplit > 0) drawn = (int[]?)drawn?.Clone();
            rows = rows.AsTheyLie();
        }
        // What fills the gaps of a table is fitted on the rows that train, as the scale is.
        int[]? counts = Weighed.Counting(rows.Training, loaded.SampleWeights);
        Features inputs = loaded.Inputs is TableFeatures table ? table.FittedOn(counts) : loaded.Inputs;
        Features trains = counts is null ? inputs : inputs.Select(counts);
        TableColumns? columns = inputs is TableFeatures filled ? filled.Columns : loaded.Columns?.FilledWithMeans(trains);
        var preprocessing = new Preprocessing
        {
            Scaler = Scaler.Fit(experiment.Data.Scale, trains, columns?.AreAmounts),
            Columns = columns,
            Images = loaded.Images,
        };
        Features scaled = preprocessing.Apply(inputs);
        Targets targets = TargetCoding.Encode(experiment, loaded, output);
        TargetScaler? targetScaler = TargetCoding.FitScale(experiment, loaded,
            counts is null ? targets : targets.Select(counts));
        targets = targetScaler?.Apply(targets) ?? targets;
        Dataset all = new Dataset(scaled, targets, loaded.ClassNames, loaded.FeatureNames)
            .WithViews(AugmentedPart.Views(experiment, loaded, inputs, scaled, preprocessing.Scaler));
        Dataset training = Weighed.Training(experiment, rows.Training is null ? all : all.Select(rows.Training),
            Weighed.Of(loaded.SampleWeights, rows.Training));
        TrainTestSplit? tail = experiment.Training.ValidationSplit > 0
            ? Tail(experiment.Training.ValidationSplit, training.Rows, rows.Training, drawn) : null;
        Dataset fitted = tail is null ? training : training.Select(tail.Train);
        return new PreparedData
        {
            Training = AugmentedPart.Training(
                experiment, loaded, fitted, Some(Some(inputs, rows.Training), tail?.Train), preprocessing.Scaler),
            ClassWeight = ClassWeights.Of(experiment.Training.ClassWeight, fitted, loaded.ClassNames),
            Validation = tail is not null ? training.Select(tail.Test)
                : rows.Validation is null ? null
                : Weighed.Validation(all.Select(rows.Validation), Weighed.Of(loaded.SampleWeights, rows.Validation)),
            Test = rows.Test is null ? null : all.Select(rows.Test),
            Preprocessing = preprocessing,
            TargetScaler = targetScaler,
            ClassNames = loaded.ClassNames,
            Notes = [.. Told(experiment, loaded), .. Weighed.Notes(experiment, fitted)],
            RowsAre = loaded.RowsAre,
            Files = loaded.Files,
            FirstTestRow = loaded.StandardTestRows > 0 && (experiment.Data.Split is null or { IsStandard: true })
                ? loaded.Rows - loaded.StandardTestRows
                : 0,
        };
    }

    // Of rows that were sorted the same ones train and validate as of those that were not, in the order of the sorted ones.
    private static TrainTestSplit Tail(double share, int count, int[]? rows, int[]? drawn)
    {
        TrainTestSplit tail = TrainTestSplit.ValidationTail(count, share);
        if (rows is null || drawn is null || ReferenceEquals(rows, drawn)) return tail;
        return new TrainTestSplit(Sorted(tail.Train), Sorted(tail.Test));

        int[] Sorted(int[] places)
        {
            int[] sorted = Array.ConvertAll(places, place => Array.BinarySearch(rows, drawn[place]));
            Array.Sort(sorted);
            return sorted;
        }
    }

    private static Features Some(Features inputs, int[]? rows) => rows is null ? inputs : inputs.Select(rows);

    // A test part that the source comes with and that trains all the same is told.
    private static IReadOnlyList<string> Told(Experiment experiment, LoadedData loaded)
    {
        if (loaded.StandardTestRows == 0 || experiment.Data.Split is null or { IsStandard: true }) return loaded.Notes;
        bool one = loaded.StandardTestRows == 1;
        string what = experiment.Data.Split.IsNone
            ? "trained on, as \"split\": \"none\" asks"
            : "split anew with the others, as split asks";
        string rows = one ? "row of its own test part is" : "rows of its own test part are";
        return [.. loaded.Notes, $"The {loaded.StandardTestRows:N0} {rows} {what}."];
    }
}
