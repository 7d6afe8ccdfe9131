using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SoftmaxInHiddenLayer { get; } = new("GLIA027", Family.Model, "softmax in a hidden layer",
        "Softmax between layers forces the units to share one unit of activity and starves the gradients.",
        "Use relu in the hidden layers.",
        Explains: "030 S01 S02 S03 S08 S09 S18 S23 S26 S27");
}
