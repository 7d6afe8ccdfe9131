using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>Recurrent layers: their operators take the steps before the samples, and have their gates in another order.</summary>
internal sealed partial class OnnxWriter
{
    // What the two directions of a layer say of a step lies side by side in one operator; merged in another way they are two.
    private static Dictionary<Layer, Bidirectional> Pairs(IReadOnlyList<Layer> layers)
    {
        var pairs = new Dictionary<Layer, Bidirectional>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<Layer>(layers);
        while (waiting.TryPop(out Layer? layer))
        {
            if (layer is not Container container) continue;
            if (layer is Bidirectional pair && pair.Children is [RecurrentLayer ahead, RecurrentLayer back, Concatenate]
                && !ahead.GoBackwards && ahead.GetType() == back.GetType() && ahead.Units == back.Units)
                foreach (Layer one in pair.Children) pairs[one] = pair;
            foreach (Layer one in container.Children) waiting.Push(one);
        }
        return pairs;
    }

    private void Recur(RecurrentLayer[] layers, Network network)
    {
        RecurrentLayer layer = layers[0];
        int units = layer.Units, features = layer.InputShape.Last, directions = layers.Length;
        (string type, int gates) = layer switch { LSTM => ("LSTM", 4), GRU => ("GRU", 3), _ => ("RNN", 1) };
        bool reversed = layer.GoBackwards;
        ChannelsLast(2);
        // Its states come out in the order of the steps there, and in the order in which they were read here.
        if (reversed && layer.ReturnSequences && !layer.StatesInOrder)
            throw new GliaException($"{_path}: the layer '{layer.Name}' ({layer.ClassName}) gives the states of all steps from the end, " +
                "which no operator of ONNX does; make it Bidirectional, or write the model in another format.");
        Node("Transpose", [_at], null, Wholes("perm", [1, 0, 2]));
        string[] given =
        [
            _at,
            Floats([.. layers.SelectMany(one => Rows(Of(one, "kernel")!, features, gates, units))], [directions, gates * units, features]),
            Floats([.. layers.SelectMany(one => Rows(Of(one, "recurrent_kernel")!, units, gates, units))],
                [directions, gates * units, units]),
        ];
        if (layers.Any(one => one.UseBias))
            given =
            [
                .. given,
                Floats([.. layers.SelectMany(one => Biases(Of(one, "bias"), gates, units))], [directions, 2 * gates * units]),
            ];
        List<ProtoWriter> settings =
        [
            Whole("hidden_size", units), Word("direction", directions == 2 ? "bidirectional" : reversed ? "reverse" : "forward"),
        ];
        if (type == "GRU") settings.Add(Whole("linear_before_reset", 1));
        settings.AddRange(Functions(layers, type));
        Recur(type, given, settings, layer.ReturnSequences, directions == 2, units);

        float[]? Of(RecurrentLayer one, string name) => network.Parameters.FirstOrDefault(p => p.Layer == one && p.Name == name)
            is { } parameter ? network.Weights[parameter].ToArray() : null;
    }

    private void Recur(string type, string[] given, List<ProtoWriter> settings, bool all, bool both, int units)
    {
        // The states of all steps are the first result, the last ones the second.
        string result = $"v{++_count}";
        var node = new ProtoWriter();
        foreach (string input in given) node.Text(1, input);
        if (!all) node.Text(2, "");
        node.Text(2, result).Text(3, $"{type}_{result}").Text(4, type);
        foreach (ProtoWriter setting in settings) node.Message(5, setting);
        _graph.Message(1, node);
        _at = result;
        if (both)
        {
            // [steps, directions, samples, units], or without the steps.
            Node("Transpose", [_at], null, Wholes("perm", all ? [2, 0, 1, 3] : [1, 0, 2]));
            Node("Reshape", [_at, Longs(all ? [0, 0, 2 * units] : [0, 2 * units])]);
            return;
        }
        Node("Squeeze", [_at, Longs([all ? 1 : 0])]);
        if (all) Node("Transpose", [_at], null, Wholes("perm", [1, 0, 2]));
    }

    private IEnumerable<ProtoWriter> Functions(RecurrentLayer[] layers, string type)
    {
        var names = new ProtoWriter().Text(1, "activations");
        List<float> slopes = [], offsets = [];
        bool usual = true;
        foreach (RecurrentLayer layer in layers)
        {
            ActivationFunction? gate = layer switch
            {
                LSTM lstm => lstm.RecurrentActivation,
                GRU gru => gru.RecurrentActivation,
                _ => null,
            };
            ActivationFunction cell = layer.CellActivation;
            usual &= gate is null or { Name: "sigmoid" } && cell.Name == "tanh";
            foreach (ActivationFunction function in gate is null ? [cell] : type == "LSTM" ? [gate, cell, cell] : new[] { gate, cell })
                names.Text(9, Name(layer, function, slopes, offsets));
        }
        if (usual) yield break;
        yield return names.Whole(20, 8);
        if (slopes.Count == 0) yield break;
        yield return Numbers("activation_alpha", slopes);
        yield return Numbers("activation_beta", offsets);
    }

    private string Name(RecurrentLayer layer, ActivationFunction function, List<float> slopes, List<float> offsets)
    {
        JsonObject config = function.Config();
        switch (function.Name)
        {
            case "sigmoid": return "Sigmoid";
            case "tanh": return "Tanh";
            case "relu" when config.Count == 0: return "Relu";
            case "softsign": return "Softsign";
            case "softplus": return "Softplus";
            case "hard_sigmoid":
                slopes.Add(config["slope"]?.GetValue<float>() ?? 1f / 6);
                offsets.Add(config["offset"]?.GetValue<float>() ?? 0.5f);
                return "HardSigmoid";
            default:
                throw new GliaException($"{_path}: the function {function.Name} of the layer '{layer.Name}' ({layer.ClassName}) is none " +
                    "that ONNX' recurrent operators have; write the model in another format.");
        }
    }

    // [inputs, gates · units] becomes [gates · units, inputs].
    private static float[] Rows(float[] kernel, int inputs, int gates, int units)
    {
        int rows = gates * units;
        var to = new float[kernel.Length];
        for (int row = 0; row < rows; row++)
            for (int input = 0; input < inputs; input++) to[(Place(row, gates, units) * inputs) + input] = kernel[(input * rows) + row];
        return to;
    }

    // One for the sums of the inputs and one for those of the states: a GRU has both, the others one, and zeros.
    private static float[] Biases(float[]? bias, int gates, int units)
    {
        int rows = gates * units;
        var to = new float[2 * rows];
        for (int i = 0; i < (bias?.Length ?? 0); i++) to[(i / rows * rows) + Place(i % rows, gates, units)] = bias![i];
        return to;
    }

    // An LSTM's gates here are i, f, c, o, and i, o, f, c in ONNX.
    private static int Place(int row, int gates, int units) => gates != 4 ? row : (row / units) switch
    {
        1 or 2 => row + units,
        3 => row - (2 * units),
        _ => row,
    };

    private static ProtoWriter Numbers(string name, List<float> values)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        foreach (float value in values) attribute.Single(7, value);
        return attribute.Whole(20, 6);
    }
}
