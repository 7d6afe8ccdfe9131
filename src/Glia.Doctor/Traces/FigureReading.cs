using Glia.Doctor.Findings;
using Glia.Doctor.Mistakes;

namespace Glia.Doctor.Traces;

/// <summary>What a reported accuracy is.</summary>
internal enum FigureIs
{
    /// <summary>That of the answers.</summary>
    Right,

    /// <summary>That of answers which are not those of the network.</summary>
    OfWrongAnswers,

    /// <summary>Near that of the network, where it is not known for sure what answered.</summary>
    Unsure,

    /// <summary>What a known mistake gives.</summary>
    Mistaken,

    /// <summary>A count that was divided by too little, or by nothing.</summary>
    Uncounted,

    /// <summary>What answers in a random order give.</summary>
    ByChance,

    /// <summary>Nothing that is known.</summary>
    Unexplained,
}

/// <summary>A reported accuracy beside that of an independent evaluation.</summary>
/// <param name="Is">What it is.</param>
/// <param name="Both">Both figures, in a clause.</param>
/// <param name="Says">What more is to be said of it, in a clause.</param>
internal sealed record FigureReading(FigureIs Is, string Both, string Says)
{
    // A step that was not recorded can move a few answers, so only what is far off says anything. Convention.
    private const double FarOff = 0.25;

    // That chance gives the figure is said within so many standard errors, and where the answers are clearly better. Convention.
    private const double Errors = 3, ClearlyBetter = 0.2;

    /// <summary>The known mistake that gives it, with its finding's grade; null where none does.</summary>
    public (Hypothesis<ReportedFigure> Mistake, Grade Grade)? Mistake { get; init; }

    /// <summary>Both figures.</summary>
    public (string, double)[] Numbers { get; private init; } = [];

    /// <summary>The place of the figure.</summary>
    public static Where Where { get; } = new(null, "reported_accuracy", Phases.Evaluation);

    /// <summary>An error about it.</summary>
    public Finding Error(Fault fault, Grade grade, string? advice = null) =>
        fault.Error(grade, Where, Says.Length > 0 ? $"{Both}: {Says}" : Both, advice, Numbers);

    /// <summary>Reads the reported accuracy of classes; null where there is none.</summary>
    public static FigureReading? Of(RecomputedEvaluation judged)
    {
        if (ReportedFigure.OfFreshAnswers(judged) is not { } fresh || ReportedFigure.OfClaimedAnswers(judged) is not { } figure)
            return null;
        string both = $"the reported accuracy is {Words.Number(figure.Reported)}, " +
            $"an independent evaluation of {Words.Count(figure.Rows, "row")} gives {Words.Number(fresh.Own)}";
        return Of(judged, figure, fresh.Own, both) with { Numbers = [("reported", figure.Reported), ("recomputed", fresh.Own)] };
    }

    private static FigureReading Of(RecomputedEvaluation judged, ReportedFigure figure, double fresh, string both)
    {
        bool known = EvaluationReproduction.NetworkIsKnown(judged.Reading);
        // Answers that are wrong are a finding of their own; the figure is then what follows from them, or right beside them.
        bool others = judged.Claimed is not null && !judged.IsReproduced, ofFresh = figure.Is(fresh);
        if (figure.Is(figure.Own) && others && !ofFresh)
            return new(known || judged.Reading.AnswerMistake is { Fault.Family: Family.Evaluation, Severity: Severity.Error }
                ? FigureIs.OfWrongAnswers : FigureIs.Right, both, "");
        if (figure.Is(figure.Own) || (others && ofFresh)) return new(FigureIs.Right, both, "");
        if (!judged.IsReproduced && !known && Math.Abs(figure.Reported - fresh) < FarOff) return new(FigureIs.Unsure, both, "");
        if (Uncounted(figure) is { } above) return new(FigureIs.Uncounted, both, above);
        int tried = 0;
        foreach (var mistake in EvaluationMistakes.OfFigure(figure))
        {
            tried++;
            if (mistake.Predict(figure) is { } predicted && figure.Is(predicted[0, 0]))
                return new(FigureIs.Mistaken, both, mistake.Says) { Mistake = (mistake, figure.GradeAfter(tried)) };
        }
        if (figure.Reported > 1)
            return new(FigureIs.Uncounted, both,
                "an accuracy above 1 counts rows that were not divided by, as when the counter is never reset");
        double chance = RecomputedEvaluation.ByChance(figure.Answers, Array.ConvertAll(figure.Labels, label => (double)label));
        return Math.Abs(figure.Reported - chance) < Errors * Math.Sqrt(chance * (1 - chance) / figure.Rows)
            && figure.Own > chance + ClearlyBetter
            ? new(FigureIs.ByChance, both,
                $"it is what chance gives ({Words.Number(chance)}), as if answers and labels were in different order")
            : new(FigureIs.Unexplained, $"{both}, and no usual mistake gives that figure", "");
    }

    // What is above 1 is read as a percentage, unless it is no percentage of these rows and a count divided by too little.
    private static string? Uncounted(ReportedFigure figure)
    {
        double written = figure.Reading.Trace.Evaluation!.ReportedAsWritten ?? 0, hits = figure.RightRows;
        int batch = figure.Reading.Trace.Rows, rows = figure.Rows;
        if (written <= 1 || hits == 0) return null;
        if (batch > 1 && batch < rows && ReportedFigure.Is(written, hits / batch, batch))
            return $"{hits:0} correct rows are divided by the size of the training batch {batch} instead of by {rows}";
        double counted = Math.Round(written * rows), percent = written / 100;
        bool isPercentage = ReportedFigure.Is(percent, Math.Round(percent * rows) / rows, rows);
        return isPercentage || !ReportedFigure.Is(written, counted / rows, rows) ? null
            : $"{Words.Number(written)} is {counted:0} hits over {rows} rows, more than there are: the counter is never reset, " +
                "or counts a row more than once";
    }
}
