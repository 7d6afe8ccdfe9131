using Glia.Doctor.Reference;
using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>The step of a program of single numbers that was followed to its end, or for as long as it was waited for.</summary>
internal static class FollowedStep
{
    /// <summary>The step, with how many there are and the rows that they take.</summary>
    /// <param name="step">The step.</param>
    /// <param name="run">What followed it.</param>
    /// <param name="wasStopped">Whether the program would have gone on.</param>
    public static RecordedStep Of(RecordedStep step, Followed run, bool wasStopped) => step with
    {
        IsOfUnits = true,
        Step = 0,
        // Of several trainings the first may be a trial.
        Steps = wasStopped || run.First is not null ? null : run.Steps,
        StepsAtLeast = wasStopped && run.First is null ? run.Steps : null,
        Training = Rows(step, run),
    };

    // The row of the step is one of them, or they are others.
    private static (Matrix X, Matrix Y)? Rows(RecordedStep step, Followed run)
    {
        Matrix x = step.Layers[0].BiasRow is { } biases && run.X.Columns == step.X.Columns + 1 ? WithoutOnes(run.X, biases) : run.X;
        return step.X.Rows == 1 && x.Columns == step.X.Columns && run.Y.Columns == step.Y.Columns && x.IsFinite && run.Y.IsFinite
            && Enumerable.Range(0, x.Rows).Any(IsOfStep) ? (x, run.Y) : null;

        bool IsOfStep(int row) => x.Row(row).SequenceEqual(step.X.Row(0)) && run.Y.Row(row).SequenceEqual(step.Y.Row(0));
    }

    private static Matrix WithoutOnes(Matrix x, BiasRow biases)
    {
        var rest = new Matrix(x.Rows, x.Columns - 1);
        for (int row = 0; row < x.Rows; row++)
            (biases.IsLast ? x.Row(row)[..^1] : x.Row(row)[1..]).CopyTo(rest.Row(row));
        return rest;
    }
}
