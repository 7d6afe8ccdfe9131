using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MetricNotReproduced { get; } = new("GLIAS31", Family.Symptom, "reported metric not reproduced",
        "The reported figure is not what an independent evaluation of the same weights gives.",
        Look);
}
