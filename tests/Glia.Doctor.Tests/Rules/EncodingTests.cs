using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Layers;
using Glia.Training;

namespace Glia.Doctor.Tests.Rules;

public class EncodingTests
{
    private static ExperimentSubject Of(Dataset data, int outputs, string last, string loss) =>
        Made.Subject(data, Made.Dense([16], "relu", outputs, last), loss);

    [Fact]
    public void Class_numbers_under_categorical_cross_entropy_are_a_mismatch() =>
        Verdicts.Sick(Of(Made.BlobNumbers(), 3, "softmax", "categorical_crossentropy"), Faults.LabelEncodingMismatch);

    [Fact]
    public void That_the_experiment_cannot_run_is_folded_under_what_brings_it_about()
    {
        Diagnosis diagnosis = ExperimentExaminer.Examine(Of(Made.BlobNumbers(), 3, "softmax", "categorical_crossentropy"));
        Finding folded = diagnosis.Findings.Single(finding => finding.Fault == Faults.WrongLayout);
        Assert.Equal((Severity.Note, Faults.LabelEncodingMismatch), (folded.Severity, folded.ExplainedBy));
    }

    [Fact]
    public void One_hot_labels_under_sparse_cross_entropy_are_a_mismatch() =>
        Verdicts.Sick(Of(Made.Blobs(), 3, "softmax", "sparse_categorical_crossentropy"), Faults.LabelEncodingMismatch);

    [Theory, InlineData("sigmoid"), InlineData("softmax")]
    public void Several_answers_a_row_under_a_loss_for_one_are_suspected_until_harm_is_seen(string last)
    {
        float[] x = Made.BlobInputs(300, 3, 2, 0.5);
        var both = new Dataset(new FloatFeatures(x, 2), new Targets([.. x.Select(value => value > 0 ? 1f : 0f)], 2));
        Verdicts.Suspected(Of(both, 2, last, "categorical_crossentropy"), Faults.LabelEncodingMismatch);
    }

    [Fact]
    public void Class_numbers_under_sparse_cross_entropy_are_healthy() =>
        Verdicts.Healthy(Of(Made.BlobNumbers(), 3, "softmax", "sparse_categorical_crossentropy"));

    [Fact]
    public void More_outputs_than_classes_are_healthy() =>
        Verdicts.Healthy(Of(Made.BlobNumbers(first: 1), 4, "softmax", "sparse_categorical_crossentropy"));

    [Fact]
    public void Labels_from_1_are_named_as_such() =>
        Assert.Contains("from 1 to 3", Verdicts.Sick(Of(Made.BlobNumbers(first: 1), 3, "softmax", "sparse_categorical_crossentropy"),
            Faults.LabelEncodingMismatch).Evidence, StringComparison.Ordinal);

    [Fact]
    public void One_hot_labels_with_an_empty_first_column_went_from_1() =>
        Verdicts.Sick(Of(Dataset.Classes(Made.BlobInputs(600, 3, 2, 0.5), 2, [.. Made.BlobLabels(600, 3).Select(label => label + 1)]), 3,
            "softmax", "categorical_crossentropy"), Faults.LabelEncodingMismatch);

    [Fact]
    public void One_column_more_than_classes_with_as_many_outputs_is_healthy() =>
        Verdicts.Healthy(Of(Dataset.Classes(Made.BlobInputs(600, 3, 2, 0.5), 2, [.. Made.BlobLabels(600, 3).Select(label => label + 1)]), 4,
            "softmax", "categorical_crossentropy"));

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public void Another_number_of_units_than_columns_is_named(int outputs) =>
        Verdicts.Sick(Of(Made.Blobs(), outputs, "softmax", "categorical_crossentropy"), Faults.WrongOutputWidth);

    [Fact]
    public void One_sigmoid_for_three_classes_is_too_few_units()
    {
        Verdicts.Sick(Of(Made.BlobNumbers(), 1, "sigmoid", "binary_crossentropy"), Faults.WrongOutputWidth);
        Verdicts.Sick(Of(Made.Blobs(), 1, "sigmoid", "binary_crossentropy"), Faults.WrongOutputWidth);
    }

    [Fact]
    public void A_class_number_compared_with_every_output_is_a_mismatch() =>
        Verdicts.Sick(Of(Made.BlobNumbers(classes: 9), 9, "sigmoid", "mse"), Faults.LabelEncodingMismatch);

    [Fact]
    public void A_value_compared_with_every_output_is_a_broadcast() =>
        Verdicts.Sick(Of(Made.Curve(), 3, "linear", "mse"), Faults.BroadcastInLoss);

    // Half of these targets lie below 0.
    [Fact]
    public void Targets_that_a_logarithm_takes_for_0_are_named_first()
    {
        ExperimentSubject subject = Of(Made.Curve(), 1, "linear", "mean_squared_logarithmic_error");
        Assert.Contains("below 0, and mean_squared_logarithmic_error takes them for 0", Verdicts.Sick(subject, Faults.TargetsOutOfReach)
            .Evidence, StringComparison.Ordinal);
        Diagnosis diagnosis = Subjects.Examined(subject);
        Assert.True(diagnosis.Findings[0] is { Code: "GLIA007", Severity: Severity.Error, Proof: not null }, Verdicts.Text(diagnosis));
        Verdicts.Healthy(Of(Made.Curve(targetOffset: 100), 1, "linear", "mean_squared_logarithmic_error"), Faults.WrongMetric,
            Faults.TargetsNotScaled);
    }

