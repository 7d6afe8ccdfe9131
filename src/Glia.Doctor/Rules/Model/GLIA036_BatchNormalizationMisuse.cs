using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault BatchNormalizationMisuse { get; } = new("GLIA036", Family.Model, "batch normalisation misused",
        "Batch normalisation uses batch statistics where it must not, or never updates its own.",
        "At least 16 rows a batch, running statistics in evaluation, features on the last axis.",
        Explains: "S10 S25");
}
