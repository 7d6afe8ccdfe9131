using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault SlowConvergence { get; } = new("GLIAS08", Family.Symptom, "training is slow",
        "The loss falls much more slowly than it could.",
        Look)
    {
        Shows = [ExhibitKind.Loss],
    };
}
