using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault DeadFeature { get; } = new("GLIA003", Family.Data, "constant feature",
        "A feature has the same value in every row and carries no information.",
        "Drop the constant columns.");
}
