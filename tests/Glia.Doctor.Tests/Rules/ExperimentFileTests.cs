using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Files;

namespace Glia.Doctor.Tests.Rules;

public sealed class ExperimentFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sound_file_is_healthy() => Verdicts.Healthy(Subject(Arrays(600, label => label), "one-hot", "categorical_crossentropy"));

    [Fact]
    public void Labels_divided_before_they_were_encoded_are_told_from_the_file() =>
        Assert.Equal(255, Verdicts.Sick(Subject(Arrays(600, label => label / 255f), "one-hot", "categorical_crossentropy"),
            Faults.LabelsCorrupted).Numbers["divisor"]);

    [Fact]
    public void Labels_from_1_stay_visible() =>
        Verdicts.Sick(Subject(Arrays(600, label => label + 1), "index", "sparse_categorical_crossentropy"), Faults.LabelEncodingMismatch);

    [Fact]
    public void Rows_and_columns_exchanged_are_a_wrong_layout()
    {
        var arrays = Arrays(600, label => label);
        arrays["x"] = NdArray.From(arrays["x"].ToSingles(), 2, 600);
        Verdicts.Sick(Subject(arrays, "one-hot", "categorical_crossentropy"), Faults.WrongLayout);
    }

    [Fact]
    public void A_validation_split_of_a_sorted_file_is_its_end()
    {
        Verdicts.Sick(Subject(Sorted(label => label), "one-hot", "categorical_crossentropy", ", \"validation_split\": 0.2"),
            Faults.SortedWithoutShuffle);
        // The end is all of the other class, so that training has one only.
        Verdicts.Sick(Subject(Sorted(label => label == 2 ? 1 : 0), "one-hot", "categorical_crossentropy", ", \"validation_split\": 0.5"),
            Faults.SortedWithoutShuffle);
    }

    // A test part that the file comes with is looked at although no split names it.
    [Fact]
    public void A_test_part_of_its_own_is_compared_with_the_training_part()
    {
        Dictionary<string, NdArray> WithTest(Func<float[], float[]> made)
        {
            var arrays = Arrays(600, label => label);
            float[] rows = arrays["x"].ToSingles(), labels = arrays["y"].ToSingles();
            arrays["x_test"] = NdArray.From(made(rows[960..]), 120, 2);
            arrays["y_test"] = NdArray.From(labels.AsSpan(480));
            arrays["x"] = NdArray.From(rows.AsSpan(0, 960), 480, 2);
            arrays["y"] = NdArray.From(labels.AsSpan(0, 480));
            return arrays;
        }
        Verdicts.Healthy(Subject(WithTest(rows => rows), "one-hot", "categorical_crossentropy"));
        Verdicts.Sick(Subject(WithTest(rows => Array.ConvertAll(rows, value => value / 255)), "one-hot", "categorical_crossentropy"),
            Faults.SplitsScaledDifferently);
        var shared = WithTest(rows => rows);
        shared["x_test"] = NdArray.From(shared["x"].ToSingles().AsSpan(0, 240), 120, 2);
        shared["y_test"] = NdArray.From(shared["y"].ToSingles().AsSpan(0, 120));
        Verdicts.Sick(Subject(shared, "one-hot", "categorical_crossentropy"), Faults.Leakage);
    }

    [Theory, InlineData("", true), InlineData(", \"metrics\": [\"mean_absolute_error\"]", false)]
    public void An_accuracy_of_values_is_remarked(string training, bool remarked)
    {
        var arrays = Arrays(600, label => label);
        arrays["y"] = NdArray.From(Made.BlobInputs(600, 3, 3, 0.5), 600, 3);
        Diagnosis diagnosis = ExperimentExaminer.Examine(Subject(arrays, "none", "mean_squared_error", training));
        Assert.Equal(remarked, diagnosis.Findings.Any(finding => finding.Fault == Faults.WrongMetric && finding.Severity == Severity.Note));
    }

    private static Dictionary<string, NdArray> Sorted(Func<int, float> label)
    {
        var arrays = Arrays(600, label);
        int[] order = [.. Enumerable.Range(0, 600).OrderBy(row => Made.BlobLabels(600, 3)[row])];
        float[] x = arrays["x"].ToSingles(), y = arrays["y"].ToSingles();
        arrays["x"] = NdArray.From(order.SelectMany(row => new[] { x[2 * row], x[2 * row + 1] }).ToArray(), 600, 2);
        arrays["y"] = NdArray.From(order.Select(row => y[row]).ToArray());
        return arrays;
    }

    private static Dictionary<string, NdArray> Arrays(int rows, Func<int, float> label) => new()
    {
        ["x"] = NdArray.From(Made.BlobInputs(rows, 3, 2, 0.5), rows, 2),
        ["y"] = NdArray.From(Made.BlobLabels(rows, 3).Select(label).ToArray()),
    };

    private ExperimentSubject Subject(Dictionary<string, NdArray> arrays, string encoding, string loss, string training = "")
    {
        string path = Path.Combine(_folder, "data.npz");
        Npz.Write(path, arrays);
        Experiment experiment = Experiment.Parse("made.json", $$"""
            { "data": { "source": "{{path.Replace("\\", "\\\\", StringComparison.Ordinal)}}", "target_encoding": "{{encoding}}" },
              "network": [ { "class_name": "Dense", "units": 16, "activation": "relu", "kernel_initializer": "he_normal" },
                { "class_name": "Dense", "units": 3, "activation": "softmax" } ],
              "training": { "loss": "{{loss}}", "epochs": 20{{training}} } }
            """);
        return ExperimentSubject.Of(experiment, new DataSource());
    }
}
