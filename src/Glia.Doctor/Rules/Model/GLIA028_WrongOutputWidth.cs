using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Layers;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongOutputWidth { get; } = new("GLIA028", Family.Model, "wrong number of output units",
        "The number of output units does not fit the number of classes or targets.",
        "One unit per class, or one sigmoid unit for two classes.",
        Explains: "019 S03 S09 S14 S26 S27")
    {
        JudgedBy = () => new WrongOutputWidth(),
        Shows = [ExhibitKind.ClassCounts],
    };
}

/// <summary>As many outputs as the targets have columns or classes.</summary>
internal sealed class WrongOutputWidth() : Rule(Faults.WrongOutputWidth)
{
    public override Tier Needs => Tier.DataAndSpecification;

    public override bool BlocksTrials => true;

    public override bool MendedByOutput => true;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts.Subject.BuildFailure is not null && AnswerOnce.Asked(Fault, facts) is { } asked) return [Found(asked)];
        if (AtSteps(facts) is { } found) return [found];
        if (facts.TargetFit is not { } fit || Explain(fit) is not var (evidence, prescription)) return [];
        var where = new Where(facts.Architecture.Output!.Name, Phase: Phases.Specification);
        return [Found(Fault.Error(Grade.Strong, where, evidence, prescription, fit.Numbers))];
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        Trace trace = reading.Trace;
        if (!reading.DataAreFinite || trace is not { Outs: 1, Y.Columns: 1 }) return [];
        bool many = reading.Targets.Integers && trace.Y.Values.Max() > 1 && AreNumbered(trace.Y.Values);
        bool classes = LossNames.Canonical(trace.Loss ?? "") is LossNames.Categorical or LossNames.Binary
            || (trace.Activations[^1] is { } name && ActivationCatalogue.Names.Contains(name)
                && ((ActivationFunction)name).GivesProbabilities);
        if (!many || !classes) return [];
        return [Found(Fault.Error(Grade.Strong, new Where(Reading.LayerName(trace.Layers.Count), "y", Phases.Data),
            $"the labels go up to {Words.Number(trace.Y.Values.Max())} but the last layer has one unit"))];
    }

    // Of numbered classes a batch holds many; of measured values in whole numbers it holds few of those that are smaller. Convention.
    private static bool AreNumbered(double[] labels) => labels.Min() >= 0 && labels.Distinct().Count() > 0.5 * labels.Max();

    // Several numbers at each step, and another number of units that answer at each.
    private Judgement? AtSteps(ExperimentFacts facts)
    {
        ExperimentSubject subject = facts.Subject;
        if (subject is not { BuildFailure: not null, Network.OutputShape: { Rank: > 1 } output, Train.Targets: { Rank: > 2 } targets }
            || subject.Loss.TakesClassNumbers || targets.Shape.Positions != output.Positions || targets.Shape.Last == output.Last
            || targets.Shape.Last == 1) return null;
        return Found(Fault.Error(Grade.Strong, new Where(facts.Architecture.Output?.Name, Phase: Phases.Specification),
            $"The targets have {targets.Shape.Last} numbers at each step, but the network gives {output.Last}.",
            $"{targets.Shape.Last} units in the last layer.", ("outputs", output.Last), ("target_width", targets.Shape.Last)));
    }

    private static (string Evidence, string Prescription)? Explain(TargetFit fit)
    {
        TargetView targets = fit.Targets;
        string softmax = $"{targets.Classes} units with softmax";
        return fit.Misfit switch
        {
            Misfit.OneOutputForClasses => ($"The output has one unit for {targets.Classes} classes.",
                targets.Classes == 2 ? "Two units with softmax, or one with sigmoid and binary_crossentropy." : $"{softmax}."),
            Misfit.LabelsBeyondOutputs => ($"The labels go up to {targets.Maximum:0} ({targets.Classes} classes), "
                + $"but the network has {fit.Outputs} outputs.", $"{targets.Maximum + 1:0} units, or number the classes without gaps."),
            Misfit.OneSigmoidForClasses => ($"The output has one unit for {targets.Classes} classes "
                + $"({targets.Minimum:0} to {targets.Maximum:0}), and one sigmoid can tell only two apart.",
                $"{softmax} and sparse_categorical_crossentropy."),
            Misfit.OtherWidth => ($"The targets have {targets.Width} columns a row"
                + $"{(targets.Kind == TargetKind.OneHot ? " (one-hot)" : "")}, "
                + $"but the network gives {fit.Outputs} {(fit.Outputs == 1 ? "number" : "numbers")}.",
                $"{targets.Width} units in the last layer."),
            _ => null,
        };
    }
}
