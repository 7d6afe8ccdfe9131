using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TargetsOutOfReach { get; } = new("GLIA007", Family.Data, "targets outside the reachable range",
        "The output activation cannot produce some of the targets, so the loss has a floor.",
        "Use a linear output, or rescale the targets into the range of the activation.",
        Explains: "026 029 S03 S09 S26 S27");
}
