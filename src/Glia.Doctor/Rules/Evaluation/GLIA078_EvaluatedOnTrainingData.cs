using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault EvaluatedOnTrainingData { get; } = new("GLIA078", Family.Evaluation, "evaluated on training data",
        "The figure is measured on rows the network was trained on.",
        "Measure on rows that were never trained on.",
        Explains: "013 S11");
}
