using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongLayout { get; } = new("GLIA019", Family.Data, "inputs laid out wrongly",
        "Rows and columns, or image axes, are exchanged, so a row is no longer one sample.",
        "Put samples first and keep every row with its label.",
        Explains: "S09 S27");
}

/// <summary>
/// An experiment that cannot be built: its shapes contradict each other, and the library's sentence says where. What brings it about, as
/// labels that do not fit the output, explains it.
/// </summary>
internal sealed class WrongLayout() : Rule(Faults.WrongLayout)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) => facts.Subject.BuildFailure is { } failure
        ? [Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Specification), $"The experiment cannot run: {failure.Message}",
            "Make the shapes agree: samples first, one target for each."))]
        : [];
}
