using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongMetric { get; } = new("GLIA076", Family.Evaluation, "wrong accuracy function",
        "The accuracy is computed over the wrong axis or with the wrong threshold.",
        "Argmax over the classes of each row, or a threshold of 0.5 on one probability.",
        Explains: "S01 S09 S11 S13 S14 S27 S31");
}
