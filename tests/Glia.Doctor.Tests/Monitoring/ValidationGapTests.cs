using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Monitoring;

public class ValidationGapTests
{
    // Overlapping heaps to learn from; held back are rows of the same kind, or only those that are easy.
    [Theory]
    [InlineData(1.2, false)]
    [InlineData(0.2, true)]
    public void Held_back_rows_that_are_easier_are_told(double spread, bool told)
    {
        var options = new FitOptions { Epochs = 20, Validation = Made.Blobs(400, 3, spread: spread, seed: 2) };
        ExperimentSubject subject = Made.Subject(Made.Blobs(800, 3, spread: 1.2), Made.Dense([16], "relu", 3, "softmax"),
            "categorical_crossentropy", new Adam(0.01f), options);
        Diagnosis diagnosis = Examiner.Examine(subject, Tier.Run, Workers.Single).Diagnosis;
        Assert.Equal(told, diagnosis.Findings.Any(finding => finding.Fault == Faults.ValidationAboveTraining));
        Assert.NotEqual(Verdict.Sick, diagnosis.Verdict);
    }

    [Fact]
    public void Dropout_alone_makes_no_gap()
    {
        var options = new FitOptions { Epochs = 30, Validation = Made.Blobs(400, 3, seed: 2) };
        ExperimentSubject subject = Made.Subject(Made.Blobs(800, 3), [new Dense(16, "relu"), new Dropout(0.8f), new Dense(3, "softmax")],
            "categorical_crossentropy", new Adam(0.01f), options);
        ExaminationResult result = Examiner.Examine(subject, Tier.Run, Workers.Single);
        Assert.Contains(result.Diagnosis.Checks, check =>
            check.Code == Faults.ValidationAboveTraining.Code && check.Outcome == Outcome.Fine);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(2000, true)]
    public void A_gap_that_few_rows_make_by_chance_is_none(int heldRows, bool told) =>
        Assert.Equal(told, new ValidationAboveTraining().Judge(new RunFacts
        {
            Epochs = new Curve([0.5, 0.5, 0.5]) { Accuracy = [0.8, 0.8, 0.8], HeldOutAccuracy = [0.9, 0.9, 0.9] },
            HeldOut = (0.9, heldRows),
            Evaluated = (0.8, 400),
        })!.Value.Finding is not null);
}
