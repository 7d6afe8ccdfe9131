using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault TargetsNotScaled { get; } = new("GLIA006", Family.Data, "regression targets not scaled",
        "The targets are so large that the loss and its gradients explode at this learning rate.",
        "Standardise the targets (and undo it when predicting), or lower the learning rate.",
        Explains: "065 S03 S04 S05 S07 S21 S26");
}
