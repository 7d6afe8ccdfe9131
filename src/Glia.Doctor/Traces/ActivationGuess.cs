using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>Which activations a network may have where its owner did not say.</summary>
internal static class ActivationGuess
{
    private static readonly string[] s_hidden =
    [
        "relu", "sigmoid", "tanh", "leaky_relu", "linear", "elu", "selu", "softplus", "silu", "gelu", "gelu_tanh",
        "softsign", "hard_sigmoid", "exponential", "softmax",
    ];

    private static readonly string[] s_output =
        ["softmax", "sigmoid", "linear", "tanh", "relu", "softplus", "exponential", "leaky_relu", "hard_sigmoid"];

    private static readonly double[] s_slopes = [0.01, 0.2, 0.1, 0.3, 0.05, 0.02];

    /// <summary>What people mean when they say nothing.</summary>
    public static Activation[] Default(Trace trace, Targets targets)
    {
        string output = targets.Exclusive ? "softmax"
            : targets.AreBinary || LossNames.Canonical(trace.Loss ?? "") == LossNames.Binary ? "sigmoid"
            : "linear";
        double slope = trace.NegativeSlope ?? 0.01;
        return [.. trace.Activations.Select((name, layer) =>
            Activations.Named(name ?? (layer == trace.Layers.Count - 1 ? output : "relu"), slope))];
    }

    /// <summary>The default first, then everything else that what was said leaves open; all unnamed hidden layers alike.</summary>
    public static IEnumerable<Activation[]> Candidates(Trace trace, Targets targets)
    {
        yield return Default(trace, targets);
        int last = trace.Layers.Count - 1;
        bool hiddenOpen = trace.Activations.Take(last).Any(name => name is null), outputOpen = trace.Activations[last] is null;
        bool leaky = trace.NegativeSlope is null && trace.Activations.Contains("leaky_relu");
        if (!hiddenOpen && !outputOpen && !leaky) yield break;
        foreach (string output in outputOpen ? s_output : [trace.Activations[last]!])
            foreach (string hidden in hiddenOpen ? s_hidden : ["relu"])
                foreach (double slope in Slopes(trace, open: leaky || hidden == "leaky_relu"))
                    yield return [.. trace.Activations.Select((name, layer) =>
                        Activations.Named(name ?? (layer == last ? output : hidden), slope))];
    }

    private static double[] Slopes(Trace trace, bool open)
    {
        if (trace.NegativeSlope is { } said) return [said];
        return open ? s_slopes : s_slopes[..1];
    }
}
