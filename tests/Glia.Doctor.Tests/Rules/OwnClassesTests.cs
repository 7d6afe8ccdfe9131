using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;

namespace Glia.Doctor.Tests.Rules;

public class OwnClassesTests
{
    [Fact]
    public void A_wrong_sign_is_found_with_the_name_of_the_layer_and_the_array()
    {
        Diagnosis diagnosis = OwnLayer.Rings(-1);
        Finding finding = Assert.Single(diagnosis.Errors);
        Assert.Equal((Faults.WrongGradient, "gain"), (finding.Fault, finding.Where.Layer));
        Assert.Contains("each is -1 times what it should be", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
    }

    [Fact]
    public void It_is_found_in_a_network_that_cannot_be_copied_too() =>
        Assert.Equal(Faults.WrongGradient, Assert.Single(OwnLayer.Rings(-1, registered: false).Errors).Fault);

    // The steps still go down: it is formally wrong, and learns all the same.
    [Fact]
    public void A_factor_that_does_not_keep_it_from_learning_is_a_warning()
    {
        Diagnosis diagnosis = OwnLayer.Rings(1.5);
        Assert.Equal(Severity.Warning, Assert.Single(diagnosis.Findings, finding => finding.Fault == Faults.WrongGradient).Severity);
        Assert.NotEqual(Verdict.Sick, diagnosis.Verdict);
    }

    [Fact]
    public void What_cannot_be_copied_is_never_healthy_and_it_is_said_how_to_make_it_so()
    {
        Diagnosis diagnosis = OwnLayer.Rings(1, registered: false);
        Assert.Equal(Verdict.Unsure, diagnosis.Verdict);
        Check open = Assert.Single(diagnosis.Checks, check => check.Outcome == Outcome.Undecided);
        Assert.Contains("Whether it learns was not examined", open.Measured, StringComparison.Ordinal);
        const string call = """LayerCatalogue.Register("Unregistered", config => new Unregistered(…))""";
        Assert.Contains(call, open.Measured, StringComparison.Ordinal);
        Assert.Contains(diagnosis.Checks, check => check.Outcome == Outcome.Fine && check.Code == Faults.WrongGradient.Code);
    }

    [Fact]
    public void A_loss_of_ones_own_is_checked_on_the_networks_outputs()
    {
        Assert.Equal(Verdict.Healthy, OwnLayer.Lost(1).Verdict);
        Diagnosis wrong = OwnLayer.Lost(-1);
        Assert.Equal(Verdict.Sick, wrong.Verdict);
        Assert.Contains(wrong.Findings[0].Fault, (Fault[])[Faults.LossSignFlipped, Faults.WrongGradient]);
        Assert.Contains(OwnLayer.Lost(3).Findings, finding => finding.Fault == Faults.WrongGradient);
    }
}
