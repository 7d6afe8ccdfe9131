using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>What a network is trained with is what its gradients are the derivative of, whatever loss is shown beside them.</summary>
public class TrainedLossTests
{
    [Theory]
    [InlineData("sigmoid", 1)]
    [InlineData("sigmoid", 4)]
    [InlineData("softmax", 4)]
    public void A_squared_error_that_is_only_shown_is_no_fault_of_the_gradient(string output, int outs)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var diagnosis = Examine(new ToyRun
            {
                Dice = new Dice(seed),
                Mistake = "shown-squared-error",
                Widths = [6, 10, outs],
                Hidden = "sigmoid",
                Output = output,
                Loss = "mean_squared_error",
                Rows = seed % 2 == 0 ? 1 : 16,
                Rate = 0.3,
                OneHot = true,
                WarmUp = 200,
            });
            Assert.NotEqual(Verdict.Sick, diagnosis.Verdict);
            Assert.Contains(diagnosis.Checks, check =>
                check.Code == "GLIA047" && check.Measured.Contains("which is what is trained", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_summed_gradient_with_a_rate_made_for_it_is_a_remark()
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var diagnosis = Examine(new ToyRun
            {
                Dice = new Dice(seed),
                Mistake = "not-divided",
                Widths = [6, 10, 3],
                Hidden = "tanh",
                Rows = 64,
                Rate = 0.002,
                WarmUp = 300,
            });
            Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
            Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA047" && finding.Severity != Severity.Note);
        }
    }

    [Fact]
    public void A_squared_error_that_is_only_shown_is_known_where_all_answers_are_one_half()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var diagnosis = Examine(new ToyRun
            {
                Dice = new Dice(seed),
                Mistake = "shown-squared-error",
                Widths = [6, 10, 1],
                Hidden = "sigmoid",
                Output = "sigmoid",
                Loss = "mean_squared_error",
                InitialDeviation = 0.01,
                WarmUp = 0,
            });
            Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code is "GLIA055" or "GLIA057");
        }
    }

    private static Diagnosis Examine(ToyRun run) => TraceDoctor.Examine(TraceReader.Read(run.Record(), "toy"));
}
