using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongOutputWidth { get; } = new("GLIA028", Family.Model, "wrong number of output units",
        "The number of output units does not fit the number of classes or targets.",
        "One unit per class, or one sigmoid unit for two classes.",
        Explains: "S03 S09 S14 S26 S27");
}
