using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Whose answers those of an evaluation are that no known mistake explains.</summary>
internal enum AnswersOf
{
    /// <summary>The outputs differ and every answer is that of the trained weights.</summary>
    TrainedWeights,

    /// <summary>The network has dropout, and the answers are like its own: masks are still drawn.</summary>
    DroppedOut,

    /// <summary>Nobody's that is known: they agree no more than by chance.</summary>
    Nobody,

    /// <summary>Like those of the trained weights, in a step that was not reproduced: dropout or weights of another moment.</summary>
    DroppedOutOrOthers,

    /// <summary>Like those of the trained weights and far from them.</summary>
    OtherWeights,

    /// <summary>Nearly those of the trained weights: some more steps between the record and the evaluation do that too.</summary>
    LaterSteps,
}

/// <summary>Answers that an independent forward pass does not give and no known mistake explains, held against its own.</summary>
/// <param name="Whose">Whose they are.</param>
/// <param name="OutputsAreAlike">Whether the outputs, where they were recorded, go with those of the trained weights.</param>
/// <param name="Place">Where they stand.</param>
/// <param name="Agreement">The share of answers that agree.</param>
/// <param name="Chance">The share that would if they were in a random order.</param>
/// <param name="Evidence">Both, in a sentence.</param>
internal sealed record UnexplainedAnswers(AnswersOf Whose, bool OutputsAreAlike, Where Place, double Agreement, double Chance,
    string Evidence)
{
    /// <summary>What their owner should do to be told more.</summary>
    public const string Record = "record the weights that the evaluation uses (eval_w1, …).";

    // Outputs that are so correlated are of related networks; answers agree beyond chance by so much, at least, and by so many standard
    // errors. Conventions.
    private const double Alike = 0.5, LeastBeyond = 0.1, Errors = 3;

    // The share of what chance leaves of which few more steps change less. Convention.
    private const double Far = 0.6;

    /// <summary>Looks at the answers; null where they are explained, or it is not known what should answer.</summary>
    public static UnexplainedAnswers? Of(RecomputedEvaluation judged)
    {
        var reading = judged.Reading;
        if (judged.IsReproduced || !judged.CountsAgree || judged.Claimed is not { } claimed || reading.AnswerMistake is not null)
            return null;
        double agreement = judged.Agreement(claimed);
        double chance = RecomputedEvaluation.ByChance(claimed, Array.ConvertAll(judged.Classes, one => (double)one));
        int wrong = Enumerable.Range(0, judged.Rows).Count(row => !judged.Agrees(row, claimed[row]));
        bool alike = judged.Recorded.Outputs is { } outputs && Correlation(judged.Outputs, outputs) > Alike;
        string evidence = $"{wrong} of {judged.Rows} answers differ from a fresh forward pass ({Words.Percent(agreement)} agree, " +
            $"chance alone gives {Words.Percent(chance)})";
        UnexplainedAnswers As(AnswersOf whose) =>
            new(whose, alike, new(null, judged.Recorded.AnswersName, Phases.Evaluation), agreement, chance, evidence);

        if (wrong == 0) return As(AnswersOf.TrainedWeights);
        if (!EvaluationReproduction.NetworkIsKnown(reading)) return null;
        if (!alike && agreement <= chance + Math.Max(LeastBeyond, Errors * Math.Sqrt(chance * (1 - chance) / judged.Rows)))
            return As(AnswersOf.Nobody);
        if (reading.Trace.Layers.Any(layer => layer.Mask is not null)) return As(AnswersOf.DroppedOut);
        // A step that is reproduced without masks has no dropout, so only other weights are left to explain the answers.
        if (reading.OutputsReproduced != true && reading.GradientsRight != true) return As(AnswersOf.DroppedOutOrOthers);
        return As(agreement < chance + (Far * (1 - chance)) ? AnswersOf.OtherWeights : AnswersOf.LaterSteps);
    }

    /// <summary>An error about them.</summary>
    public Finding Error(Fault fault, Grade grade, string reason, string? advice = null) =>
        fault.Error(grade, Place, Evidence + reason, advice, ("agreement", Agreement), ("chance", Chance));

    private static double Correlation(Matrix a, Matrix b)
    {
        double meanA = a.Values.Average(), meanB = b.Values.Average();
        var (x, y) = (a.Map(value => value - meanA), b.Map(value => value - meanB));
        return x.Norm * y.Norm is > 0 and var norms ? x.Dot(y) / norms : 0;
    }
}
