using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Formal mistakes with which a copy of the network learns as well as without: a warning that says so, and no sickness.</summary>
public class HarmlessSlipTests
{
    [Theory]
    [InlineData("bias-mean", "GLIA058")]
    [InlineData("bias-last-row", "GLIA058")]
    [InlineData("biases-frozen", "GLIA071")]
    public void What_a_copy_learns_all_the_same_is_a_warning(string mistake, string code)
    {
        var diagnosis =
            TraceDoctor.Examine(TraceReader.Read(new ToyRun { Dice = new Dice(3), Mistake = mistake, Rate = 0.2 }.Record(), mistake));
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == code);
        Assert.Equal((Verdict.Healthy, Severity.Warning), (diagnosis.Verdict, finding.Severity));
        Assert.Contains("learns all the same", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_number_for_all_biases_of_a_layer_is_tried_as_well()
    {
        var arrays = new ToyRun { Dice = new Dice(3), Mistake = "bias-total", Rate = 0.2 }.Record();
        foreach (string name in new[] { "grad_b1", "grad_b2" }) arrays[name] = NdArray.Scalar(arrays[name].ToDoubles()[0]);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "toy"));
        Finding[] findings = [.. diagnosis.Findings.Where(one => one.Code == "GLIA058")];
        Assert.NotEmpty(findings);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.All(findings, finding =>
        {
            Assert.Equal(Severity.Warning, finding.Severity);
            Assert.Contains("summed over everything", finding.Evidence, StringComparison.Ordinal);
            Assert.Contains("learns all the same", finding.Evidence, StringComparison.Ordinal);
        });
    }

    // Squares behind a softmax begin slowly, and a wide network leaves few steps for a copy: it is given more of them.
    [Fact]
    public void A_copy_trains_until_it_has_begun_to_learn()
    {
        var toy = new ToyRun
        {
            Dice = new Dice(3),
            Mistake = "bias-last-row",
            Widths = [4, 48, 48, 3],
            Loss = "mean_squared_error",
            Rate = 0.05,
        };
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(toy.Record(), "slow"));
        Assert.Equal(Severity.Warning, Assert.Single(diagnosis.Findings, one => one.Code == "GLIA058").Severity);
    }
}
