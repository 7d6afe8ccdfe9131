using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A rate of which ten times as much is still far too low: a hundred times as much shows it.</summary>
public class TooShortStepsTests
{
    [Fact]
    public void A_rate_that_is_hundreds_of_times_too_low_is_named()
    {
        Dataset rings = Made.Circles(600);
        ExperimentSubject subject = Made.Subject(rings, [new Dense(16, "relu"), new Dense(1, "sigmoid")], "binary_crossentropy",
            new SGD(5e-5f), new FitOptions { Epochs = 60, BatchSize = 32 });
        var examination = new ExperimentExamination(subject);
        Variant patient = Variant.Of(subject)!;
        var room = new TrialRunner(examination.Facts.Targets!, (int)patient.PlannedSteps, Workers.Single);
        // Ten times as much shows next to nothing, or the test does.
        Assert.InRange(room.Twins(patient, RateChange.By(patient, 10))!.Gain, -1, TooShortSteps.Lagging);
        Assert.InRange(room.Twins(patient, RateChange.By(patient, 100))!.Gain, 0.2, 2);
        Assert.True(TooShortSteps.OfOneBehind(examination, room, patient, room.Try(patient)!, "It stays behind."));
        Finding finding = Assert.Single(examination.Findings);
        Assert.True(finding is { Code: "GLIA066", Severity: Severity.Error, Proof: not null });
        Assert.StartsWith("Set the learning rate to 0.005 instead of 5e-5", finding.Prescription, StringComparison.Ordinal);
    }
}
