using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UnsuitedOptimizer { get; } = new("GLIA067", Family.Optimization, "optimizer ill suited",
        "Another optimizer at its usual setting learns much faster here.",
        "Adam at 0.001.",
        Explains: "S02 S08");
}
