using System.Runtime.InteropServices;
using Glia.Doctor.Findings;
using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Doctor.Rules;

internal static partial class Faults
{
    internal static Fault EvaluatedOnTrainingData { get; } = new("GLIA078", Family.Evaluation, "evaluated on training data",
        "The figure is measured on rows the network was trained on.",
        "Measure on rows that were never trained on.",
        Explains: "013 S11")
    {
        JudgedBy = () => new EvaluatedOnTrainingData(),
    };
}

/// <summary>
/// Rows of the recorded batch among the evaluated ones. Who evaluates the very batch of the step, or says so, looks at the training; who
/// evaluates a larger set that holds it takes the figure for a test.
/// </summary>
internal sealed class EvaluatedOnTrainingData() : Rule(Faults.EvaluatedOnTrainingData)
{
    // Fewer rows than these meet by chance, as the doubles of a measured data set do. Convention.
    private const int Telling = 8;

    // Fewer different rows, or so large a share of those that the values of the columns allow, repeat by nature. Convention.
    private const int FewestDifferent = 32;
    private const double ManyOfPossible = 0.25, Countless = 1e9;

    public override IEnumerable<Judgement> Judge(Reading reading)
    {
        if (reading.Evaluation is not { X: { Columns: > 1 } x }) yield break;
        Matrix batch = reading.Trace.X;
        var evaluated = new HashSet<string>(Enumerable.Range(0, x.Rows).Select(row => Key(x, row)));
        int shared = Enumerable.Range(0, batch.Rows).Count(row => evaluated.Contains(Key(batch, row)));
        if (shared == 0 || evaluated.Count < FewestDifferent || evaluated.Count >= ManyOfPossible * Possible(x))
        {
            yield return Fine($"{shared} of {Words.Count(batch.Rows, "training row")} are among the evaluated rows");
            yield break;
        }
        Finding finding = Fault.Warning(Grade.Likely, new Where(null, "eval_x", Phases.Evaluation),
            $"{shared} of {Words.Count(batch.Rows, "row")} of the training batch are among the {Words.Count(x.Rows, "evaluated row")}: "
            + "the figure measures memory", null, ("shared", shared));
        bool all = shared == batch.Rows;
        bool looks = reading.Evaluation.OfTraining || (all && x.Rows == batch.Rows);
        yield return Found(looks ? finding with { Severity = Severity.Note, Grade = Grade.Strong }
            : all && shared >= Telling ? finding with { Severity = Severity.Error, Grade = Grade.Strong }
            : finding);
    }

    // Truth tables and grids repeat rows by nature: how many different rows could there be with the values of these columns?
    private static double Possible(Matrix x)
    {
        double rows = 1;
        for (int j = 0; j < x.Columns && rows < Countless; j++)
            rows *= Enumerable.Range(0, x.Rows).Select(row => x[row, j]).Distinct().Count();
        return rows;
    }

    private static string Key(Matrix matrix, int row) => Convert.ToBase64String(MemoryMarshal.AsBytes(matrix.Row(row)));
}
