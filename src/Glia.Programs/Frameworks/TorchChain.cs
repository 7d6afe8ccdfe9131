using Glia.Experiments;
using Glia.Programs.Reading;

namespace Glia.Programs.Frameworks;

/// <summary>Follows what a loss was given back to the inputs: the layers of the network, first layer first.</summary>
internal sealed class TorchChain
{
    // Deeper chains are no network that a person wrote. A convention.
    private const int MostCalls = 2000;

    private readonly TorchRecord _record;
    private readonly TorchLayerReader _reader;

    private TorchChain(TorchRecord record) => (_record, _reader) = (record, new TorchLayerReader(record));

    /// <summary>The layers.</summary>
    public List<TorchLayer> Layers { get; } = [];

    /// <summary>The tensor that goes into the first layer.</summary>
    public int Input { get; private set; }

    /// <summary>The tensor that the last layer gives; the one followed, or the same numbers in another form.</summary>
    public int Output { get; private set; }

    /// <summary>Follows a tensor.</summary>
    /// <exception cref="NotUnderstood">A call on the way is no layer that Glia has.</exception>
    public static TorchChain Of(TorchRecord record, int outputs)
    {
        var chain = new TorchChain(record);
        chain.Follow(outputs);
        if (!chain.Layers.Any(layer => layer.Kernel is not null))
            throw new NotUnderstood("a network: no weights are multiplied on the way from the data to the loss");
        return chain;
    }

    private void Follow(int value)
    {
        bool isCut = false;
        Output = value;
        for (int i = 0; i < MostCalls && _record.MakerOf(value) is { } call && _record.DependsOnWeights(value); i++)
        {
            if (TorchLayerReader.IsForm(call))
            {
                int of = call.Tensors.First();
                isCut |= TorchLayerReader.IsCut(call) && _record.Values[of].Differentiated;
                if (_record.Values[of].Shape.Length > 2 && _record.Values[value].Shape.Length == 2)
                    Layers.Insert(0, new TorchLayer(new ExperimentLayer("Flatten", []), call, of, value));
                else if (Layers.Count > 0) Layers[0] = Layers[0] with { Input = of };
                else Output = of;
                value = of;
                continue;
            }
            TorchLayer layer = Product(call) ?? TorchColumns.Read(_record, _reader, call) ?? _reader.Read(call);
            layer.IsCutAbove = isCut || (!_record.Values[value].Differentiated && _record.Values[layer.Input].Differentiated);
            Layers.Insert(0, layer);
            isCut = false;
            value = layer.Input;
        }
        Input = value;
        LayOut();
    }

    // The first dense layer after a flattening has its weights in the order in which PyTorch lays out an image: channels first.
    private void LayOut()
    {
        int[]? shape = null;
        for (int i = 0; i < Layers.Count; i++)
        {
            if (Layers[i].Layer.ClassName == "Flatten") shape = _record.Values[Layers[i].Input].Shape[1..];
            if (shape is null || Layers[i].Kernel is null) continue;
            Layers[i] = Layers[i] with { LaidOut = shape };
            shape = null;
        }
    }

    // x @ w + b, w given as it is or transposed.
    private TorchLayer? Product(TorchOperation call)
    {
        int? bias = null;
        TorchOperation product = call;
        if (call.Name is "add" or "__radd__" or "__add__" or "add_")
        {
            int[] parts = [.. call.Tensors.Take(2).Select(Spread)];
            int at = Array.FindIndex(parts, part => _record.Values[part].IsWeight);
            if (parts.Length != 2 || at < 0 || _record.MakerOf(parts[1 - at]) is not { } inner) return null;
            (bias, product) = (parts[at], inner);
        }
        if (_reader.Scaled(product, bias) is { } scaled) return scaled with { Call = call, Output = call.Results[0] };
        // (x * w).sum(dim=1) is x @ w.
        if (TorchLayerReader.IsSumOverColumns(product) && _record.MakerOf(product.Tensors.First()) is { } terms
            && TorchLayerReader.IsScaled(terms) && terms.Tensors.Take(2).ToArray() is [var one, var other])
        {
            (int weights, int data) = _record.Values[one].IsWeight ? (one, other) : (other, one);
            if (_record.Values[weights] is not { IsWeight: true, Shape: [_] or [1, _] }
                || _record.Values[data].Shape is not [_, var columns]
                || _record.Values[weights].Length != columns) return null;
            _record.Values[weights] = _record.Values[weights] with { Shape = [columns, 1] };
            return _reader.Linear(product, data, weights, bias, isInOut: true) with { Call = call, Output = call.Results[0] };
        }
        if (!TorchLayerReader.IsProduct(product)) return null;
        if (product.Tensors.Take(2).ToArray() is not [var left, var right]) return null;
        (int kernel, bool isTransposed) = Weight(right);
        if (!_record.Values[kernel].IsWeight) return null;
        TorchLayer layer = _reader.Linear(product, left, kernel, bias, isInOut: !isTransposed);
        return layer with { Call = call, Output = call.Results[0] };
    }

    // Biases that are repeated for each row, or lie in another form; anything else is what it is.
    private int Spread(int value)
    {
        int of = value;
        while (_record.MakerOf(of) is { } call && (TorchLayerReader.IsForm(call) || call.Name is "expand" or "expand_as" or "repeat"))
            of = call.Tensors.First();
        return _record.Values[of].IsWeight ? of : value;
    }

    private (int Value, bool IsTransposed) Weight(int value) =>
        _record.MakerOf(value) is { Name: "t" or "T" or "transpose" or "mT" } turned ? (turned.Tensors.First(), true) : (value, false);
}
