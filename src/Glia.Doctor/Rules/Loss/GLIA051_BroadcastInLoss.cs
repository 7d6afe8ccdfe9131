using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault BroadcastInLoss { get; } = new("GLIA051", Family.Loss, "targets broadcast against the outputs",
        "Targets of shape [n] meet outputs of shape [n,1] and every target is compared with every output.",
        "Reshape the targets to the shape of the outputs.",
        Explains: "S02 S03 S08 S25 S26 S27");
}
