
namespace Glia.Doctor.Trials;

/// <summary>Says what a run came to, in the words in which people ask about it.</summary>
internal static class WhatHappened
{
    // A share of predictions that is called every row, and a skill below guessing that is beyond chance.
    private const double Every = 0.99, Worse = -0.05;

    /// <summary>One or two sentences.</summary>
    /// <param name="run">The run as it is.</param>
    /// <param name="patient">What was run.</param>
    /// <param name="targets">What the targets mean.</param>
    /// <param name="plain">A plain network on the same data; null if there was none.</param>
    public static string Sentence(Trial run, Variant patient, TargetView targets, Trial? plain)
    {
        if (run.Monitor.NotFinite is not null)
            return $"The loss became NaN or infinite at step {run.Monitor.Steps:N0}.";
        string steps = run.Steps >= patient.PlannedSteps
            ? $"After all {run.Steps:N0} steps"
            : $"After {run.Steps:N0} of {patient.PlannedSteps:N0} steps";
        bool counted = run.Monitor.ReferenceRows.CountsAnswers;
        string reached = plain is null ? ""
            : $"; a plain network reaches {Percent(counted ? plain.End.Accuracy : Math.Max(0, plain.Skill))}";
        return $"{steps} your network {(counted ? OfClasses(run, patient, Counted(run, targets)) : OfValues(run))}{reached}.";
    }

    private static string Counted(Trial run, TargetView targets) =>
        run.Monitor.ReferenceRows.Positions > 1 ? "answer" : targets.HasClasses ? "row" : "step";

    private static string OfClasses(Trial run, Variant patient, string row)
    {
        string right = Percent(run.End.Accuracy), guessing = Percent(run.Monitor.ReferenceRows.BaseRate);
        if (run.End.TopShare >= Every && run.Monitor.ReferenceRows.BaseRate < Every)
            return $"answers class {Name(run.End.TopClass, patient)} for {(run.End.TopShare == 1 ? "" : "nearly ")}every {row} " +
                $"and stays at {right}";
        return run.End.Accuracy > run.Monitor.ReferenceRows.BaseRate
            ? $"is right for {right} of the {row}s, where always answering the most frequent class is right for {guessing}"
            : $"is right for only {right} of the {row}s; always answering the most frequent class is right for {guessing}";
    }

    private static string OfValues(Trial run)
    {
        double noise = run.Monitor.ReferenceRows.Noise;
        if (run.Skill < Worse) return "is worse than always answering the average";
        if (run.Skill > noise) return $"explains {Percent(run.Skill)} of what the targets vary by";
        return run.Skill - run.Monitor.SkillOfShuffledRows <= noise
            ? "answers the same whatever the input, no better than always answering the average"
            : "is no better than always answering the average";
    }

    private static string Name(int label, Variant patient) =>
        patient.Data.ClassNames is { } names && label < names.Length ? names[label] : $"{label}";

    private static string Percent(double share) => $"{100 * share:0.#} %";
}
