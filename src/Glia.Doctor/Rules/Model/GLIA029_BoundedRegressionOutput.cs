using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault BoundedRegressionOutput { get; } = new("GLIA029", Family.Model, "bounded output for unbounded targets",
        "The output activation is bounded and the targets are not.",
        "Use a linear output.",
        Explains: "S03 S09 S26 S27");
}
