using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>Inputs side by side at every position.</summary>
/// <param name="widths">How many numbers each input has at a position.</param>
internal sealed class OracleConcatenate(IReadOnlyList<int> widths) : OracleLayer
{
    public override Matrix Forward(IReadOnlyList<Matrix> inputs, bool training)
    {
        int rows = inputs[0].Rows, positions = inputs[0].Columns / widths[0];
        var values = from row in Enumerable.Range(0, rows)
                     from position in Enumerable.Range(0, positions)
                     from i in Enumerable.Range(0, widths.Count)
                     from c in Enumerable.Range(0, widths[i])
                     select inputs[i][row, position * widths[i] + c];
        return new Matrix(rows, positions * widths.Sum(), [.. values]);
    }

    public override IReadOnlyList<Matrix> BackwardToAll(Matrix outputGradient) =>
        [.. widths.Select((width, i) => Part(outputGradient, width, widths.Take(i).Sum()))];

    public override Matrix Forward(Matrix inputs, bool training) => Forward([inputs], training);

    public override Matrix Backward(Matrix outputGradient) => BackwardToAll(outputGradient).Single();

    private Matrix Part(Matrix whole, int width, int start)
    {
        int all = widths.Sum(), positions = whole.Columns / all;
        var values = from row in Enumerable.Range(0, whole.Rows)
                     from position in Enumerable.Range(0, positions)
                     from c in Enumerable.Range(0, width)
                     select whole[row, position * all + start + c];
        return new Matrix(whole.Rows, positions * width, [.. values]);
    }
}
