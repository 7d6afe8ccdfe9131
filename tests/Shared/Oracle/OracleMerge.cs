using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>What makes one output of several inputs of one shape: each number of it is a function of those at its place.</summary>
/// <param name="merge">The function.</param>
/// <param name="derivative">Its derivative in the input of a number, of all inputs at that place.</param>
internal sealed class OracleMerge(Func<double[], double> merge, Func<double[], int, double> derivative) : OracleLayer
{
    private IReadOnlyList<Matrix> _inputs = [];

    public override Matrix Forward(IReadOnlyList<Matrix> inputs, bool training)
    {
        _inputs = inputs;
        return Of(merge);
    }

    public override IReadOnlyList<Matrix> BackwardToAll(Matrix outputGradient) =>
        [.. Enumerable.Range(0, _inputs.Count).Select(i => Of(at => derivative(at, i)).Zip(outputGradient, (d, g) => d * g))];

    public override Matrix Forward(Matrix inputs, bool training) => Forward([inputs], training);

    public override Matrix Backward(Matrix outputGradient) => BackwardToAll(outputGradient).Single();

    private Matrix Of(Func<double[], double> function)
    {
        var made = new Matrix(_inputs[0].Rows, _inputs[0].Columns);
        for (int i = 0; i < made.Values.Length; i++) made.Values[i] = function([.. _inputs.Select(input => input.Values[i])]);
        return made;
    }
}
