using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Rules;
using Glia.Doctor.Traces;

namespace Glia.Programs.Reading;

/// <summary>
/// What the program's own run shows: where a late step answers nearly all that there is to learn in its rows, what stands in the first
/// steps did not keep the network from learning, whatever it is.
/// </summary>
internal static class OwnRun
{
    /// <summary>Of what is to be learned, nearly all, as a planned run has it.</summary>
    public const double NearlyAll = 1 - PlannedRun.Gap;

    // Rows below which the mean answer is no guess. A convention.
    private const int FewestRows = 4;

    /// <summary>Makes a warning of each error that a run which learned has lived with.</summary>
    /// <param name="examination">What was found.</param>
    /// <param name="last">The last step that was recorded; null if there is none but the first.</param>
    public static void Acquit(Examination examination, RecordedStep? last)
    {
        if (!HasLearned(last) || Learned(last!) is not { } learned) return;
        string seen = $"Yet after {Words.Count(last!.Step!.Value, "step")} the outputs of the program are " +
            $"{Words.Percent(learned)} nearer to their targets than the mean target is.";
        Acquit(examination, seen);
    }

    /// <summary>The same, where it is known otherwise that the run learned.</summary>
    /// <param name="examination">What was found.</param>
    /// <param name="seen">What shows that it learned, in a sentence.</param>
    public static void Acquit(Examination examination, string seen)
    {
        foreach (Fault fault in examination.Findings.Select(finding => finding.Fault).Distinct().Where(Shows).ToList())
            examination.Soften(fault, seen);
    }

    /// <summary>Whether a step that is not the first answers nearly all that there is to learn in its rows.</summary>
    public static bool HasLearned(RecordedStep? last) => last is { Step: > 0 } && Learned(last) >= NearlyAll;

    /// <summary>
    /// How much nearer the outputs are to the targets than the mean target is: 1 is all of it; null where that says nothing.
    /// </summary>
    private static double? Learned(RecordedStep step)
    {
        if (step.Outputs is not { } outputs || outputs.Rows != step.Y.Rows || outputs.Rows < FewestRows) return null;
        Matrix wanted = new(outputs.Rows, outputs.Columns);
        for (int i = 0; i < wanted.Rows; i++)
            for (int j = 0; j < wanted.Columns; j++)
                wanted[i, j] = step.Y.Columns == outputs.Columns ? step.Y[i, j] : step.Y[i, 0] == j ? 1 : 0;
        double spread = 0, missed = 0;
        for (int j = 0; j < wanted.Columns; j++)
        {
            double mean = Enumerable.Range(0, wanted.Rows).Average(i => wanted[i, j]);
            for (int i = 0; i < wanted.Rows; i++)
            {
                spread += (wanted[i, j] - mean) * (wanted[i, j] - mean);
                missed += (outputs[i, j] - wanted[i, j]) * (outputs[i, j] - wanted[i, j]);
            }
        }
        return spread > 0 ? 1 - missed / spread : null;
    }

    // What a run has to live with, the size of its inputs as well; of targets out of reach and of a figure that is only shown it feels
    // nothing.
    private static bool Shows(Fault fault) => fault.Family is Family.Initialization or Family.Backpropagation or Family.Optimization
        || fault == Faults.InputsNotScaled;
}
