using Glia.Doctor.Findings;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault NoValidation { get; } = new("GLIA074", Family.Optimization, "no validation data",
        "Nothing is held out, so overfitting cannot be seen.",
        "Hold out 10 to 20 % of the rows.")
    {
        JudgedBy = () => new NoValidation(),
    };
}

/// <summary>Whether anything is held back to judge the network by. A remark: training does not suffer, judgement does.</summary>
internal sealed class NoValidation() : Rule(Faults.NoValidation)
{
    // Truth tables and the like: there is nothing to hold back. Rows; convention.
    private const int Tiny = 32;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        int held = facts.Parts.Where(part => !part.IsTrain).Sum(part => part.Rows);
        if (held > 0 || facts.Train is not { Rows: >= Tiny } train) return [Fine($"{held:N0} rows are held back.")];
        return [Found(Fault.Note(Grade.Strong, new Where(Phase: Phases.Specification),
            $"All {train.Rows:N0} rows are trained on, so nothing shows whether the network has learned or memorised."))];
    }
}
