using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault OverRegularised { get; } = new("GLIA052", Family.Loss, "regularisation outweighs the data",
        "The penalty on the weights pulls harder than the data do.",
        "Lower the weight decay a hundredfold.",
        Explains: "S01 S02 S03 S08 S09 S13 S16 S18 S23 S26 S27")
    {
        JudgedBy = () => new OverRegularised(),
        TriedUnsuspected = true,
    };
}

/// <summary>A penalty whose gradient outweighs that of the data where there is little else to gain.</summary>
internal sealed class OverRegularised() : Rule(Faults.OverRegularised)
{
    /// <summary>Convention: its gradient twice that of the data, and three times the loss of the data to be had from it.</summary>
    public const double Outweighs = 2;
    private const double OutweighsLoss = 3;

    // convention: decoupled weight decay beyond it takes a tenth of the weights in ten steps of rate 1.
    private const float StrongDecay = 0.01f;

    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { Penalty: { } penalty, FirstPass.Start.Loss: var loss }) yield break;
        string evidence = $"The gradient of the penalty on the weights is {penalty.Ratio:0.##} times that of the data at the start; " +
            $"the penalty is {penalty.Value:0.##} beside a loss of {loss:0.##}";
        if (penalty.Ratio < Outweighs / 2 || penalty.Value < loss)
        {
            yield return Fine($"{evidence}.");
            yield break;
        }
        Finding finding = Fault.Warning(Grade.Likely, new Where(penalty.Heaviest, "kernel", Phases.Loss), $"{evidence}.", null,
            ("ratio", penalty.Ratio), ("penalty", penalty.Value));
        string harm = $"{evidence}, so shrinking the weights pays more than learning.";
        yield return penalty.Ratio >= Outweighs && penalty.Value > OutweighsLoss * loss
            ? Found(finding with { Severity = Severity.Error, Grade = Grade.Strong, Evidence = harm })
            : Suspected(finding);
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Pull is not { } pull) yield break;
        string evidence = $"the penalty on {pull.Name} pulls {Words.Number(pull.Ratio)} times as hard as the data "
            + $"(decay {Words.Number(pull.Decay)})";
        Finding finding = Fault.Warning(Grade.Likely, new Where(Reading.LayerName(pull.Layer), pull.Name, Phases.Update), evidence, null,
            ("ratio", pull.Ratio), ("decay", pull.Decay));
        yield return !pull.Outweighs ? Fine(evidence)
            : Found(pull.IsHarmful ? finding with { Severity = Severity.Error, Grade = Grade.Strong } : finding);
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        const string Key = "kernel_regularizer", Decay = "weight_decay";
        int[] penalized = [.. Enumerable.Range(0, variant.Layers.Count).Where(i => variant.Layers[i][Key] is not null)];
        if (penalized.Length > 0)
            yield return new Change(Fault, "penalty on the weights removed", new Where(variant.NameOf(penalized[0]), "kernel", Phases.Loss),
                $"Lower the {Key} a hundredfold.",
                v => penalized.Aggregate(v, (w, i) => w.WithLayer(i, layer => layer.Remove(Key), redraw: false)));
        if (variant.Optimizer[Decay]?.GetValue<float>() is > StrongDecay and var decay)
            yield return new Change(Fault, "weight decay removed", new Where(Phase: Phases.Update),
                $"Lower {Decay} from {Words.Number(decay)} a hundredfold.", v => v.WithOptimizer(Decay, 0f));
    }
}
