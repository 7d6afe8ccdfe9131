using Glia.Doctor.Reference;
using Glia.Doctor.Traces;

namespace Glia.Programs.Reading;

/// <summary>Which function gives some outputs for some pre-activations: told by the numbers, never by names.</summary>
internal static class ActivationReader
{
    // Functions are computed in float32 by some and with clipped ends by others (1e-7 is the usual clip): derived from both.
    private const double Close = 2e-6;

    // Where several agree the first is meant: relu of rows above zero is linear, tanh of zeros is relu.
    private static readonly string[] s_names =
    [
        "relu", "sigmoid", "tanh", "softmax", "elu", "selu", "softplus", "silu", "gelu", "gelu_tanh", "softsign",
        "hard_sigmoid", "exponential", "linear",
    ];

    private static readonly OutputForm[] s_wrongForms =
        [OutputForm.OverBatch, OutputForm.OverEverything, OutputForm.Twice, OutputForm.AfterRelu];

    private static readonly string[] s_steep = ["sigmoid", "tanh"];

    // The bipolar sigmoid is the tanh of half the sums; and sums beyond the other number say little of how steep a function is. A
    // convention.
    private const double Bipolar = 0.5, Open = 10;

    private static readonly string[] s_comparisons =
        ["greater", "greater_equal", "less", "less_equal", "heaviside", "sign"];

    private static readonly string[] s_relus = ["maximum", "clip", "multiply"];

    /// <summary>The name of the function and its slope below zero; null if it is none that is known.</summary>
    /// <param name="sums">The pre-activations, a row a sample.</param>
    /// <param name="outputs">What became of them.</param>
    /// <param name="operations">The names of the operations between: none where the outputs are the pre-activations themselves.</param>
    public static (string Name, double? Slope)? Read(Matrix sums, Matrix outputs, IReadOnlyCollection<string> operations)
    {
        if (sums.Rows != outputs.Rows || sums.Columns != outputs.Columns) return null;
        if (IsThreshold(outputs, operations)) return null;
        string[] likely = operations.Count == 0 ? ["linear"] : operations.Contains("tanh") ? ["tanh"] : [];
        foreach (string name in likely.Concat(s_names))
        {
            if (name == "softmax" && sums.Columns == 1) continue;
            // One number that became 0 may have met a threshold as well.
            if (name == "relu" && outputs.Values is [0] && !operations.Any(s_relus.Contains)) continue;
            if (Agrees(Activations.Named(name).Forward(sums), outputs)) return (name, null);
        }
        return Slope(sums, outputs) is { } slope && Agrees(Activations.Named("leaky_relu", slope).Forward(sums), outputs)
            ? ("leaky_relu", slope)
            : null;
    }

    /// <summary>
    /// The steep function that gives some outputs: 1 / (1 + exp(-k z)) is the sigmoid of a layer with k times the weights, and
    /// 2 sigmoid(z) - 1, the bipolar sigmoid, the tanh of one with half of them. Null if none does.
    /// </summary>
    /// <param name="sums">The pre-activations, a row a sample.</param>
    /// <param name="outputs">What became of them.</param>
    /// <param name="known">How steep the functions of other layers are: a single number shows nothing of that.</param>
    public static (string Name, double Steepness)? Steep(Matrix sums, Matrix outputs, IEnumerable<double> known)
    {
        if (sums.Rows != outputs.Rows || sums.Columns != outputs.Columns) return null;
        foreach (double steepness in known.Prepend(Bipolar))
            foreach (string name in s_steep)
                if ((name == "tanh" || steepness != Bipolar) && Gives(name, steepness)) return (name, steepness);
        // The largest sum that has not come to an end of its function shows best how steep that is.
        int[] shown = [.. Enumerable.Range(0, sums.Values.Length).Where(i => Math.Abs(sums.Values[i]) is > 0 and < Open)];
        if (shown.Select(i => sums.Values[i]).Distinct().Count() < 2) return null;
        int at = shown.MaxBy(i => Math.Abs(sums.Values[i]));
        foreach (string name in s_steep)
        {
            double output = name == "tanh" ? (outputs.Values[at] + 1) / 2 : outputs.Values[at];
            double steepness = Math.Log(output / (1 - output)) / sums.Values[at] / (name == "tanh" ? 2 : 1);
            if (double.IsFinite(steepness) && steepness > 0 && Gives(name, steepness)) return (name, steepness);
        }
        return null;

        bool Gives(string name, double steepness) => Agrees(Activations.Named(name).Forward(sums.Times(steepness)), outputs);
    }

    /// <summary>
    /// Which wrong softmax gives some outputs: one over other numbers than a row's, or of something else; null if none does.
    /// </summary>
    /// <param name="sums">The pre-activations, a row a sample.</param>
    /// <param name="outputs">What became of them.</param>
    /// <param name="operations">The names of the operations between.</param>
    public static OutputForm? WrongSoftmax(Matrix sums, Matrix outputs, IReadOnlyCollection<string> operations)
    {
        if (sums.Columns < 2 || sums.Rows != outputs.Rows || sums.Columns != outputs.Columns) return null;
        if (IsThreshold(outputs, operations)) return null;
        Activation softmax = Activations.Named("softmax");
        foreach (OutputForm form in s_wrongForms)
            if (Agrees(ForwardRun.Output(sums, softmax, form), outputs)) return form;
        return null;
    }

    /// <summary>Whether two matrices hold the same numbers within what computing them otherwise costs.</summary>
    public static bool Agrees(Matrix expected, Matrix found)
    {
        if (expected.Rows != found.Rows || expected.Columns != found.Columns) return false;
        double largest = 0;
        foreach (double value in expected.Values)
            if (double.IsFinite(value)) largest = Math.Max(largest, Math.Abs(value));
        double allowed = Close * Math.Max(largest, largest < 1 ? Math.Min(1, largest * 100) : 1);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            double a = expected.Values[i], b = found.Values[i];
            if (a == b || (double.IsNaN(a) && double.IsNaN(b))) continue;
            if (!(Math.Abs(a - b) <= allowed)) return false;
        }
        return true;
    }

    // Where all rows are on one side of it, a threshold agrees with much. What a comparison is multiplied with is a relu by its mask.
    private static bool IsThreshold(Matrix outputs, IReadOnlyCollection<string> operations) =>
        (operations.Contains(Graph.Threshold) && outputs.Values.Distinct().Count() <= 2)
        || (operations.Any(s_comparisons.Contains) && !operations.Contains("multiply")
            && Array.TrueForAll(outputs.Values, value => value is -1 or 0 or 1));

    // Of a single number any function gives some multiple.
    private static double? Slope(Matrix sums, Matrix outputs)
    {
        if (sums.Values.Where(sum => sum != 0).Distinct().Take(2).Count() < 2) return null;
        for (int i = 0; i < sums.Values.Length; i++)
            if (sums.Values[i] < 0 && outputs.Values[i] / sums.Values[i] is > 0 and < 1 and var slope) return slope;
        return null;
    }
}
