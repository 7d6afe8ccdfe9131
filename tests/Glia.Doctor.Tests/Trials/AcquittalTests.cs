using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;
using Glia.Experiments;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Trials;

/// <summary>What is formally wrong is an error where it is seen to cost the run that was asked for something.</summary>
public class AcquittalTests
{
    // A sigmoid over probabilities: one start in eight or so ends with one cloud on the wrong side, where without it none does.
    [Fact]
    public void A_run_that_learned_is_told_that_others_do_not()
    {
        Diagnosis diagnosis = OfTwoSigmoids(seed: 3);
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Finding twice = diagnosis.Findings.Single(finding => finding.Code == "GLIA023");
        Assert.Equal(Severity.Warning, twice.Severity);
        Assert.Contains("as it does from most first weights, but not from all", twice.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_one_of_the_others_is_sick()
    {
        Diagnosis diagnosis = OfTwoSigmoids(seed: 10);
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Equal("GLIA023", diagnosis.Findings[0].Code);
    }

    // Four clouds in turn, with XOR's answers.
    private static Diagnosis OfTwoSigmoids(int seed)
    {
        Experiment experiment = Experiment.Parse("made.json", $$"""
            { "seed": {{seed}}, "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 8, "activation": "tanh" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": { "class_name": "BinaryCrossentropy", "from_logits": true },
                "optimizer": { "class_name": "Adam", "learning_rate": 0.02 }, "batch_size": 32, "epochs": 50 } }
            """);
        var dice = new System.Random(5);
        float[] x = new float[2 * 450], y = new float[450];
        for (int row = 0; row < y.Length; row++)
        {
            int a = row % 2, b = row / 2 % 2;
            (x[2 * row], x[(2 * row) + 1], y[row]) = ((2 * a) - 1 + Noise(dice), (2 * b) - 1 + Noise(dice), a ^ b);
        }
        Dataset table = Dataset.Values(x, 2, y);
        var subject = ExperimentSubject.Of(experiment, LoadedData.OfNumbers(table.Inputs, table.Targets));
        return Examiner.Examine(subject, workers: Workers.Single).Diagnosis;
    }

    // Nearly normal, with a deviation of 0.3.
    private static float Noise(System.Random dice) => 0.6f * (dice.NextSingle() + dice.NextSingle() + dice.NextSingle() - 1.5f);
}
