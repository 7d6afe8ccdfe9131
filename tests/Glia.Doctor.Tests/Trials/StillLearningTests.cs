using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A run that ended while it was still learning is told what more epochs would bring, and is not called sick for it.</summary>
public class StillLearningTests
{
    // One unit that learns Fahrenheit from raw Celsius: after 500 steps it is off by ten degrees, after 5,000 by none.
    [Fact]
    public void Who_would_have_learned_the_rest_is_warned()
    {
        Diagnosis diagnosis = Fahrenheit(epochs: 500);
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == "GLIA073");
        Assert.True(finding.Severity == Severity.Warning && diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.Contains("Its loss was still falling.", finding.Evidence, StringComparison.Ordinal);
        Assert.NotNull(finding.Proof);
    }

    [Fact]
    public void Who_has_learned_it_is_not()
    {
        Diagnosis diagnosis = Fahrenheit(epochs: 8000);
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.DoesNotContain(diagnosis.Findings, one => one.Code == "GLIA073");
    }

    private static Diagnosis Fahrenheit(int epochs)
    {
        string experiment = $$"""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 1 } ],
              "training": { "loss": "mean_squared_error", "optimizer": { "class_name": "Adam", "learning_rate": 0.1 },
                "batch_size": 16, "epochs": {{epochs}} } }
            """;
        float[] celsius = [.. Enumerable.Range(0, 16).Select(row => row * 100f / 15)];
        return ExperimentExaminer.OfFile(experiment, Dataset.Values(celsius, 1, [.. celsius.Select(degrees => (1.8f * degrees) + 32)]));
    }
}
