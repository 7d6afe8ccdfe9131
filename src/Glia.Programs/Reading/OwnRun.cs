using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Doctor.Traces;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>
/// What the program's own run shows: where a late step or an evaluation answers nearly all that there is to learn in its rows, what stands
/// in the first steps did not keep the network from learning, whatever it is.
/// </summary>
/// <param name="Shown">What was answered.</param>
/// <param name="Steps">After how many steps.</param>
/// <param name="All">How many the program makes, or at least; null if unknown.</param>
internal sealed record OwnRun(OwnAnswers Shown, long Steps, long? All)
{
    /// <summary>Of what is to be learned, nearly all, as a planned run has it.</summary>
    public const double NearlyAll = 1 - PlannedRun.Gap;

    // So many times the steps so far are the most of a run, whose first part need not have learned nearly all. A convention.
    private const double Most = 3;

    // A run of which so much lies behind is as good as over, and one that has learned less than this knows next to nothing; noisy data
    // allow less than all. Conventions.
    private const double Over = 0.9, Nothing = 0.1;

    /// <summary>Whether nearly all was learned.</summary>
    public bool HasLearned => Shown.Learned >= NearlyAll;

    /// <summary>
    /// Whether so much was learned in a small part of the run that what stands at its start does not keep the network from learning.
    /// </summary>
    private bool IsOnTheWay => Shown.Learned >= PlannedRun.Little && All >= Most * Steps;

    /// <summary>What the last step or evaluation shows; null where none but the first step was recorded, or they say nothing.</summary>
    /// <param name="steps">The steps of the network that were recorded, with an evaluation where one was seen.</param>
    public static OwnRun? Of(IEnumerable<RecordedStep> steps)
    {
        RecordedStep[] ordered = [.. steps.OrderBy(step => step.Step ?? 0)];
        long? all = ordered.Max(step => step.Steps ?? step.StepsAtLeast);
        foreach (RecordedStep step in ordered.Where(step => step.Step > 0).Reverse())
        {
            OwnAnswers[] shown = [.. new[] { OwnAnswers.Of(step), OwnAnswers.OfEvaluation(step) }.OfType<OwnAnswers>()];
            if (shown.Length > 0) return new OwnRun(shown.MaxBy(one => one.Learned)!, step.Step!.Value, all);
        }
        return null;
    }

    /// <summary>What the last rows show of a program that was followed; null where it was not, or where they say nothing.</summary>
    public static OwnRun? Of(Tape tape) => tape.Followed is { IsWhole: true } run
        && (OwnAnswers.Of(run.Outputs, run.Targets) ?? OwnAnswers.OfTheSame(run.Outputs, run.Targets)) is { } shown
        ? new OwnRun(shown, run.Steps, tape.Ended == "finished" ? run.Steps : null)
        : null;

    /// <summary>Makes a warning of each error that a run which learned, or is on the way there, has lived with.</summary>
    /// <param name="examination">What was found.</param>
    public void Acquit(Examination examination)
    {
        if (!HasLearned && !IsOnTheWay) return;
        string seen = $"Yet after {Words.Count(Steps, "step")}{(HasLearned ? "" : $" of {All:N0}")} {Shown.Seen}.";
        foreach (Fault fault in Lived(examination))
            // That a mistake costs much was seen on copies; what a part of the run has learned with it says little against that.
            if (HasLearned || fault.Family != Family.Backpropagation) examination.Soften(fault, seen);
    }

    /// <summary>A run that is over and knows next to nothing is never called healthy.</summary>
    /// <param name="examination">What was found.</param>
    public void NeverWithoutAWord(Examination examination)
    {
        if (Shown.Learned >= Nothing || !(Steps >= Over * All) || examination.Findings.Any(one => one.Severity == Severity.Error)) return;
        examination.Undecided(Faults.AccuracyAtChance,
            $"After {Words.Count(Steps, "step")} {Shown.Seen}. Nothing that was recorded shows for certain what keeps it from learning.");
    }

    /// <summary>The same, where it is known otherwise that the run learned.</summary>
    /// <param name="examination">What was found.</param>
    /// <param name="seen">What shows that it learned, in a sentence.</param>
    public static void Acquit(Examination examination, string seen)
    {
        foreach (Fault fault in Lived(examination)) examination.Soften(fault, seen);
    }

    // What a run has to live with; of targets out of reach and of a figure that is only shown it feels nothing.
    private static List<Fault> Lived(Examination examination) =>
        [.. examination.Findings.Select(finding => finding.Fault).Distinct().Where(AcquittalByRun.ShowsInRun)];
}
