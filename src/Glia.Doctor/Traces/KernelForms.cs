using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The ways in which people make a kernel's gradient from the right gradient of the pre-activations: all of them mistakes.</summary>
internal static class KernelForms
{
    /// <param name="reading">The trace.</param>
    /// <param name="l">The layer, from 1.</param>
    /// <param name="delta">The gradient of its pre-activations.</param>
    /// <param name="inputs">The compared rows of the kernel.</param>
    public static IEnumerable<Suspect> Of(Reading reading, int l, Matrix delta, IReadOnlyList<int> inputs)
    {
        var run = reading.Run;
        var a = run.A[l - 1];
        Matrix Product(Matrix left, Matrix right) => Columns(left, inputs).Transposed().Times(right);

        if (l > 1) yield return new(Faults.WrongGradient, $"the inputs of the layer are taken before the activation of layer {l - 1} instead of after it", Product(run.Z[l - 1], delta));
        if (l > 1 && reading.Masks[l - 2] is not null) yield return new(Faults.WrongGradient, "the inputs of the layer are taken without their dropout mask", Product(run.Unmasked[l - 1], delta));
        int rows = a.Rows;
        if (rows > 1)
        {
            yield return new(Faults.CacheOverwritten, "only the last row of the batch counts", Product(a.Take([rows - 1]), delta.Take([rows - 1])));
            yield return new(Faults.CacheOverwritten, "only the first row of the batch counts", Product(a.Take([0]), delta.Take([0])));
            yield return new(Faults.CacheOverwritten, "the inputs are those of the row before", Product(OutputDeltas.Rolled(a, 1), delta));
            yield return new(Faults.CacheOverwritten, "the inputs are those of the next row", Product(OutputDeltas.Rolled(a, -1), delta));
            yield return new(Faults.CacheOverwritten, "the inputs of the last row are used for every row", Product(a.Take([.. Enumerable.Repeat(rows - 1, rows)]), delta));
            yield return new(Faults.WrongGradient, "inputs and gradients are summed over the batch before they are multiplied", Product(a.SumOfRows(), delta.SumOfRows()));
        }
        foreach (var own in OwnInstead(reading, l, delta, inputs)) yield return own;
        if (a.Columns == delta.Columns) yield return new(Faults.WrongGradient, "the gradient is transposed", Product(delta, a));
        if (l == 1)
            yield return new(Faults.WrongGradient, "the inputs are left out", Repeated(delta.SumOfRows(), inputs.Count));
    }

    // The layer's own output or its own weights, where what it was given belongs.
    private static IEnumerable<Suspect> OwnInstead(Reading reading, int l, Matrix delta, IReadOnlyList<int> inputs)
    {
        var output = reading.Run.A[l];
        var kernel = reading.Trace.Layers[l - 1].Weights;
        if (inputs.Count == kernel.Rows && output.Columns == kernel.Rows)
            yield return new(Faults.WrongGradient, $"the outputs of layer {l} are used where its inputs belong", output.Transposed().Times(delta));
        else
            yield return new(Faults.WrongGradient, $"the outputs of layer {l} are used where its inputs belong", Repeated(output.Zip(delta, (o, d) => o * d).SumOfRows(), inputs.Count));
        yield return new(Faults.WrongGradient, $"w{l} itself is used where the inputs of layer {l} belong",
            kernel.Take(inputs).Zip(Repeated(delta.SumOfRows(), inputs.Count), (w, d) => w * d));
    }

    private static Matrix Repeated(Matrix row, int rows) => row.Take(new int[rows]);

    public static Matrix Columns(Matrix matrix, IReadOnlyList<int> columns)
    {
        if (columns.Count == matrix.Columns) return matrix;
        var taken = new Matrix(matrix.Rows, columns.Count);
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < columns.Count; j++) taken[i, j] = matrix[i, columns[j]];
        return taken;
    }
}
