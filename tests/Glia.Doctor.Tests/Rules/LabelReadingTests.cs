using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Layers;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Rules;

/// <summary>What labels alone say of themselves, where it is easily read as more than it is.</summary>
public class LabelReadingTests
{
    // Of eight clouds that overlap a simple model knows a little, and is wrong in two of three rows of which it is surest.
    [Fact]
    public void A_model_that_is_sure_of_nothing_calls_no_label_wrong()
    {
        Diagnosis diagnosis = ExperimentExaminer.Examine(
            Made.Classifier(Made.Clouds(900, 24, 8, 0.15, seed: 3), new Dense(32, "relu"), new Dense(8, "softmax")));
        Check check = Assert.Single(diagnosis.Checks, check => check.Code == "GLIA010");
        Assert.Equal(Outcome.Fine, check.Outcome);
        // It was beyond half of them, or the test shows nothing.
        Assert.Matches("^Of the 225 rows whose class is clearest from their inputs, [5-9][0-9] % carry another label", check.Measured);
    }

    // Two outputs too many cost nothing, and what does is still looked for.
    [Fact]
    public void Outputs_for_two_classes_that_never_occur_are_a_warning_and_nothing_waits_for_them()
    {
        Diagnosis diagnosis = Examined(8);
        Finding finding = Assert.Single(diagnosis.Findings, finding => finding.Code == "GLIA008");
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.NotNull(diagnosis.Happened);
    }

    [Fact]
    public void Labels_of_which_more_than_half_are_missing_were_cut_down() =>
        Assert.True(Examined(4).Findings is [{ Code: "GLIA008", Severity: Severity.Error }, ..]);

    private static Diagnosis Examined(int classes)
    {
        Dataset known = Made.Clouds(600, 8, classes, 1.5);
        var targets = Targets.OneHot([.. known.Targets.ToClasses()], 10);
        ExperimentSubject subject = Made.Classifier(new Dataset(known.Inputs, targets), new Dense(32, "relu"), new Dense(10, "softmax"));
        return Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
    }
}
