using Glia.Doctor.Mistakes;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>
/// An evaluation uses the weights as they are then: after the step, or just before it. Whichever gives the owner's answers is meant.
/// </summary>
internal static class EvaluationReproduction
{
    // Recorded outputs that differ so little from recomputed ones are the same: relatively, times the floor of the owner's precision, and
    // absolutely. Conventions.
    private const double Near = 1e-3, TimesFloor = 10, Tiny = 1e-6;

    /// <summary>The evaluation computed again, as its owner did if that can be found; null where none was recorded.</summary>
    public static RecomputedEvaluation? Of(Reading reading)
    {
        if (reading.Evaluation is null) return null;
        RecomputedEvaluation? first = null;
        foreach (var (name, weights) in Candidates(reading))
            foreach (var form in new[] { OutputForm.Proper, OutputForm.Logits, reading.Form }.Distinct())
            {
                if (form == OutputForm.Logits && reading.Evaluation.Outputs is null) continue;
                var judged = new RecomputedEvaluation(reading, name, weights, form);
                first ??= judged;
                if (Reproduces(judged)) return new RecomputedEvaluation(reading, name, weights, form) { IsReproduced = true };
            }
        return first;
    }

    /// <summary>
    /// Whether it is known what should answer: not where the step before was not recorded, nor where the activations are mere guesses.
    /// </summary>
    public static bool NetworkIsKnown(Reading reading)
    {
        var trace = reading.Trace;
        bool guessed = trace.Activations.Contains(null) && reading.OutputsReproduced != true && reading.GradientsRight != true;
        return !guessed && (trace.Evaluation!.Weights is not null || trace.After is not null);
    }

    private static List<(string Name, IReadOnlyList<LayerWeights> Weights)> Candidates(Reading reading)
    {
        var trace = reading.Trace;
        var candidates = new List<(string Name, IReadOnlyList<LayerWeights> Weights)>();
        if (trace.Evaluation!.Weights is { } own) candidates.Add(("the weights of the evaluation", own));
        if (reading.AfterStep is { } after) candidates.Add(("the weights after the step", after));
        candidates.Add(("the weights before the step", trace.Before));
        candidates.AddRange(candidates.ToList().SelectMany(one => DropoutRate.Scaled(trace, one.Weights)
            .Select(scaled => ($"{one.Name}, scaled by the share that dropout keeps", scaled))));
        return candidates;
    }

    private static bool Reproduces(RecomputedEvaluation judged)
    {
        var (reading, evaluation) = (judged.Reading, judged.Recorded);
        if (evaluation.Outputs is { } outputs)
        {
            if (outputs.Rows != judged.Rows) return false;
            double error = RelativeError.Of(judged.Outputs.Values, outputs.Values);
            double largest = judged.Outputs.Values.Zip(outputs.Values, (a, b) => Math.Abs(a - b)).Max();
            if (!(error <= Math.Max(Near, TimesFloor * Precision.Floor(reading.Single)) || largest < Tiny)) return false;
        }
        if (evaluation.Predictions is { } predictions)
        {
            if (!reading.Targets.AreClasses && reading.Trace.Outs == 1)
                return evaluation.Outputs is not null || SameValues(predictions, judged);
            return predictions.Count == judged.Rows && judged.Agreement(predictions) == 1;
        }
        return evaluation.Outputs is not null || ReportedFigure.OfFreshAnswers(judged) is not { } figure || figure.Is(figure.Own);
    }

    private static bool SameValues(IReadOnlyList<double> predictions, RecomputedEvaluation judged) =>
        predictions.Count == judged.Rows && RelativeError.Of(judged.Outputs.Values, [.. predictions]) < Near;
}
