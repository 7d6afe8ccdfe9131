using Glia.Interop.Networks;

namespace Glia.Interop.Torch;

/// <summary>What stands in a state dict, in the order of the modules: a tensor, or all those of one direction of a recurrent
/// layer.</summary>
/// <param name="Name">Its name, or that of the module.</param>
/// <param name="Tensor">The tensor; null for a recurrent layer.</param>
/// <param name="Recurrent">The recurrent layer; null for a tensor.</param>
internal sealed record TorchEntry(string Name, ForeignTensor? Tensor, TorchRecurrent? Recurrent)
{
    // The order in which PyTorch's modules declare what they have.
    private static readonly string[] s_order = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>The entries of a file.</summary>
    /// <param name="tensors">Its tensors, in its order.</param>
    public static List<TorchEntry> Of(IReadOnlyList<(string Name, ForeignTensor Tensor)> tensors)
    {
        var entries = new List<TorchEntry>();
        foreach ((string name, ForeignTensor tensor) in Ordered(tensors))
        {
            if (TorchRecurrent.Parse(name) is not var (module, kind, layer, reversed))
            {
                entries.Add(new TorchEntry(name, tensor, null));
                continue;
            }
            TorchRecurrent? recurrent = entries.Select(entry => entry.Recurrent)
                .FirstOrDefault(one => one is not null && one.Module == module && one.Layer == layer && one.Reversed == reversed);
            if (recurrent is null)
            {
                recurrent = new TorchRecurrent(module, layer, reversed);
                // Layers and directions of one module stand together, in their order, wherever the file has them.
                int at = entries.FindLastIndex(entry => entry.Recurrent is { } other && other.Module == module
                    && (other.Layer, other.Reversed).CompareTo((layer, reversed)) < 0);
                if (at < 0) at = entries.FindIndex(entry => entry.Recurrent?.Module == module) - 1;
                entries.Insert(at < -1 ? entries.Count : at + 1, new TorchEntry(module, null, recurrent));
            }
            recurrent.Add(kind, tensor);
        }
        return entries;
    }

    // safetensors writes tensors in the order of their names: numbers are to be taken as numbers then, and a bias follows its weight.
    private static IEnumerable<(string Name, ForeignTensor Tensor)> Ordered(IReadOnlyList<(string Name, ForeignTensor Tensor)> tensors)
    {
        bool byName = tensors.Zip(tensors.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
        if (!byName) return tensors;
        var modules = tensors.GroupBy(one => Split(one.Name).Module).ToList();
        bool numbered = modules.TrueForAll(module => int.TryParse(module.Key, out _));
        IEnumerable<IGrouping<string, (string Name, ForeignTensor Tensor)>> ordered = numbered
            ? modules.OrderBy(module => int.Parse(module.Key, System.Globalization.CultureInfo.InvariantCulture)) : modules;
        return ordered.SelectMany(module => module.OrderBy(one => Array.IndexOf(s_order, Split(one.Name).Kind) is var at && at < 0
            ? s_order.Length : at));
    }

    private static (string Module, string Kind) Split(string name) => name.LastIndexOf('.') is var at && at < 0 ? ("", name)
        : (name[..at], name[(at + 1)..]);
}
