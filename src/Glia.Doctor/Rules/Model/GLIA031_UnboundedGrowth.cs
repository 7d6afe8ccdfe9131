using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UnboundedGrowth { get; } = new("GLIA031", Family.Model, "activation that grows without bound",
        "The activations grow from layer to layer until they overflow.",
        "Use relu or tanh in the hidden layers.",
        Explains: "041 S03 S04 S05 S09 S27");
}
