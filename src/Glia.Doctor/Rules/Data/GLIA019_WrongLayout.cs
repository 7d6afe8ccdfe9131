using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongLayout { get; } = new("GLIA019", Family.Data, "inputs laid out wrongly",
        "Rows and columns, or image axes, are exchanged, so a row is no longer one sample.",
        "Put samples first and keep every row with its label.",
        Explains: "S09 S27");
}
