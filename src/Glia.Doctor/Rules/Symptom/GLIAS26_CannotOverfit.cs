using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault CannotOverfit { get; } = new("GLIAS26", Family.Symptom, "cannot fit a few samples",
        "The network cannot learn ten samples by heart.",
        "Look at the network, its first weights, its output and its loss: the data and their order are not to blame for this.");
}
