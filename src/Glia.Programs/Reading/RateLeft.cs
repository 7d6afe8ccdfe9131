using Glia.Doctor.Findings;
using Glia.Doctor.Rules;

namespace Glia.Programs.Reading;

/// <summary>A learning rate that is gone before half of a program's steps are made: GLIA068, by the rates of the recorded steps.</summary>
internal static class RateLeft
{
    /// <summary>What the rates of several steps show; null if nothing.</summary>
    /// <param name="steps">The steps, the first one first.</param>
    /// <param name="folder">The program's folder: names of files are told from there.</param>
    public static Finding? Of(IReadOnlyList<RecordedStep> steps, string folder)
    {
        if (steps is not [{ Rate: > 0 and var rate, Steps: { } all } first, ..]) return null;
        RecordedStep? gone = steps.FirstOrDefault(step => step is { Step: { } number, Rate: { } left }
            && OptimizerSettings.IsGoneEarly(left / rate, number, all));
        return gone is null ? null : Faults.OptimizerSettings.Warning(Grade.Likely,
            new Where(Phase: Phases.Update)
            {
                Source = first.Sources.GetValueOrDefault("learning_rate")?.Source("learning_rate", folder),
            },
            $"After {gone.Step:N0} of {Words.Count(all, "step")} {Words.Percent(gone.Rate!.Value / rate)} of the learning rate of " +
            $"{Words.Number(rate)} are left.", OptimizerSettings.FallSlowly);
    }
}
