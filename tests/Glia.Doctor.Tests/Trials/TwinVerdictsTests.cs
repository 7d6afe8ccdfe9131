using Glia.Doctor.Trials;

namespace Glia.Doctor.Tests.Trials;

/// <summary>What a lead of twins that were cut short proves.</summary>
public class TwinVerdictsTests
{
    [Theory]
    [InlineData(4000, 0.9, 400, 0.7, true)]   // what caps the run at 0.7 does not: it went to 0.9
    [InlineData(4000, 0.6, 400, 0.7, false)]  // it has not got there in ten times the steps
    [InlineData(400, 0.9, 400, 0.7, false)]   // no longer look
    public void A_lead_at_the_beginning_is_no_cap_on_a_run_that_went_beyond_it(long steps, double skill, long cut, double changed, bool beyond) =>
        Assert.Equal(beyond, TwinVerdicts.IsBeyond((steps, skill), (cut, changed)));
}
