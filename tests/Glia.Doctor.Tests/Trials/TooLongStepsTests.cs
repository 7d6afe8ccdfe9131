using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.Rules;

namespace Glia.Doctor.Tests.Trials;

/// <summary>A run that ends worse than one answer for all rows was thrown about, whatever the data allow.</summary>
public class TooLongStepsTests
{
    [Fact]
    public void A_run_that_ends_worse_than_guessing_is_told_of_its_rate()
    {
        Diagnosis diagnosis = Examined("0.5", "none");
        Assert.True(diagnosis.Findings is [{ Code: "GLIA065", Severity: Severity.Error, Proof: not null }, ..], Verdicts.Text(diagnosis));
        Assert.Contains("worse than one and the same for all", diagnosis.Findings[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_ends_at_guessing_is_not()
    {
        Diagnosis diagnosis = Examined("0.005", "standardize");
        Assert.True(diagnosis.Verdict != Verdict.Sick, Verdicts.Text(diagnosis));
    }

    // 400 rows of nine columns of very different size, which tell next to nothing of a class that two thirds have.
    private static Diagnosis Examined(string rate, string scale)
    {
        var dice = new System.Random(1);
        float[] x = new float[9 * 400], y = new float[400];
        for (int row = 0; row < y.Length; row++)
        {
            y[row] = dice.Next(3) == 0 ? 1 : 0;
            for (int column = 0; column < 9; column++)
                x[(9 * row) + column] = (float)((2 * (column + 1)) * (Made.Normal(dice) + 4 + (column > 6 ? 0.65 * y[row] : 0)));
        }
        return ExperimentExaminer.OfFile($$"""
            { "seed": 1, "data": { "source": "made.npz", "target_encoding": "none", "scale": "{{scale}}" },
              "network": [ { "class_name": "Dense", "units": 2, "activation": "softmax",
                "kernel_initializer": { "class_name": "random_normal", "stddev": 1 } } ],
              "training": { "loss": "sparse_categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": {{rate}} },
                "batch_size": 7, "epochs": 100 } }
            """, Dataset.Values(x, 9, y));
    }
}
