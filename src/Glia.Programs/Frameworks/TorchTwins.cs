using Glia.Doctor;
using Glia.Doctor.Facts;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Kernels;

namespace Glia.Programs.Frameworks;

/// <summary>What it costs that a program makes fewer steps with its weights than it could: runs of both lengths.</summary>
internal static class TorchTwins
{
    // As many tell a twentieth of what can be learned from chance. A convention.
    private const int Rows = 1000;

    /// <summary>A finding with what was measured, an error where the harm was seen.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="result">The examination of the experiment; null where nothing can be tried.</param>
    /// <param name="steps">How many steps the program makes with its weights.</param>
    /// <param name="mended">How many it makes once it is mended.</param>
    public static Finding Judged(Finding finding, ExaminationResult? result, long steps, long mended)
    {
        if (result is not { Patient: { } clean, Subject: { } subject } || steps < 1 || mended <= steps) return finding;
        int epochs = (int)Math.Min(int.MaxValue, (mended + clean.StepsPerEpoch - 1) / Math.Max(1, clean.StepsPerEpoch));
        Variant longer = clean with { Options = clean.Options with { Epochs = Math.Max(1, epochs) } };
        int most = (int)Math.Min(mended, Trial.Affordable(longer)), few = (int)Math.Min(steps, most);
        if (few == most) return finding;
        var rows = new ReferenceRows(clean.Data, TargetView.Of(subject.Train!, subject.Loss, subject.Network!.OutputShape.Size), Rows);
        double now = Math.Max(0, Trial.Run(longer, few, rows, Workers.Single).Skill);
        double then = Math.Max(0, Trial.Run(longer, most, rows, Workers.Single).Skill);
        string reached = $" In {Words.Count(few, "step")} the network reaches {Words.Percent(now)} of what can be learned, and in " +
            $"{most:N0} {Words.Percent(then)}.";
        return finding with
        {
            Evidence = finding.Evidence + reached,
            Severity = then - now > Change.UsualHarm ? Severity.Error : finding.Severity,
        };
    }
}
