using Glia.Doctor.Findings;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault StoppedTooEarly { get; } = new("GLIA073", Family.Optimization, "too few epochs",
        "Training ended while the loss was still falling.",
        "Train until the validation loss no longer improves.",
        Explains: "S08 S09 S27")
    {
        JudgedBy = () => new StoppedTooEarly(),
        Shows = [ExhibitKind.Loss],
    };
}

/// <summary>The epochs are few, for reasons other than the batch.</summary>
internal sealed class StoppedTooEarly() : Rule(Faults.StoppedTooEarly)
{
    // Updates of the whole run with which hardly anything is learned. Convention.
    private const int TooFewUpdates = 50;

    // More epochs bring a little more nearly always: the share of what can be learned that is called harm. Convention.
    private const double LeastHarm = 0.1;

    public override Tier Needs => Tier.DataAndSpecification;

    /// <summary>So many times the epochs.</summary>
    public static Change Longer(Variant variant, int factor) => new(Faults.StoppedTooEarly,
        $"{(factor == 10 ? "ten" : $"{factor}")} times as many epochs", new Where(Phase: Phases.Training),
        $"Train for {factor * variant.Options.Epochs} epochs instead of {variant.Options.Epochs}.",
        v => v with { Options = v.Options with { Epochs = factor * v.Options.Epochs } })
    {
        StepsFactor = factor,
        Lever = Lever.Epochs,
        Hastens = true,
    };

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Updates is not { } updates) yield break;
        if (updates.InAll == 0)
            yield return Skipped("The experiment trains for no epoch.");
        else if (updates is { LargeBatch: false, InAll: < TooFewUpdates })
            yield return Suspected(Fault.Warning(Grade.Likely, new Where(Phase: Phases.Specification), $"{updates}.", "More epochs.",
                updates.Numbers));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets) =>
        [Longer(variant, 10) with { Generic = true, LeastHarm = LeastHarm }];
}
