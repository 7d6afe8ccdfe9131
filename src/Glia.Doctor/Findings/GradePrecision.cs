namespace Glia.Doctor.Findings;

/// <summary>How often errors of each grade named the true fault, on the tuning half of the bench (bench/doctor, written by it).</summary>
internal static class GradePrecision
{
    private const double Certain = 0.99, Strong = 0.97, Likely = 0.80, Weak = 0.50;

    /// <summary>The measured precision of a grade, 0 to 1.</summary>
    public static double Of(Grade grade) => grade switch
    {
        Grade.Certain => Certain,
        Grade.Strong => Strong,
        Grade.Likely => Likely,
        _ => Weak,
    };
}
