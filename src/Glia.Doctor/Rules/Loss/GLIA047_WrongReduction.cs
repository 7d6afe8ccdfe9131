using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Doctor.Trials;
using Glia.Losses;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault WrongReduction { get; } = new("GLIA047", Family.Loss, "sum instead of mean, or divided twice",
        "The loss or its gradient is not the mean over the batch, so the step depends on the batch size.",
        "Divide by the batch size exactly once.",
        Explains: "065 066 S05 S07 S08 S16 S21")
    {
        JudgedBy = () => new WrongReduction(),
    };
}

/// <summary>A sum does harm where the first steps do, and those of the mean do not.</summary>
internal sealed class WrongReduction() : Rule(Faults.WrongReduction)
{
    private const string Mean = "sum_over_batch_size";

    // A rate on the mean of the batch below which nothing arrives in the steps that people make. Convention.
    private const double SlowRate = 0.02;

    private static Where Backward { get; } = new(Phase: Phases.Backward);

    public override Tier Needs => Tier.Gradients;

    public override IEnumerable<Judgement> Judge(ExperimentFacts facts)
    {
        if (facts is not { FirstPass: not null, Train: { } train, Subject: { } subject, Targets: not null }) yield break;
        int batch = Math.Min(subject.Options.RowsPerStep, train.Data.Rows);
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
        if (reading.Shared is { } shared) yield return OfFactor(reading, shared);
        if (reading.Step is { Length: StepLength.Summed } step)
            yield return Found(Fault.Error(Grade.Strong, new Where(Parameter: "learning_rate", Phase: Phases.Backward),
                $"the gradients are the sum over {reading.Trace.Rows} rows and not their mean, and {step.Change}; "
                + LearningRateTooHigh.Help(step),
                null, step.Numbers));
    }

    // A sum beside a mean, a divisor too many, and factors of unknown origin.
    private Judgement OfFactor(Reading reading, SharedFactor shared)
    {
        if (shared.IsClipped) return Fine("the gradients are clipped to one norm");
        int rows = reading.Trace.Rows, outs = reading.Trace.Outs;
        string usual = Divisors.Match(shared.Size, rows, outs) is { } match ? $", {match.Name}" : "";
        string sentence = shared.Stated is { } times
            ? $"every gradient is {Divisors.Name(times, rows, outs)} times the derivative of loss_value"
            : $"the gradients are {Words.Number(shared.Factor)} times those of the summed loss{usual}";
        if (shared.IsDividedTwice) return Slow(reading, shared, $"{sentence}: they are divided by the batch size {rows} twice");
        if (shared.IsDividedByOutputs && reading.Loss!.IsCrossEntropy)
            return Slow(reading, shared, $"{sentence}: they are divided by the number of outputs as well");
        if (shared.Stated is not { } ratio) return Fine(sentence);
        if (shared.IsSumOfMean(rows)) return OfSum(reading, ratio, sentence);
        return Found(shared.Rows is null
            ? Fault.Warning(Grade.Weak, Backward, sentence, "Find the factor in the backward pass; the learning rate hides it.",
                ("ratio", ratio))
            : Fault.Note(Grade.Strong, Backward, sentence, "Harmless: it only rescales the learning rate.", ("ratio", ratio)));
    }

    private Judgement OfSum(Reading reading, double ratio, string sentence)
    {
        if (reading.Rate is { } rate) sentence += $"; the rate {Words.Number(rate)} acts like {Words.Number(rate * ratio)}";
        if (reading.IgnoresScale)
            return Found(Fault.Note(Grade.Strong, Backward, sentence, "Harmless: the optimizer divides by the size of the gradient.",
                ("ratio", ratio)));
        if (HarmOfSlips.LearnsWithFactor(reading, ratio) is { } seen)
            return Found(Fault.Note(Grade.Strong, Backward, sentence + seen,
                "Harmless at this rate. Whoever divides by the batch size must multiply the rate by it.", ("ratio", ratio)));
        bool harm = StepEffect.IsTooLong(reading, ratio) || (reading.GradientsRight == true && reading.IsHarmed);
        return Found(Fault.Warning(Grade.Strong, Backward, sentence, null, ("ratio", ratio)) with
        { Severity = harm ? Severity.Error : Severity.Warning });
    }

    // A divisor too many is a smaller rate, and does harm only where the rate does not make up for it.
    private Judgement Slow(Reading reading, SharedFactor shared, string evidence)
    {
        bool harm = !reading.IgnoresScale
            && (reading.Rate * shared.Size * reading.Trace.Rows < SlowRate || StepEffect.IsSlow(reading));
        return Found(harm ? Fault.Error(Grade.Strong, Backward, evidence, null, ("factor", shared.Size))
            : Fault.Warning(Grade.Likely, Backward, evidence, null, ("factor", shared.Size)));
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
