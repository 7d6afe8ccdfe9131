using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

public static partial class Faults
{
    internal static Fault WrongReduction { get; } = new("GLIA047", Family.Loss, "sum instead of mean, or divided twice",
        "The loss or its gradient is not the mean over the batch, so the step depends on the batch size.",
        "Divide by the batch size exactly once.",
        Explains: "065 066 S05 S07 S08 S16 S21");
}

/// <summary>A sum does harm where the first steps do, and those of the mean do not.</summary>
internal sealed class WrongReduction() : Rule(Faults.WrongReduction)
{
    private const string Mean = "sum_over_batch_size";

    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { FirstPass: not null, Train: { } train, Subject: { } subject, Targets: not null }) yield break;
        int batch = Math.Min(subject.Options.BatchSize, train.Data.Rows);
        if (subject.Loss.Reduction != Reduction.Sum)
            yield return Fine("The loss is the mean over the batch.");
        else if (batch == 1)
            yield return Fine("The batch is one row.");
        else
            yield return Summed(subject, train, batch);
    }

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Overshoot is { Summed: true } over)
            yield return Found(Fault.Error(Grade.Strong, new Where(Phase: Phases.Backward),
                $"{over.Evidence}; the gradients are the sum over {reading.Trace.Rows} rows and not their mean, so the rate "
                + $"{Words.Number(over.Rate)} acts like {Words.Number(over.EffectiveRate)}", null, over.Numbers));
        if (reading.Step is { Length: StepLength.Summed } step)
            yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "learning_rate", Phase: Phases.Backward),
                $"the gradients are the sum over {reading.Trace.Rows} rows and not their mean, and {step.Change}; "
                + LearningRateTooHigh.Help(step),
                null, step.Numbers));
    }

    public override IEnumerable<Change> Repairs(Variant variant, TargetView targets)
    {
        if (variant.Loss.Reduction == Reduction.Sum)
            yield return new Change(Fault, "loss averaged over the batch", new Where(Phase: Phases.Loss),
                $"Set the loss' reduction to \"{Mean}\".", v => v with { Loss = Averaged(v.Loss) });
    }

    private Judgement Summed(ExperimentSubject subject, Part train, int batch)
    {
        string evidence = $"The loss is summed over the {batch:N0} rows of a batch, so a rate of " +
            $"{subject.Optimizer.LearningRate:0.######} acts like {subject.Optimizer.LearningRate * batch:0.###} on their mean.";
        Finding finding = Fault.Warning(Grade.Likely, new Where(Phase: Phases.Loss), evidence, $"Use the mean (reduction {Mean}).",
            ("batch", batch));
        FirstPass summed = FirstPass.Of(subject, train.Sample)!, mean = FirstPass.Of(subject, train.Sample)!;
        if (FirstSteps.Harm(summed, subject, (double)batch / summed.Rows) is not { } harm) return Suspected(finding);
        if (FirstSteps.Harm(mean, subject, 1.0 / mean.Rows) is not null) return Suspected(finding);
        string seen = $"{evidence} {harm}; with the mean they do not.";
        return Found(finding with { Severity = Severity.Error, Grade = Grade.Strong, Evidence = seen });
    }

    private static Loss Averaged(Loss loss)
    {
        JsonNode written = LossCatalogue.ToJson(loss);
        if (written is JsonObject settings) settings.Remove("reduction");
        return LossCatalogue.Create(written, "loss");
    }
}
