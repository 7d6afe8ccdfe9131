using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TargetInsideInputs { get; } = new("GLIA017", Family.Data, "the target is among the inputs",
        "A column of the inputs is the target itself, or the targets are the inputs.",
        "Remove the target column from the inputs.");
}
