using Glia.Doctor.Findings;
using Glia.Doctor.Rules;

namespace Glia.Programs.Reading;

/// <summary>A learning rate that is gone while many steps are still to come: GLIA068.</summary>
internal static class RateLeft
{
    // The share of the rate that is next to nothing, and the share of the steps that are the end, where a rate is meant to fall so far.
    // Convention.
    private const double Gone = 0.01, End = 0.1;

    /// <summary>What the rates of several steps show; null if nothing.</summary>
    /// <param name="steps">The steps, the first one first.</param>
    /// <param name="folder">The program's folder: names of files are told from there.</param>
    public static Finding? Of(IReadOnlyList<RecordedStep> steps, string folder)
    {
        if (steps is not [{ Rate: > 0 and var rate, Steps: { } all } first, ..]) return null;
        RecordedStep? gone = steps.FirstOrDefault(step => step is { Step: { } number, Rate: { } left }
            && left < Gone * rate && number < (1 - End) * all);
        if (gone is null) return null;
        return Faults.OptimizerSettings.Warning(Grade.Likely,
            new Where(Phase: Phases.Update)
            {
                Source = first.Sources.GetValueOrDefault("learning_rate")?.Source("learning_rate", folder),
            },
            $"After {gone.Step:N0} of {Words.Count(all, "step")} {Words.Percent(gone.Rate!.Value / rate)} of the learning rate of " +
            $"{Words.Number(rate)} are left.", "Let the learning rate fall more slowly, or keep it constant.");
    }
}
