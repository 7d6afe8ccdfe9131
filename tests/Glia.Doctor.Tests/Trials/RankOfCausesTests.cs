using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>What was suspected comes first only where it brings a good part of what something else brings.</summary>
public class RankOfCausesTests
{
    // Sigmoids under a categorical cross-entropy were suspected. A softmax brings some of what can be learned in these few steps, ten times
    // the rate more than twice as much.
    [Fact]
    public void A_suspicion_does_not_come_before_what_helps_twice_as_much()
    {
        Diagnosis diagnosis = SigmoidsAtALowRate();
        Assert.True(diagnosis.Findings[0] is { Code: "GLIA066", Severity: Severity.Error }, Verdicts.Text(diagnosis));
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "GLIA025");
    }

    private static Diagnosis SigmoidsAtALowRate()
    {
        const int rows = 1000, width = 60, classes = 4;
        var dice = new System.Random(1);
        float[] centres = [.. Enumerable.Range(0, classes * width).Select(_ => 0.25f * Normal(dice))];
        float[] x = new float[rows * width], y = new float[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            int label = dice.Next(classes);
            y[(row * classes) + label] = 1;
            for (int column = 0; column < width; column++) x[(row * width) + column] = centres[(label * width) + column] + Normal(dice);
        }
        const string start = """ "kernel_initializer": { "class_name": "random_normal", "stddev": 0.05 } }""";
        string hidden = $$"""{ "class_name": "Dense", "units": 150, "activation": "relu", {{start}}, """;
        Experiment experiment = Experiment.Parse("made.json", $$"""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ {{string.Concat(Enumerable.Repeat(hidden, 4))}}
                { "class_name": "Dense", "units": 4, "activation": "sigmoid", {{start}} ],
              "training": { "loss": "categorical_crossentropy",
                "optimizer": { "class_name": "SGD", "learning_rate": 0.01, "momentum": 0.9 }, "batch_size": 32, "epochs": 5 } }
            """);
        Dataset table = Dataset.Values(x, width, y, classes);
        var subject = ExperimentSubject.Of(experiment, LoadedData.OfNumbers(table.Inputs, table.Targets));
        return Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
    }

    private static float Normal(System.Random dice) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble()));
}
