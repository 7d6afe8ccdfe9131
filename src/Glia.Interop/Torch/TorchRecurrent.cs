using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Torch;

/// <summary>
/// The tensors of one layer and direction of PyTorch's <c>nn.LSTM</c>, <c>nn.GRU</c> and <c>nn.RNN</c>: <c>weight_ih_l0</c> of
/// [gates · units, inputs], <c>weight_hh_l0</c>, and a bias for each; a GRU's gates are r, z, n there and z, r, h here, an LSTM's
/// the same.
/// </summary>
/// <param name="module">The name of the module.</param>
/// <param name="layer">Which layer of it, from 0.</param>
/// <param name="reversed">Whether it reads from the end.</param>
internal sealed partial class TorchRecurrent(string module, int layer, bool reversed)
{
    private readonly Dictionary<string, ForeignTensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>The name of the module.</summary>
    public string Module => module;

    /// <summary>Which layer of it, from 0.</summary>
    public int Layer => layer;

    /// <summary>Whether it reads from the end.</summary>
    public bool Reversed => reversed;

    /// <summary>The numbers of its state.</summary>
    public int Units => _tensors.TryGetValue("weight_hh", out ForeignTensor? recurrent) && recurrent.Shape is [_, var units] ? units : 0;

    /// <summary>What one step takes.</summary>
    public int Inputs => _tensors.TryGetValue("weight_ih", out ForeignTensor? kernel) && kernel.Shape is [_, var inputs] ? inputs : 0;

    /// <summary>How many sums each number of the state has: 4 of an LSTM, 3 of a GRU, 1 of an RNN.</summary>
    public int Gates => Units > 0 && _tensors.TryGetValue("weight_ih", out ForeignTensor? kernel) ? kernel.Shape[0] / Units : 0;

    /// <summary>Whether there are biases.</summary>
    public bool HasBias => _tensors.ContainsKey("bias_ih") && _tensors.ContainsKey("bias_hh");

    /// <summary>Whether the sizes fit each other, and there is nothing besides.</summary>
    public bool IsWhole => Units > 0 && Inputs > 0 && Gates is 1 or 3 or 4 && _tensors.Count == (HasBias ? 4 : 2)
        && _tensors["weight_ih"].Shape[0] == Gates * Units && _tensors["weight_hh"].Shape[0] == Gates * Units
        && (!HasBias || (_tensors["bias_ih"].Length == Gates * Units && _tensors["bias_hh"].Length == Gates * Units));

    /// <summary>Its tensors, for sentences.</summary>
    public IEnumerable<ForeignTensor> Tensors => _tensors.Values;

    /// <summary>The name of a tensor taken apart; null where it is of no recurrent module.</summary>
    public static (string Module, string Kind, int Layer, bool Reversed)? Parse(string name) =>
        Named().Match(name) is { Success: true } match
            ? (match.Groups[1].Value, match.Groups[2].Value,
                match.Groups[3].Success && int.TryParse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out int layer) ? layer : 0,
                match.Groups[4].Success)
            : null;

    /// <summary>Adds a tensor.</summary>
    public void Add(string kind, ForeignTensor tensor) => _tensors[kind] = tensor;

    /// <summary>The arrays as a layer here declares them.</summary>
    public ForeignTensor[] Arranged()
    {
        ForeignTensor[] matrices = [Kernel(_tensors["weight_ih"]), Kernel(_tensors["weight_hh"])];
        return HasBias ? [.. matrices, Bias()] : matrices;
    }

    /// <summary>A layer of this kind.</summary>
    /// <param name="all">Whether the states of all steps go on.</param>
    public RecurrentLayer Build(bool all) => Gates switch
    {
        4 => new LSTM(Units, useBias: HasBias, returnSequences: all, goBackwards: reversed),
        3 => new GRU(Units, useBias: HasBias, returnSequences: all, goBackwards: reversed),
        _ => new SimpleRNN(Units, useBias: HasBias, returnSequences: all, goBackwards: reversed),
    };

    /// <summary>The place of a row of PyTorch's here, and of one here in PyTorch's: a GRU's first two gates are exchanged.</summary>
    public static int Place(int row, int gates, int units) => gates == 3 && row < 2 * units ? (row + units) % (2 * units) : row;

    private ForeignTensor Kernel(ForeignTensor weight)
    {
        (int rows, int columns, int gates, int units) = (weight.Shape[0], weight.Shape[1], Gates, Units);
        return new ForeignTensor(weight.Name, [columns, rows], () =>
        {
            float[] from = weight.Read(), to = new float[from.Length];
            for (int row = 0; row < rows; row++)
                for (int column = 0; column < columns; column++)
                    to[(column * rows) + Place(row, gates, units)] = from[(row * columns) + column];
            return to;
        });
    }

    private ForeignTensor Bias()
    {
        (ForeignTensor inputs, ForeignTensor states, int gates, int units) = (_tensors["bias_ih"], _tensors["bias_hh"], Gates, Units);
        int rows = gates * units;
        return new ForeignTensor(inputs.Name, gates == 3 ? [2, rows] : [rows], () =>
        {
            float[] a = inputs.Read(), b = states.Read();
            if (gates != 3) return [.. a.Zip(b, (x, y) => x + y)];
            var both = new float[2 * rows];
            for (int row = 0; row < rows; row++)
                (both[Place(row, gates, units)], both[rows + Place(row, gates, units)]) = (a[row], b[row]);
            return both;
        });
    }

    [GeneratedRegex(@"^(?:(.*)\.)?((?:weight|bias)_(?:ih|hh|hr))(?:_l([0-9]{1,6}))?(_reverse)?$")]
    private static partial Regex Named();
}
