using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault MetricDoesNotFollowLoss { get; } = new("GLIAS13", Family.Symptom, "loss falls, metric does not",
        "The loss falls and the metric does not follow.",
        Look);
}
