using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault TargetsNotScaled { get; } = new("GLIA006", Family.Data, "regression targets not scaled",
        "The targets are so large that the loss and its gradients explode at this learning rate.",
        "Standardise the targets (and undo it when predicting), or lower the learning rate.",
        Explains: "065 S03 S04 S05 S07 S21 S26")
    {
        JudgedBy = () => new TargetsNotScaled(),
        Shows = [ExhibitKind.Targets],
    };
}

/// <summary>Targets in the thousands, judged by what the first steps do with them and with standardised ones.</summary>
internal sealed class TargetsNotScaled() : Rule(Faults.TargetsNotScaled)
{
    // Targets of a size in the tens are learned, a little more slowly; what keeps a network from learning them is something else.
    // Convention.
    private const double LargeTarget = 100, LeastSize = 10;

    // Convention: what deviation, and what mean, are worth standardising.
    private const double LeastDeviation = 5, LeastMean = 10;

    // At the pace of the first steps, the steps of the run that getting there may take; relu layers in a row speed up as they grow, hence
    // the generous factor. Convention.
    private const int FirstFew = 20;
    private const double FarTooMany = 30;

    // Targets of any size are learned a little faster when standardised. Tuned: bench, tuning half.
    private const double LeastHarm = 0.08;

    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts) =>
        facts is { FirstPass: { } pass, Train: { } train, Targets.Kind: TargetKind.Values, Subject.Loss.Takes: LossInput.Values }
            ? [Of(facts.Subject, pass, train, facts.PlannedSteps, facts.Reach is { IsShort: true, IsBounded: true })] : [];

    // The gradient of a squared error is as large as the targets are; looked for where something was seen to explode.
    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.DataAreFinite || reading.Targets.AreClasses || reading.Loss is not { Name: LossNames.Squared }) yield break;
        double size = trace.Y.Norm / Math.Sqrt(trace.Y.Values.Length);
        // A rate of one is too high for any targets, and inputs that are larger still come first.
        if (size < LeastSize || trace.X.Norm / Math.Sqrt(trace.X.Values.Length) > size || reading.Rate is >= 1) yield break;
        if (!reading.Exploded || Recovery.ThrowsWithAnyTargets(reading)) yield break;
        yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "y", Phase: Phases.Data),
            $"the targets reach {Words.Number(trace.Y.Values.Max(Math.Abs))} (root mean square {Words.Number(size)}), "
            + "the gradients of a squared error are as large, and the steps have thrown the network", null, ("root_mean_square", size)));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (variant.TargetsStandardized || targets.Kind != TargetKind.Values) yield break;
        Moments moments = Moments.Of(variant.Data.Targets.Values);
        if (!double.IsFinite(moments.Deviation) || moments.Deviation == 0) yield break;
        if (moments.Deviation < LeastDeviation && Math.Abs(moments.Mean) < LeastMean) yield break;
        yield return new Change(Fault, "targets standardised", new Where(Parameter: "y", Phase: Phases.Data),
            $"Standardise the targets (mean {moments.Mean:G3}, deviation {moments.Deviation:G3}) and undo it when predicting: "
            + "data.target_scale \"standardize\" does both.",
            v => v with { Data = v.Data.WithTargets(Standardised(v.Data)), TargetsStandardized = true })
        {
            LeastHarm = LeastHarm,
            Generic = moments.Size < LargeTarget,
        };
    }

    private Judgement Of(ExperimentSubject subject, FirstPass pass, Part train, long updates, bool isOutOfReach)
    {
        Moments moments = Moments.Of(train.Data.Targets.Values);
        string evidence = $"The targets have mean {moments.Mean:0.###} and deviation {moments.Deviation:0.###}";
        var where = new Where(Parameter: "y", Phase: Phases.Data);
        (string, double)[] numbers = [("mean", moments.Mean), ("deviation", moments.Deviation)];
        if (moments.Size < LeastSize) return Fine($"{evidence}.");
        FirstPass asIs = FirstPass.Of(subject, train.Sample)!;
        FirstPass standard = FirstPass.Of(subject, train.Sample, targets: Standardised(train.Data))!;
        if (FirstSteps.Harm(asIs, subject) is { } harm && FirstSteps.Harm(standard, subject) is null)
            return Found(Fault.Error(Grade.Strong, where, $"{evidence}. {harm}; with standardised targets they do not.", null, numbers));
        if (moments.Size < LargeTarget) return Fine($"{evidence}, and the first steps are none too long.");

        double way = Math.Abs(moments.Mean - pass.Start.Mean) + moments.Deviation;
        double moved = Math.Abs(FirstPass.Of(subject, train.Sample)!.Step(subject.Optimizer, FirstFew).Mean - pass.Start.Mean);
        double steps = FirstFew * way / Math.Max(double.Epsilon, moved);
        if (updates == 0 || steps <= updates || moments.Deviation <= LeastSize)
            return Suspected(Fault.Note(Grade.Weak, where, $"{evidence}.", null, numbers));
        evidence += $", and {FirstFew} steps move the answers by {moved:0.###}";
        numbers = [.. numbers, ("steps_needed", steps)];
        // At no pace does an output arrive where it cannot go.
        return steps > FarTooMany * updates && !isOutOfReach
            ? Found(Fault.Error(Grade.Strong, where,
                $"{evidence}: at that pace they need {steps:N0} steps, and the run has {updates:N0}.", null, numbers))
            : Suspected(Fault.Warning(Grade.Likely, where, $"{evidence}.", null, numbers));
    }

    private static Glia.Data.Targets Standardised(Dataset data)
    {
        int width = data.Targets.Shape.Last;
        float[] values =
            Columns.Standardised(data.Targets.Values.ToArray(), data.Targets.Values.Length / width, width, scale: true);
        return data.Targets.Rank == 1 ? new Glia.Data.Targets(values) : new Glia.Data.Targets(values, data.Targets.Shape);
    }
}
