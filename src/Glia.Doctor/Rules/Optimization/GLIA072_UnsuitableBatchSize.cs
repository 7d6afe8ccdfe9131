using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault UnsuitableBatchSize { get; } = new("GLIA072", Family.Optimization, "unsuitable batch size",
        "The batch leaves too few updates an epoch, or makes each one too noisy.",
        "16 to 256 rows, at least ten updates an epoch.",
        Explains: "S07 S08");
}
