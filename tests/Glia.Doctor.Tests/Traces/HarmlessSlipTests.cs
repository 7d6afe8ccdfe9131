using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
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
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(new ToyRun { Dice = new Dice(3), Mistake = mistake, Rate = 0.2 }.Record(), mistake));
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == code);
        Assert.Equal((Verdict.Healthy, Severity.Warning), (diagnosis.Verdict, finding.Severity));
        Assert.Contains("learns all the same", finding.Evidence, StringComparison.Ordinal);
    }
}
