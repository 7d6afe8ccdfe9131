using System.Diagnostics;

namespace Glia.Doctor.Findings;

/// <summary>
/// What a grade is worth, measured: how often errors of it name a fault that is there. Written by bench/doctor/run.sh from the tuning half.
/// </summary>
internal static class GradePrecision
{
    /// <summary>The measured precision of a grade, 0 to 1.</summary>
    public static double Of(Grade grade) => grade switch
    {
        Grade.Certain => 1.00, // 17 of 18 errors
        Grade.Strong => 0.98, // 433 of 444 errors
        Grade.Likely => 0.52, // 11 of 21 errors
        Grade.Weak => 0.52, // 0 of 3 errors
        _ => throw new UnreachableException(),
    };
}
