using Glia.Doctor.Findings;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Mistakes;

/// <summary>A reported accuracy, and the answers and labels that it may be made of.</summary>
/// <param name="Judged">The evaluated rows, computed again.</param>
/// <param name="Answers">The owner's class of each row, or the recomputed one where none was recorded.</param>
/// <param name="Labels">The right class of each row.</param>
/// <param name="Reported">The figure as a fraction.</param>
/// <param name="AnswersKnown">Whether the answers were recorded and are those of a fresh forward pass.</param>
internal sealed record ReportedFigure(RecomputedEvaluation Judged, IReadOnlyList<double> Answers, int[] Labels, double Reported,
    bool AnswersKnown)
{
    // The digits that people keep of a share, and what float32 leaves of one. Convention.
    private const int FewestDigits = 2, MostDigits = 6;

    // That the figure is wrong is known; a reading is one of several, and chance makes some of so many. Convention.
    private const double Unlikely = 0.1, Even = 0.5;

    /// <summary>The figure as one of the recomputed answers; null where none was reported, or the rows have no classes.</summary>
    public static ReportedFigure? OfFreshAnswers(RecomputedEvaluation judged) =>
        judged is { Recorded.ReportedAccuracy: { } reported, Labels: { } labels }
        ? new(judged, [.. judged.Classes.Select(one => (double)one)], labels, reported, false) : null;

    /// <summary>The figure as one of the owner's answers, or of the recomputed ones where those were not recorded.</summary>
    public static ReportedFigure? OfClaimedAnswers(RecomputedEvaluation judged) => OfFreshAnswers(judged) is not { } fresh ? null
        : judged.Claimed is { } claimed ? fresh with { Answers = claimed, AnswersKnown = judged.IsReproduced } : fresh;

    public Reading Reading => Judged.Reading;

    public int Rows => Labels.Length;

    /// <summary>The share of right answers.</summary>
    public double Own => Hits(0, Rows) / Rows;

    public double RightRows => Hits(0, Rows);

    /// <summary>Whether the figure is a whole number of the evaluated rows.</summary>
    public bool IsWholeRows => IsWhole(Reported * Rows);

    /// <summary>How many answers are right from one row to before another.</summary>
    public double Hits(int from, int to)
    {
        int right = 0;
        for (int row = from; row < to; row++)
            if (Answers[row] == Labels[row]) right++;
        return right;
    }

    /// <summary>The share of rows of which something is true.</summary>
    public double ShareOf(Func<int, bool> isRight) => Enumerable.Range(0, Rows).Count(isRight) / (double)Rows;

    /// <summary>The accuracy of other answers.</summary>
    public double Share(Func<int, double> answer) => ShareOf(row => answer(row) == Labels[row]);

    /// <summary>Whether the report is a figure, exactly or within the digits that were kept.</summary>
    public bool Is(double figure) => Is(Reported, figure, Rows);

    /// <summary>The same for any number of rows.</summary>
    public static bool Is(double reported, double figure, int rows)
    {
        double difference = Math.Abs(reported - figure);
        if (difference < 0.01 / rows) return true;
        // A whole number of rows was not rounded.
        if (IsWhole(reported * rows)) return false;
        return difference <= Unit(reported) * 0.5 + 1e-12;
    }

    /// <summary>How sure a reading is that came out after so many: the finer the figure, the less does chance.</summary>
    public Grade GradeAfter(int tried)
    {
        double odds = tried * (IsWholeRows ? 1.0 / Rows : Unit(Reported));
        if (odds < Unlikely) return Grade.Strong;
        return odds < Even ? Grade.Likely : Grade.Weak;
    }

    private static bool IsWhole(double rows) => Math.Abs(rows - Math.Round(rows)) < 1e-9 * Math.Max(1, rows);

    // The unit of the last digit that was kept.
    private static double Unit(double reported)
    {
        for (int digits = FewestDigits; digits <= MostDigits; digits++)
            if (Math.Abs(reported - Math.Round(reported, digits)) < 1e-12) return Math.Pow(10, -digits);
        return 2e-6;
    }
}
