using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;

namespace Glia.Doctor.Tests.Rules;

public class SpecificationTests
{
    [Fact]
    public void A_layer_that_takes_its_numbers_from_the_rows_has_them_before_the_first_step()
    {
        Layer[] layers = [new Normalization(), new Dense(32, "relu"), new Dense(1)];
        Diagnosis diagnosis = Subjects.Examined(Made.Subject(Rows.Times(Made.Curve(), 3000), layers, "mean_absolute_error", new Adam(0.01f),
            Subjects.Options(30)));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
    }

    [Fact]
    public void Softmax_over_one_unit_is_named_first() =>
        Verdicts.Sick(Made.Subject(Made.Circles(), Made.Dense([16, 16], "relu", 1, "softmax"), "binary_crossentropy"),
            Faults.SoftmaxOverOneUnit);

    [Fact]
    public void A_sigmoid_over_one_unit_is_healthy() =>
        Verdicts.Healthy(Made.Subject(Made.Circles(), Made.Dense([16, 16], "relu", 1, "sigmoid"), "binary_crossentropy"));

    // One of three classes ends at 0 for every row, and stays there.
    [Fact]
    public void Relu_before_softmax_is_named_first_where_a_class_dies_of_it()
    {
        Diagnosis diagnosis =
            Subjects.Examined(Made.Classifier(Made.Blobs(), [.. Made.Dense([16], "relu", 3, "relu"), new Activation("softmax")]));
        Assert.True(diagnosis.Findings is [{ Code: "GLIA026", Severity: Severity.Error, Proof: not null }, ..], Verdicts.Text(diagnosis));
    }

    // The layer after one of a branch is not the one that takes it.
    [Fact]
    public void A_residual_block_that_ends_without_an_activation_is_healthy() => Verdicts.Healthy(Made.Classifier(Made.Blobs(),
        [new Dense(16, "relu"), new Residual([new Dense(16, "relu"), new Dense(16)]), new Dense(3, "softmax")]));

    [Fact]
    public void Branches_that_are_merged_are_healthy() => Verdicts.Healthy(Made.Classifier(Made.Blobs(),
        [new Branches(new Concatenate(), [new Dense(8, "relu")], [new Dense(8)], []), new Dense(16, "relu"), new Dense(3, "softmax")]));

    [Theory]
    [InlineData("linear")]
    [InlineData("tanh")]
    public void Cross_entropy_on_raw_outputs_is_named_first(string last) =>
        Verdicts.Sick(Made.Classifier(Made.Blobs(), Made.Dense([16], "relu", 3, last)), Faults.LossOnRawLogits);

    [Fact]
    public void Raw_outputs_with_a_loss_from_logits_are_healthy() =>
        Verdicts.Healthy(Made.Classifier(Made.Blobs(), Made.Dense([16], "relu", 3, "linear"),
            new CategoricalCrossentropy(fromLogits: true), null));

    [Fact]
    public void Exponential_outputs_divided_by_their_sum_are_a_softmax_and_healthy() =>
        Verdicts.Healthy(Made.Classifier(Made.Blobs(), Made.Dense([16], "relu", 3, "exponential")));

    [Fact]
    public void An_activation_of_ones_own_is_judged_by_the_range_it_names_and_not_at_all_without_one()
    {
        Assert.DoesNotContain(Ended(new Half()).Findings, finding => finding.Fault == Faults.LossOnRawLogits);
        Assert.DoesNotContain(Ended(new Half { Range = (0, 1) }).Findings, finding => finding.Fault == Faults.LossOnRawLogits);
        Assert.Contains(Ended(new Half { Range = (-1, 1) }).Errors, finding => finding.Fault == Faults.LossOnRawLogits);

        static Diagnosis Ended(ActivationFunction last) =>
            ExperimentExaminer.Examine(Made.Classifier(Made.Blobs(), new Dense(16, "relu"), new Dense(3, last)));
    }

    [Fact]
    public void Softmax_before_a_loss_from_logits_is_a_double_softmax_with_a_floor()
    {
        Finding finding = Verdicts.Sick(Made.Classifier(Made.Blobs(classes: 10), Made.Dense([16], "relu", 10, "softmax"),
            new CategoricalCrossentropy(fromLogits: true), null), Faults.DoubleSoftmax);
        Assert.Equal(0.2320, finding.Numbers["largest_probability"], 4);
        Assert.Equal(1.4612, finding.Numbers["lowest_loss"], 4);
    }

