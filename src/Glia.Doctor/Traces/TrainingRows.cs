using System.Runtime.InteropServices;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Whether the evaluation is made on rows that are trained on.</summary>
internal static class TrainingRows
{
    // Fewer rows than these meet by chance, as the doubles of a measured data set do.
    private const int Telling = 8;

    public static void Examine(Reading reading, RecordedEvaluation evaluation)
    {
        var (trace, examination) = (reading.Trace, reading.Examination);
        if (evaluation.X.Columns < 2) return;
        var evaluated = new HashSet<string>(Enumerable.Range(0, evaluation.X.Rows).Select(row => Key(evaluation.X, row)));
        int shared = Enumerable.Range(0, trace.Rows).Count(row => evaluated.Contains(Key(trace.X, row)));
        if (shared == 0 || evaluated.Count < 32 || evaluated.Count >= 0.25 * Possible(evaluation.X))
        {
            examination.Fine(Faults.EvaluatedOnTrainingData,
                $"{shared} of {Words.Count(trace.Rows, "training row")} are among the evaluated rows");
            return;
        }
        string evidence = $"{shared} of {Words.Count(trace.Rows, "row")} of the training batch are among the " +
            $"{Words.Count(evaluation.X.Rows, "evaluated row")}: the figure measures memory";
        var where = new Where(null, "eval_x", Phases.Evaluation);
        // Who evaluates the very batch of the step looks at the training;
        // who evaluates a larger set that holds it takes the figure for a test.
        bool same = evaluation.X.Rows == trace.Rows && shared == trace.Rows;
        if (same) examination.Report(Faults.EvaluatedOnTrainingData.Note(Grade.Strong, where, evidence));
        else if (shared == trace.Rows && shared >= Telling)
            examination.Report(Faults.EvaluatedOnTrainingData.Error(Grade.Strong, where, evidence, null, ("shared", shared)));
        else examination.Report(Faults.EvaluatedOnTrainingData.Warning(Grade.Likely, where, evidence, null, ("shared", shared)));
    }

    // Truth tables and grids repeat rows by nature: how many different rows could there be with the values of these columns?
    private static double Possible(Matrix x)
    {
        double rows = 1;
        for (int j = 0; j < x.Columns && rows < 1e9; j++)
        {
            int column = j;
            rows *= Enumerable.Range(0, x.Rows).Select(row => x[row, column]).Distinct().Count();
        }
        return rows;
    }

    private static string Key(Matrix matrix, int row) => Convert.ToBase64String(MemoryMarshal.AsBytes(matrix.Row(row)));
}
