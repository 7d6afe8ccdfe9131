using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>
/// ONNX' recurrent operators as layers. Its gates come in another order (LSTM: i, o, f, c; GRU: z, r, h as here), inputs and states have
/// a bias each, and both directions stand in one operator.
/// </summary>
/// <param name="node">The operator.</param>
/// <param name="constant">Its inputs that are constants, by place; null for the others.</param>
internal sealed class OnnxRecurrent(OnnxNode node, Func<int, OnnxTensor?> constant)
{
    private const int SequenceLengths = 4, FirstState = 5, FirstMemory = 6, Peepholes = 7;

    // The inputs of the operator.
    private const int Kernel = 1, RecurrentKernel = 2, Biases = 3;

    private readonly int _gates = node.Type switch { "LSTM" => 4, "GRU" => 3, _ => 1 };

    /// <summary>Whether an operator is one of these.</summary>
    public static bool Is(OnnxNode node) => node.Type is "LSTM" or "GRU" or "RNN";

    /// <summary>Whether steps come first in what it takes, and not the samples.</summary>
    public bool StepsFirst => node.Int("layout", 0) == 0;

    /// <summary>How many directions it reads in.</summary>
    public int Directions => node.Text("direction", "forward") == "bidirectional" ? 2 : 1;

    /// <summary>Whether it reads from the end alone.</summary>
    public bool IsReversed => node.Text("direction", "forward") == "reverse";

    /// <summary>The numbers of its state.</summary>
    public int Units => constant(RecurrentKernel)?.Shape is [_, _, var units] ? units : 0;

    /// <summary>Why it cannot be read; null where it can.</summary>
    /// <param name="steps">How many steps a sequence has.</param>
    public string? Reason(int steps)
    {
        if (constant(Kernel) is not { Shape: [var directions, var rows, _] }
            || constant(RecurrentKernel) is not { Shape: [var others, var sums, > 0] })
            return "takes its weights from something else than constants";
        if (directions != Directions || others != directions || rows != (long)_gates * Units || sums != rows)
            return "has weights of another size than it says";
        if (constant(Biases) is null && Given(Biases)) return "takes its bias from something else than constants";
        if (constant(Biases) is { } bias && bias.Array.Length != 2L * directions * rows) return "has a bias of another size than it says";
        if (Given(SequenceLengths) && !(constant(SequenceLengths) is { } lengths && lengths.Whole().All(length => length == steps)))
            return "has sequences of several lengths";
        foreach (int place in (ReadOnlySpan<int>)[FirstState, FirstMemory])
            if (Given(place) && !(constant(place) is { } state && Array.TrueForAll(state.Array.ToSingles(), value => value == 0)))
                return "begins with a state that is not zero";
        if (Given(Peepholes)) return "has peepholes (P)";
        if (node.Attributes.ContainsKey("clip")) return "cuts its numbers off (clip)";
        if (node.Int("input_forget", 0) != 0) return "has one gate for input and forget (input_forget)";
        if (node.Type == "GRU" && node.Int("linear_before_reset", 0) == 0)
            return "has its reset gate before the product (linear_before_reset 0), and Glia's GRU has it after (Keras' reset_after)";
        return null;
    }

    /// <summary>The layer, and its arrays.</summary>
    /// <param name="all">Whether the states of all steps are wanted.</param>
    /// <param name="name">What to call it.</param>
    /// <returns>Null where one of its functions does not exist here.</returns>
    public (Layer Layer, ForeignTensor[] Tensors)? Build(bool all, string name)
    {
        bool bias = Given(Biases);
        if (Layer(0, IsReversed, all, bias) is not { } first) return null;
        if (Directions == 1)
        {
            first.Name = name;
            return (first, [.. Arrays(0, bias)]);
        }
        if (Layer(1, true, all, bias) is not { } second) return null;
        return (new Bidirectional(first, "concat", second) { Name = name }, [.. Arrays(0, bias), .. Arrays(1, bias)]);
    }

