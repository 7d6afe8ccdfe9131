using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault LabelsOutOfOrder { get; } = new("GLIA081", Family.Evaluation, "predictions and labels in different order",
        "Predictions are compared with the labels of other rows, or classes are numbered differently.",
        "Take input and label from the same row number and use one class numbering.",
        Explains: "S09 S11 S13 S27 S31");
}
