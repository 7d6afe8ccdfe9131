using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MissingRegularisation { get; } = new("GLIA053", Family.Loss, "no regularisation where it is needed",
        "Training goes on improving while validation gets worse.",
        "Add weight decay or dropout, stop early, or get more data.",
        Explains: "S10");
}
