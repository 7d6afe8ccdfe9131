using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How the owner's last activation was really computed.</summary>
internal enum OutputForm
{
    /// <summary>As it should be.</summary>
    Proper,

    /// <summary>A softmax whose columns, not rows, sum to one.</summary>
    OverBatch,

    /// <summary>A softmax whose whole array sums to one.</summary>
    OverEverything,

    /// <summary>A softmax of a softmax.</summary>
    Twice,

    /// <summary>No activation at all: the recorded outputs are logits.</summary>
    Logits,

    /// <summary>A relu between the last product and the softmax.</summary>
    AfterRelu,
}

/// <summary>
/// One forward pass with everything kept: <c>Z[l]</c> before and <c>A[l]</c> after the activation of layer l; <c>A[0]</c> is the input.
/// </summary>
internal sealed class ForwardRun
{
    private ForwardRun(int layers, Matrix x)
    {
        (Z, A, Unmasked) = (new Matrix[layers + 1], new Matrix[layers + 1], new Matrix[layers + 1]);
        A[0] = Unmasked[0] = x;
    }

    public Matrix[] Z { get; }

    public Matrix[] A { get; }

    /// <summary>The activations before any dropout mask.</summary>
    public Matrix[] Unmasked { get; }

    public Matrix Outputs => A[^1];

    /// <summary>
    /// Runs the network. With <paramref name="single"/> every intermediate is rounded to float32,
    /// which shows how much rounding alone can do.
    /// </summary>
    public static ForwardRun Of(Matrix x, IReadOnlyList<LayerWeights> weights, IReadOnlyList<Activation> activations,
        OutputForm form = OutputForm.Proper, IReadOnlyList<Matrix?>? masks = null, bool single = false)
    {
        var run = new ForwardRun(weights.Count, x);
        for (int l = 1; l <= weights.Count; l++)
        {
            var z = run.A[l - 1].Times(weights[l - 1].Kernel);
            if (weights[l - 1].Bias is { } bias) Add(z, bias);
            if (single) Round(z);
            var a = l == weights.Count ? Output(z, activations[l - 1], form) : activations[l - 1].Forward(z);
            run.Z[l] = z;
            run.Unmasked[l] = a;
            run.A[l] = masks?[l - 1] is { } mask ? a.Zip(mask, (value, keep) => value * keep) : a;
            if (single) Round(run.A[l]);
        }
        return run;
    }

    /// <summary>The last activation in one of its forms.</summary>
    public static Matrix Output(Matrix z, Activation activation, OutputForm form) => form switch
    {
        OutputForm.OverBatch => activation.Forward(z.Transposed()).Transposed(),
        OutputForm.OverEverything => new Matrix(z.Rows, z.Columns, activation.Forward(new Matrix(1, z.Values.Length, z.Values)).Values),
        OutputForm.Twice => activation.Forward(activation.Forward(z)),
        OutputForm.Logits => z,
        OutputForm.AfterRelu => activation.Forward(z.Map(value => Math.Max(value, 0))),
        _ => activation.Forward(z),
    };

    // A bias of its own for each sample is of use to those samples only; others get the mean one.
    private static void Add(Matrix z, Matrix bias)
    {
        bool each = bias.Rows == z.Rows;
        if (!each && bias.Rows > 1) bias = bias.SumOfRows().Times(1.0 / bias.Rows);
        for (int i = 0; i < z.Rows; i++)
            for (int j = 0; j < z.Columns; j++) z[i, j] += bias[each ? i : 0, j];
    }

    public static void Round(Matrix matrix)
    {
        for (int i = 0; i < matrix.Values.Length; i++) matrix.Values[i] = (float)matrix.Values[i];
    }
}
