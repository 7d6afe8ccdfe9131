using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault IgnoresInput { get; } = new("GLIAS27", Family.Symptom, "ignores the input",
        "The loss is the same with permuted inputs.",
        Look)
    {
        JudgedBy = () => new IgnoresInput(),
        Shows = [ExhibitKind.Answers],
    };
}

/// <summary>A network that answers nearly the same to every row, or as well for rows in another order.</summary>
internal sealed class IgnoresInput() : RunRule(Faults.IgnoresInput)
{
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.HasLoss && reading.Overshoot is null && reading.SameAnswers is { } same)
            yield return Undecided($"{same}: it answers the same whatever the input, and nothing recorded shows why; "
                + "record a step of a later epoch as well");
    }

    public override Judgement? Judge(RunFacts run)
    {
        if (run is not { End.Score.Skill: var skill, Watched: { } watched }) return null;
        double shuffled = watched.SkillOfShuffledRows;
        return Seen(skill - shuffled <= watched.ReferenceRows.Noise, Training,
            $"Its answers have a skill of {skill:0.##} for their own rows and {Math.Min(shuffled, skill):0.##} for rows in another order " +
            "(0 is guessing, 1 is perfect).");
    }
}
