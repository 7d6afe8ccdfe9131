using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault OptimizerSettings { get; } = new("GLIA068", Family.Optimization, "optimizer setting that stops or shakes training",
        "An epsilon, momentum or decay makes the effective step vanish or jump.",
        "Epsilon 1e-7, momentum 0.9, slower decay.",
        Explains: "065 066 S04 S05 S07 S08 S21");
}
