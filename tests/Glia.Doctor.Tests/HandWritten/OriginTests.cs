using Glia.Doctor.Findings;
using Glia.Doctor.HandWritten;
using HandWritten;

namespace Glia.Doctor.Tests.HandWritten;

/// <summary>The program this project comes from, with its five faults.</summary>
public class OriginTests(ITestOutputHelper output)
{
    [Theory, InlineData(1u), InlineData(2u)]
    public void As_posted_all_five_faults_are_named_the_stale_forward_pass_first(uint seed)
    {
        var diagnosis = Examine(OriginFaults.AsPosted, seed, 200);
        Assert.Equal("GLIA075", diagnosis.Findings[0].Code);
        Assert.Equal(["GLIA041", "GLIA056", "GLIA066", "GLIA075"], diagnosis.Errors.Select(finding => finding.Code).Order());
        Assert.Contains(diagnosis.Findings, finding => finding.Code == "GLIA044" && finding.Severity != Severity.Error);
        Assert.Contains("the class of the last training sample", diagnosis.Findings[0].Evidence);
    }

    [Theory, InlineData(1u), InlineData(2u)]
    public void With_all_five_mended_it_is_healthy(uint seed)
    {
        var diagnosis = Examine(OriginFaults.None, seed, 900);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Severity != Severity.Note);
    }

    [Theory]
    [InlineData(OriginFaults.StaleAccuracy, "GLIA075")]
    [InlineData(OriginFaults.ReluMask, "GLIA056")]
    [InlineData(OriginFaults.TinyRate, "GLIA066")]
    [InlineData(OriginFaults.BinaryCrossEntropy, "GLIA044")]
    public void A_fault_alone_is_named_alone(OriginFaults fault, string code)
    {
        var diagnosis = Examine(fault, 4, 600);
        Assert.Equal(code, diagnosis.Findings[0].Code);
        Assert.All(diagnosis.Errors, finding => Assert.Equal(code, finding.Code));
    }

    private Diagnosis Examine(OriginFaults faults, uint seed, int steps)
    {
        var (x, y, _) = Digits.All;
        var network = new OriginNetwork(faults, seed);
        network.Train(x[..2700], y[..2700], steps);
        var diagnosis = HandWrittenDoctor.Examine(network, x[..2700], y[..2700], x[2700..], y[2700..], "origin");
        output.WriteLine(diagnosis.ToJson());
        return diagnosis;
    }
}
