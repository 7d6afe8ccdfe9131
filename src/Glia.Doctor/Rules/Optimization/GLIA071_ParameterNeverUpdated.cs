using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault ParameterNeverUpdated { get; } = new("GLIA071", Family.Optimization, "parameter never updated",
        "A parameter has a gradient and does not move.",
        "Register the parameter with the optimizer and call its step.",
        Explains: "S03 S08 S20 S21");
}