    [Fact]
    public void A_softmax_layer_after_a_softmax_activation_is_a_double_softmax() =>
        Verdicts.Sick(Made.Classifier(Made.Blobs(), new Dense(16, "relu"), new Dense(3, "softmax"), new Activation("softmax")),
            Faults.DoubleSoftmax);

    [Fact]
    public void Dropout_on_the_output_is_named_first() =>
        Verdicts.Sick(Made.Classifier(Made.Blobs(), new Dense(16, "relu"), new Dense(3), new Dropout(0.5f), new Activation("softmax")),
            Faults.MisplacedDropout);

    [Fact]
    public void Dropout_of_nine_tenths_is_suspected() =>
        Verdicts.Suspected(Made.Classifier(Made.Blobs(), new Dense(16, "relu"), new Dropout(0.9f), new Dense(3, "softmax")),
            Faults.MisplacedDropout);

    [Fact]
    public void Dropout_of_one_half_between_hidden_layers_is_healthy() =>
        Verdicts.Healthy(Made.Classifier(Made.Blobs(), new Dense(64, "relu"), new Dropout(0.5f), new Dense(3, "softmax")));

    [Fact]
    public void A_network_frozen_in_every_layer_is_sick_and_in_one_suspected()
    {
        Layer[] layers = Made.Dense([16], "relu", 3, "softmax");
        layers[0].Trainable = false;
        ExperimentSubject first = Made.Classifier(Made.Blobs(), layers);
        Verdicts.Suspected(first, Faults.FrozenLayer);
        Verdicts.Healthy(first with { Pretrained = true });
        layers[1].Trainable = false;
        Verdicts.Sick(first, Faults.FrozenLayer);
    }

    [Fact]
    public void A_rate_of_zero_is_too_low() =>
        Verdicts.Sick(Made.Classifier(Made.Blobs(), Made.Dense([16], "relu", 3, "softmax"), "categorical_crossentropy", new SGD(0)),
            Faults.LearningRateTooLow);

    [Fact]
    public void Momentum_of_one_is_an_error_and_a_tiny_epsilon_a_suspicion()
    {
        Layer[] Layers() => Made.Dense([16], "relu", 3, "softmax");
        Verdicts.Sick(Made.Classifier(Made.Blobs(), Layers(), "categorical_crossentropy", new SGD(0.01f, 1)), Faults.OptimizerSettings);
        Verdicts.Suspected(Made.Classifier(Made.Blobs(), Layers(), "categorical_crossentropy", new Adam(epsilon: 1e-16f)),
            Faults.OptimizerSettings);
        Verdicts.Healthy(Made.Classifier(Made.Blobs(), Layers(), "categorical_crossentropy", new SGD(0.1f, 0.9f, nesterov: true)));
    }

    [Fact]
    public void A_missing_bias_is_a_remark() =>
        Verdicts.Healthy(Made.Classifier(Made.Blobs(), new Dense(16, "relu", useBias: false), new Dense(3, "softmax")), Faults.MissingBias);

    [Fact]
    public void Layers_without_activation_are_suspected_and_promoted_or_withdrawn_by_what_is_seen_later()
    {
        ExperimentSubject subject = Made.Classifier(Made.Blobs(), Made.Dense([16, 16], "linear", 3, "softmax"));
        Verdicts.Suspected(subject, Faults.NoHiddenNonlinearity);

        ExperimentExamination harmful = ExperimentExaminer.Begin(subject);
        Assert.True(harmful.Promote(Faults.NoHiddenNonlinearity, "It did not learn.", Grade.Strong));
        Assert.Equal(Verdict.Sick, harmful.Conclude().Verdict);

        ExperimentExamination harmless = ExperimentExaminer.Begin(subject);
        Assert.True(harmless.Withdraw(Faults.NoHiddenNonlinearity, "It learned."));
        Diagnosis diagnosis = harmless.Conclude();
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Checks, check =>
            check.Code == "GLIA021" && check.Outcome == Outcome.Fine && check.Measured.EndsWith("It learned.", StringComparison.Ordinal));
    }

    private sealed class Half : ActivationFunction
    {
        public override string Name => "half";

        public override bool NeedsInput => false;

        public override void Forward(in Tensor z, in Tensor y, Kernels.Workers workers) => Halve(z, y);

        public override void Backward(in Tensor z, in Tensor y, in Tensor dy, in Tensor dz, Kernels.Workers workers) => Halve(dy, dz);

        private static void Halve(in Tensor from, in Tensor to)
        {
            for (int i = 0; i < from.Values.Length; i++) to.Values[i] = from.Values[i] / 2;
        }
    }
}
