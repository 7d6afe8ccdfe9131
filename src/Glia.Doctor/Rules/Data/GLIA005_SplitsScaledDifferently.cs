using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault SplitsScaledDifferently { get; } = new("GLIA005", Family.Data, "training and test data transformed differently",
        "The network is tested on numbers of another scale than it was trained on.",
        "Fit one transform on the training part and apply it to every part.",
        Explains: "S10 S13");
}
