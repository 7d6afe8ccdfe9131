using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Probes;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Verdict = Glia.Doctor.Findings.Verdict;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>The experiment that <c>--fix</c> writes.</summary>
public class MenderTests
{
    [Fact]
    public void Early_stopping_that_ends_the_run_too_soon_is_given_patience()
    {
        ExaminationResult sick = Examine(Rings(stopping: """{ "patience": 0, "min_delta": 0.1 }"""), Made.Circles(800));
        Mending mending = Mender.Mend(sick, Workers.Single)!;
        Assert.Equal(Faults.StoppedTooEarly, Assert.Single(mending.Repairs).Fault);
        Assert.Equal(Verdict.Healthy, Examine(mending.Experiment, Made.Circles(800)).Diagnosis.Verdict);
    }

    [Fact]
    public void Nothing_is_written_where_only_the_targets_have_to_be_scaled()
    {
        ExaminationResult sick = Examine(Curve(), Made.Curve(targetFactor: 1000));
        Assert.Contains(sick.Repairs, repair => repair.Fault == Faults.TargetsNotScaled);
        Assert.Null(Mender.Mend(sick, Workers.Single));
    }

    private static Experiment Rings(string stopping) => Experiment.Parse("made.json", $$"""
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" }, { "class_name": "Dense", "units": 16, "activation": "relu" }, { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
          "training": { "loss": "binary_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.002 }, "epochs": 100, "validation_split": 0.25, "early_stopping": {{stopping}} } }
        """);

    private static Experiment Curve() => Experiment.Parse("made.json", """
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Dense", "units": 32, "activation": "relu" }, { "class_name": "Dense", "units": 1 } ],
          "training": { "loss": "mean_squared_error", "optimizer": { "class_name": "Adam", "learning_rate": 0.005 }, "epochs": 20 } }
        """);

    private static ExaminationResult Examine(Experiment experiment, Dataset data) =>
        Examiner.Examine(ExperimentSubject.Of(experiment, LoadedData.OfNumbers(data.Inputs, data.Targets)), workers: Workers.Single);
}
