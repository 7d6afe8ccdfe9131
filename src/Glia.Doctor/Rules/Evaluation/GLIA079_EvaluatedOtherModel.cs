using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault EvaluatedOtherModel { get; } = new("GLIA079", Family.Evaluation, "another model is evaluated",
        "The evaluation uses weights other than those that were trained.",
        "Evaluate the very instance that was trained.",
        Explains: "S09 S11 S13 S27 S31");
}
