using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Whether the steps that a program says it makes lead anywhere at its rate.</summary>
public class RateForStepsTests
{
    [Theory]
    [InlineData(1e-3, 100, "GLIA066", Severity.Error)]
    [InlineData(1e-3, 800, "GLIA066", Severity.Warning)]
    [InlineData(1, 2, "GLIA073", Severity.Warning)]
    public void Steps_that_lead_nowhere_are_named_with_what_would_arrive(double rate, int steps, string code, Severity severity)
    {
        Diagnosis diagnosis = Examined(rate, steps);
        Finding finding = Assert.Single(diagnosis.Findings, one => one.Code == code && one.Numbers.ContainsKey("could_be_learned"));
        Assert.Equal(severity, finding.Severity);
        Assert.True(finding.Numbers["could_be_learned"] >= finding.Numbers["learned"] + 0.25);
    }

    [Theory]
    [InlineData(0.2, 400)]
    [InlineData(1e-3, 100_000)]
    public void Steps_that_arrive_are_no_finding(double rate, int steps)
    {
        Diagnosis diagnosis = Examined(rate, steps);
        Assert.DoesNotContain(diagnosis.Findings, one => one.Code is "GLIA066" or "GLIA073");
        Assert.Contains(diagnosis.Checks, check => check.Code == "GLIA066" && check.Outcome == Outcome.Fine);
    }

    [Fact]
    public void Steps_that_are_tiny_and_many_enough_are_no_error()
    {
        Diagnosis diagnosis = Examined(1e-6, 3_000_000);
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, one => one.Code == "GLIA066"
            && one.Evidence.Contains("Yet in 3,000,000", StringComparison.Ordinal));
    }

    [Fact]
    public void An_optimizer_with_a_state_of_its_own_is_not_imitated()
    {
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(
            With(new ToyRun { Dice = new Dice(3), Rate = 1e-5, WarmUp = 0, Optimizer = "adam" }.Record(), 400), "adam"));
        Assert.DoesNotContain(diagnosis.Findings, one => one.Numbers.ContainsKey("could_be_learned"));
    }

    [Theory]
    [InlineData(1e-3, 100)]
    [InlineData(1, 2)]
    public void Steps_of_which_only_the_least_is_known_are_never_too_few(double rate, int steps)
    {
        Diagnosis diagnosis = Examined(rate, steps, "steps_at_least");
        Assert.DoesNotContain(diagnosis.Findings, one => one.Numbers.ContainsKey("could_be_learned"));
    }

    [Fact]
    public void Steps_of_which_the_least_arrives_are_no_error()
    {
        Assert.Contains(Examined(1e-6, 10).Findings, one => one.Code == "GLIA066" && one.Severity == Severity.Error);
        Diagnosis diagnosis = Examined(1e-6, 3_000_000, "steps_at_least");
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, one => one.Evidence.Contains("Yet in 3,000,000", StringComparison.Ordinal));
    }

    [Fact]
    public void More_steps_at_least_than_there_are_is_refused()
    {
        var arrays = With(new ToyRun { Dice = new Dice(3) }.Record(), 10);
        arrays["steps_at_least"] = NdArray.Scalar(11.0);
        var error = Assert.Throws<GliaException>(() => TraceReader.Read(arrays, "toy"));
        Assert.Contains("steps is 10 and steps_at_least 11", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, 0, "steps is 2.5")]
    [InlineData(10, 20, "step is 20 and steps 10")]
    public void Numbers_that_cannot_be_are_refused(double steps, int step, string sentence)
    {
        var arrays = With(new ToyRun { Dice = new Dice(3) }.Record(), steps);
        arrays["step"] = NdArray.Scalar(step);
        var error = Assert.Throws<GliaException>(() => TraceReader.Read(arrays, "toy"));
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    private static Diagnosis Examined(double rate, int steps, string name = "steps") => TraceDoctor.Examine(TraceReader.Read(
        With(new ToyRun { Dice = new Dice(3), Rate = rate, WarmUp = 0 }.Record(), steps, name), "toy"));

    private static Dictionary<string, NdArray> With(Dictionary<string, NdArray> arrays, double steps, string name = "steps")
    {
        arrays[name] = NdArray.Scalar(steps);
        arrays["step"] = NdArray.Scalar(0);
        return arrays;
    }
}
