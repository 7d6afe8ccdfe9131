using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MissingBias { get; } = new("GLIA035", Family.Model, "layer without bias",
        "A layer has no bias, or one that batch normalisation cancels.",
        "Add the bias, or remove it before batch normalisation.");
}
