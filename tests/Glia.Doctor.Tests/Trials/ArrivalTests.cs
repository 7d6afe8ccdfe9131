using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A run that is convicted by a part of it is acquitted where the whole arrives.</summary>
public class ArrivalTests
{
    // Three of four rows are right at the end, which is within chance of all and yet not there.
    [Fact]
    public void Three_of_four_rows_are_no_arrival()
    {
        Experiment slow = Experiment.Parse("made.json", """
            { "seed": 2, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 2, "activation": "sigmoid" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "mse", "optimizer": { "class_name": "SGD", "learning_rate": 0.005 }, "batch_size": 1,
                "epochs": 25000 } }
            """);
        Dataset table = Dataset.Values([0, 0, 0, 1, 1, 0, 1, 1], 2, [0, 1, 1, 0]);
        var subject = ExperimentSubject.Of(slow, LoadedData.OfNumbers(table.Inputs, table.Targets));
        Assert.Equal(Verdict.Sick, Examiner.Examine(subject, workers: Workers.Single).Diagnosis.Verdict);
    }
}
