using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Torch;

/// <summary>Recurrent layers: PyTorch's give two results, of which a module of the program takes one.</summary>
internal sealed partial class TorchModules
{
    /// <summary>The module, as the program says it.</summary>
    public const string RecurrentClass = """

        class States(nn.Module):
            def __init__(self, layer, every_step):
                super().__init__()
                self.layer, self.every_step = layer, every_step

            def forward(self, x):
                states, last = self.layer(x)
                if self.every_step:
                    return states
                last = last[0] if isinstance(last, tuple) else last
                return torch.cat(tuple(last), dim=-1)


        """;

    /// <summary>Whether the program needs that module.</summary>
    public bool HasRecurrent { get; private set; }

    // Two directions that lie side by side are one module; merged in another way they are a branch.
    private static Dictionary<Layer, Bidirectional> Pairs(IReadOnlyList<Layer> layers)
    {
        var pairs = new Dictionary<Layer, Bidirectional>(ReferenceEqualityComparer.Instance);
        foreach (Bidirectional pair in layers.OfType<Bidirectional>())
        {
            if (pair.Children is not [RecurrentLayer { GoBackwards: false } ahead, RecurrentLayer back, Concatenate]
                || ahead.GetType() != back.GetType() || ahead.Units != back.Units || ahead.UseBias != back.UseBias) continue;
            foreach (Layer one in pair.Children) pairs[one] = pair;
        }
        return pairs;
    }

    private void Recur(RecurrentLayer[] layers)
    {
        RecurrentLayer layer = layers[0];
        foreach (RecurrentLayer one in layers)
        {
            bool usual = one switch
            {
                LSTM lstm => lstm.CellActivation.Name == "tanh" && lstm.RecurrentActivation.Name == "sigmoid",
                GRU gru => gru.CellActivation.Name == "tanh" && gru.RecurrentActivation.Name == "sigmoid",
                _ => one.CellActivation.Name == layer.CellActivation.Name
                    && (one.CellActivation.Name == "tanh" || (one.CellActivation.Name == "relu" && one.CellActivation.Config().Count == 0)),
            };
            if (!usual || _first || layer.GoBackwards) throw Refused(one);
            if (one.DroppedShare > 0) _notes.Add($"the dropout of the layer '{one.Name}' acts only while training and is left out.");
        }
        HasRecurrent = true;
        string kind = layer switch { LSTM => "LSTM", GRU => "GRU", _ => "RNN" };
        string function = kind == "RNN" && layer.CellActivation.Name == "relu" ? ", nonlinearity=\"relu\"" : "";
        string both = layers.Length > 1 ? ", bidirectional=True" : "";
        string bias = layer.UseBias ? "" : ", bias=False";
        Put($"States(nn.{kind}({layer.InputShape.Last}, {layer.Units}, batch_first=True{function}{both}{bias}), " +
            $"every_step={(layer.ReturnSequences ? "True" : "False")})", [.. layers.SelectMany(TensorsOf)]);
    }

    private IEnumerable<(string Name, ForeignTensor? Tensor)> TensorsOf(RecurrentLayer layer)
    {
        int gates = layer switch { LSTM => 4, GRU => 3, _ => 1 }, units = layer.Units, rows = gates * units;
        string end = layer.GoBackwards ? "_l0_reverse" : "_l0";
        yield return ($"layer.weight_ih{end}", Rows(Weight(layer, "kernel")!));
        yield return ($"layer.weight_hh{end}", Rows(Weight(layer, "recurrent_kernel")!));
        if (Weight(layer, "bias") is not { } bias) yield break;
        // A GRU has one for the inputs and one for the states, the others one, and zeros.
        yield return ($"layer.bias_ih{end}", new ForeignTensor("", [rows], () => Part(bias, 0)));
        yield return ($"layer.bias_hh{end}", new ForeignTensor("", [rows], () => gates == 3 ? Part(bias, rows) : new float[rows]));

        ForeignTensor Rows(ForeignTensor kernel) => new("", [rows, kernel.Shape[0]], () =>
        {
            float[] from = kernel.Read(), to = new float[from.Length];
            int inputs = kernel.Shape[0];
            for (int row = 0; row < rows; row++)
                for (int input = 0; input < inputs; input++)
                    to[(row * inputs) + input] = from[(input * rows) + TorchRecurrent.Place(row, gates, units)];
            return to;
        });

        float[] Part(ForeignTensor bias, int start)
        {
            float[] from = bias.Read(), to = new float[rows];
            for (int row = 0; row < rows; row++) to[row] = from[start + TorchRecurrent.Place(row, gates, units)];
            return to;
        }
    }
}
