using System.Diagnostics;

namespace Glia.Doctor.Findings;

/// <summary>
/// What a grade is worth, measured: how often errors of it name a fault that is there. Written by bench/doctor/run.sh from the
/// tuning half.
/// </summary>
internal static class GradePrecision
{
    /// <summary>The measured precision of a grade, 0 to 1.</summary>
    public static double Of(Grade grade) => grade switch
    {
        Grade.Certain => 1.00, // 160 of 160 errors
        Grade.Strong => 0.97, // 3,121 of 3,204 errors
        Grade.Likely => 0.59, // 80 of 136 errors
        Grade.Weak => 0.30, // 6 of 20 errors
        _ => throw new UnreachableException(),
    };
}