    private RecurrentLayer? Layer(int direction, bool backwards, bool all, bool bias)
    {
        int functions = node.Type switch { "LSTM" => 3, "GRU" => 2, _ => 1 };
        IReadOnlyList<string> names = node.Texts("activations");
        string[] usual = node.Type switch { "LSTM" => ["Sigmoid", "Tanh", "Tanh"], "GRU" => ["Sigmoid", "Tanh"], _ => ["Tanh"] };
        string[] own = names.Count == 0 ? usual : [.. names.Skip(direction * functions).Take(functions)];
        if (own.Length != functions) return null;
        ActivationFunction?[] made = [.. own.Select(Function)];
        // What the sum of an LSTM goes through and what its memory goes through is one function here.
        if (made.Any(function => function is null) || (functions == 3 && own[1] != own[2])) return null;
        return node.Type switch
        {
            "LSTM" => new LSTM(Units, made[1], made[0], useBias: bias, returnSequences: all, goBackwards: backwards),
            "GRU" => new GRU(Units, made[1], made[0], useBias: bias, returnSequences: all, goBackwards: backwards),
            _ => new SimpleRNN(Units, made[0], useBias: bias, returnSequences: all, goBackwards: backwards),
        };
    }

    // Only these take no settings, or one pair for all of them.
    private ActivationFunction? Function(string name)
    {
        (float[] alpha, float[] beta) = (node.Floats("activation_alpha"), node.Floats("activation_beta"));
        return name switch
        {
            "Sigmoid" => "sigmoid",
            "Tanh" => "tanh",
            "Relu" => "relu",
            "Softsign" => "softsign",
            "Softplus" => "softplus",
            "HardSigmoid" when alpha.Distinct().Count() <= 1 && beta.Distinct().Count() <= 1 => ActivationCatalogue.Create(
                new System.Text.Json.Nodes.JsonObject
                {
                    ["class_name"] = "hard_sigmoid",
                    ["config"] = new System.Text.Json.Nodes.JsonObject
                    {
                        ["slope"] = alpha.Length > 0 ? alpha[0] : 0.2f,
                        ["offset"] = beta.Length > 0 ? beta[0] : 0.5f,
                    },
                }, name),
            _ => null,
        };
    }

    private IEnumerable<ForeignTensor> Arrays(int direction, bool bias)
    {
        yield return Part(constant(Kernel)!, direction);
        yield return Part(constant(RecurrentKernel)!, direction);
        if (bias) yield return Bias(constant(Biases)!, direction);
    }

    // [directions, gates · units, inputs] of one direction becomes [inputs, gates · units].
    private ForeignTensor Part(OnnxTensor tensor, int direction)
    {
        int rows = tensor.Shape[1], columns = tensor.Shape[2];
        return new ForeignTensor(tensor.Name, [columns, rows], () =>
        {
            float[] from = tensor.Array.ToSingles(), to = new float[rows * columns];
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    to[(column * rows) + Place(row)] = from[(((direction * rows) + row) * columns) + column];
            return to;
        });
    }

    // That of the inputs, then that of the states: a GRU keeps both.
    private ForeignTensor Bias(OnnxTensor tensor, int direction)
    {
        int rows = _gates * Units;
        return new ForeignTensor(tensor.Name, node.Type == "GRU" ? [2, rows] : [rows], () =>
        {
            float[] from = tensor.Array.ToSingles(), to = new float[node.Type == "GRU" ? 2 * rows : rows];
            for (int i = 0; i < 2 * rows; i++)
            {
                int at = node.Type == "GRU" ? (i / rows * rows) + Place(i % rows) : Place(i % rows);
                to[at] += from[(direction * 2 * rows) + i];
            }
            return to;
        });
    }

    // An LSTM's gates in ONNX are i, o, f, c, and here i, f, c, o.
    private int Place(int row) => node.Type != "LSTM" ? row : (row / Units) switch
    {
        1 => row + (2 * Units),
        2 or 3 => row - Units,
        _ => row,
    };

    private bool Given(int place) => place < node.Inputs.Count && node.Inputs[place].Length > 0;
}
