using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SigmoidWithCategorical { get; } = new("GLIA025", Family.Model, "sigmoid units with categorical cross-entropy",
        "Independent sigmoid units are used for classes that exclude each other.",
        "Use softmax for classes that exclude each other.",
        Explains: "S08");
}