    [Fact]
    public void Labels_of_minus_one_and_one_do_not_fit_binary_cross_entropy() =>
        Verdicts.Sick(Of(PlusMinus(), 1, "sigmoid", "binary_crossentropy"), Faults.LabelEncodingMismatch);

    [Fact]
    public void Labels_of_minus_one_and_one_are_out_of_reach_of_a_sigmoid_and_within_that_of_tanh()
    {
        Verdicts.Sick(Of(PlusMinus(), 1, "sigmoid", "mse"), Faults.TargetsOutOfReach);
        Verdicts.Healthy(Of(PlusMinus(), 1, "tanh", "mse"), Faults.RegressionLossForClasses);
    }

    [Fact]
    public void A_relu_output_is_an_error_before_cross_entropy_and_for_negative_values_only()
    {
        Verdicts.Sick(Of(Made.Blobs(), 3, "relu", "categorical_crossentropy"), Faults.ReluOnOutput);
        Verdicts.Sick(Of(Made.Curve(), 1, "relu", "mse"), Faults.ReluOnOutput);
        Verdicts.Healthy(Of(Made.Curve(targetOffset: 6), 1, "relu", "mse"));
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    public void A_bounded_output_for_values_beyond_it_is_named(string last) =>
        Verdicts.Sick(Of(Made.Curve(targetFactor: 2), 1, last, "mse"), Faults.BoundedRegressionOutput);

    [Fact]
    public void A_sigmoid_output_for_values_between_0_and_1_is_healthy() =>
        Verdicts.Healthy(Of(Made.Curve(targetFactor: 0.05, targetOffset: 0.5), 1, "sigmoid", "mse"));

    [Fact]
    public void Sigmoid_units_with_categorical_cross_entropy_are_suspected() =>
        Verdicts.Suspected(Of(Made.Blobs(), 3, "sigmoid", "categorical_crossentropy"), Faults.SigmoidWithCategorical);

    [Fact]
    public void Binary_cross_entropy_on_one_hot_classes_is_suspected_and_on_several_labels_healthy()
    {
        Verdicts.Suspected(Of(Made.Blobs(), 3, "softmax", "binary_crossentropy"), Faults.BinaryLossForClasses);
        float[] several =
            [.. Made.BlobLabels(600, 3).SelectMany(label => new[] { label > 0 ? 1f : 0, label < 2 ? 1f : 0, label == 1 ? 1f : 0 })];
        Verdicts.Healthy(Of(new Dataset(Made.Blobs().Inputs, new Targets(several, 3)), 3, "sigmoid", "binary_crossentropy"));
    }

    [Fact]
    public void Squared_error_on_classes_is_a_remark() =>
        Verdicts.Healthy(Of(Made.Blobs(), 3, "softmax", "mse"), Faults.RegressionLossForClasses);

    [Fact]
    public void Cross_entropy_for_measurements_is_named()
    {
        Verdicts.Sick(Of(Made.Curve(), 1, "sigmoid", "binary_crossentropy"), Faults.CrossEntropyForRegression);
        Verdicts.Sick(Of(Made.Curve(), 3, "softmax", "sparse_categorical_crossentropy"), Faults.CrossEntropyForRegression);
    }

    [Fact]
    public void Sorted_file_full_batch_is_healthy_but_five_updates_are_too_few()
    {
        FitOptions Run(int epochs) => new() { BatchSize = 600, Epochs = epochs };
        Layer[] Layers() => Made.Dense([16], "relu", 3, "softmax");
        Verdicts.Suspected(Made.Subject(Made.Blobs(), Layers(), "categorical_crossentropy", options: Run(5)), Faults.UnsuitableBatchSize);
        Verdicts.Suspected(Made.Subject(Made.Blobs(), Layers(), "categorical_crossentropy", options: Run(100)), Faults.UnsuitableBatchSize);
        Verdicts.Healthy(Made.Subject(Made.Blobs(), Layers(), "categorical_crossentropy", options: Run(500)));
    }

    [Fact]
    public void Batch_normalisation_of_single_rows_is_named_and_of_32_healthy()
    {
        ExperimentSubject With(int batch) =>
            Made.Subject(Made.Blobs(), [new Dense(16), new BatchNormalization(), new Activation("relu"), new Dense(3, "softmax")],
            "categorical_crossentropy", options: new FitOptions { BatchSize = batch, Epochs = 20 });
        Verdicts.Sick(With(1), Faults.BatchNormalizationMisuse);
        Verdicts.Suspected(With(4), Faults.BatchNormalizationMisuse);
        Verdicts.Healthy(With(32));
    }

    [Fact]
    public void A_network_for_samples_of_another_size_is_sick_with_the_sentence_of_the_library()
    {
        var network = new Network(5, new Dense(3, "softmax"));
        Assert.Contains("takes 5 numbers", Verdicts.Sick(ExperimentSubject.Of("made", network, "categorical_crossentropy", "Adam",
            Made.Blobs()), Faults.WrongLayout).Evidence, StringComparison.Ordinal);
    }

    private static Dataset PlusMinus() =>
        new(Made.Circles().Inputs, new Targets([.. Made.Circles().Targets.Values.ToArray().Select(label => 2 * label - 1)]));
}
