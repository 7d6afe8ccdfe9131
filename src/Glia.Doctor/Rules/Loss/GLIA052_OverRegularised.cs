using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault OverRegularised { get; } = new("GLIA052", Family.Loss, "regularisation outweighs the data",
        "The penalty on the weights pulls harder than the data do.",
        "Lower the weight decay a hundredfold.",
        Explains: "S01 S02 S03 S08 S09 S13 S16 S18 S23 S26 S27")
    {
        TriedUnsuspected = true,
    };
}
