using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MisplacedDropout { get; } = new("GLIA033", Family.Model, "dropout too strong or in the wrong place",
        "Dropout acts on the output, or removes most of the activity.",
        "At most 0.5, and only between hidden layers.",
        Explains: "S08 S11 S26")
    {
        TriedUnsuspected = true,
    };
}
