using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Glia.Files;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>What can be wrong with the rows: F01 to F19.</summary>
internal static class DataFaults
{
    public static IReadOnlyList<FaultPair> All { get; } =
    [
        new(Faults.InputsNotScaled, "a thousand times too large", faulty =>
            Examined(Rings(new SGD(0.3f), factor: faulty ? 1000 : 1, epochs: 40))),
        new(Faults.InputsNotScaled, "too large for Adam to cope", faulty => Examined(Rings(factor: faulty ? 300 : 1, epochs: 10))),
        new(Faults.InputsNotScaled, "bytes as they are", faulty => Examined(Pixels(faulty ? 1 : 1 / 255f))),
        new(Faults.InputsScaledTwice, "bytes divided by 255 twice", faulty => Examined(Pixels(faulty ? 1 / 65025f : 1 / 255f))),
        new(Faults.DeadFeature, "every column", faulty => Looked(Rows.Times(Made.Blobs(), faulty ? 0 : 1))),
        new(Faults.NotFiniteData, "one NaN in a data file", faulty =>
            Looked(Rows.Blobs(row => faulty && row == 417 ? float.NaN : row % 5))),
        new(Faults.SplitsScaledDifferently, "test rows 255 times as large", faulty =>
            Examined(Blobs(test: Rows.Times(Made.Blobs(200, seed: 2), faulty ? 255 : 1)))),
        new(Faults.TargetsNotScaled, "targets in the thousands", faulty => Examined(Curve(factor: faulty ? 1000 : 1))),
        new(Faults.TargetsOutOfReach, "-1 and 1 for a sigmoid", faulty =>
            Examined(Rings(data: Rows.Rings(y => faulty ? 2 * y - 1 : y), loss: "mean_squared_error"))),
        new(Faults.LabelsCorrupted, "class numbers divided by 255", faulty => Examined(Numbered(label => faulty ? label / 255f : label))),
        new(Faults.LabelsShuffledApart, "labels of other rows", faulty =>
            Looked(Rows.Labelled(faulty ? Rows.Shuffled(Rows.Labels) : Rows.Labels))),
        new(Faults.LabelsShuffledApart, "labels of other rows, and more columns than rows", faulty => Examined(ManyColumns(faulty))),
        new(Faults.NoisyLabels, "two labels in five by chance", faulty => Looked(Rows.Noisy(faulty ? 0.4 : 0))),
        new(Faults.ClassImbalance, "a class of eight rows", faulty => Examined(Rings(data: Rows.Rare(faulty ? 8 : 150), epochs: 20))),
        new(Faults.SortedWithoutShuffle, "fed in the order of the file", faulty => Examined(Sorted(shuffle: !faulty))),
        new(Faults.Leakage, "half of the test rows are training rows", faulty =>
            Examined(Blobs(test: Rows.Joined(faulty ? Made.Blobs().Slice(0, 100) : Made.Blobs(100, seed: 3), Made.Blobs(100, seed: 2))))),
        new(Faults.LabelEncodingMismatch, "class numbers from 1", faulty => Examined(Numbered(label => faulty ? label + 1 : label))),
        new(Faults.ContradictoryLabels, "a quarter of the rows once more with other labels", faulty =>
            Looked(Rows.Twice(contradictory: faulty))),
        new(Faults.TooFewSamples, "a forgotten slice", faulty =>
            Examined(Blobs(data: Made.Blobs().Slice(0, faulty ? 5 : 600), test: Made.Blobs(200, seed: 2)))),
        new(Faults.TargetInsideInputs, "a column of labels", faulty => Looked(Rows.Blobs(faulty ? row => Rows.Labels[row] : null))),
        new(Faults.DestructiveAugmentation, "mirrored where the side is the label", faulty =>
            Examined(Sides(faulty ? "horizontal" : "vertical"))),
        new(Faults.WrongLayout, "rows and columns exchanged", faulty =>
            Examined(Filed(Made.BlobInputs(600, 3, 2, 0.5), faulty ? [2, 600] : [600, 2]))),
    ];

    private static ExperimentSubject Sides(string flip) => Made.Subject(Rows.Sides(1 / 255f).Augmented(new Augmentation { Flip = flip }),
        [new Flatten(), .. Made.Dense([16], "relu", 2, "softmax")], "categorical_crossentropy", new Adam(0.01f), Subjects.Options(20));

    private static Diagnosis Looked(Dataset data) => DataExaminer.Examine("rows.npz", LoadedData.OfNumbers(data.Inputs, data.Targets));

    private static ExperimentSubject Numbered(Func<int, float> label) =>
        Blobs(data: new Dataset(Made.Blobs().Inputs, new Targets([.. Rows.Labels.Select(label)])), loss: "sparse_categorical_crossentropy");

    private static ExperimentSubject ManyColumns(bool permuted)
    {
        float[] inputs = Made.BlobInputs(160, 3, 400, 0.8);
        // The signal of two columns, repeated with other noise in forty.
        for (int i = 0; i < inputs.Length; i++)
            if (i % 400 is var column and >= 2 and < 40) inputs[i] += inputs[i - column + column % 2];
        return Made.Subject(Dataset.Classes(inputs, 400, Made.BlobLabels(160, 3, seed: permuted ? 5 : 1), 3),
            Made.Dense([16], "tanh", 3, "softmax", "glorot_uniform"),
            "categorical_crossentropy", new SGD(0.02f, 0.9f), Options(25, 16));
    }

    private static ExperimentSubject Sorted(bool shuffle) =>
        Made.Subject(Rows.Sorted(), Made.Dense([16], "relu", 4, "softmax"), "categorical_crossentropy", new SGD(1f),
        new FitOptions { Epochs = 5, BatchSize = 8, Shuffle = shuffle });

    private static ExperimentSubject Filed(float[] inputs, int[] shape)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("glia").FullName, "rows.npz");
        try
        {
            Npz.Write(path, new Dictionary<string, NdArray>
            {
                ["x"] = NdArray.From(inputs, shape),
                ["y"] = NdArray.From([.. Rows.Labels.Select(label => (float)label)])
            });
            return ExperimentSubject.Of(Experiment.Parse("made.json", $$"""
                { "data": { "source": {{System.Text.Json.JsonSerializer.Serialize(path)}}, "target_encoding": "one-hot" },
                  "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" },
                    { "class_name": "Dense", "units": 3, "activation": "softmax" } ],
                  "training": { "loss": "categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.01 },
                    "epochs": 20 } }
                """), new DataSource());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
