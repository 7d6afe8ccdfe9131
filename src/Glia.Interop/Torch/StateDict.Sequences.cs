using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Torch;

/// <summary>A chain whose first layers are recurrent, out of its tensors alone.</summary>
internal sealed partial class StateDict
{
    // The table of words before a recurrent layer, the layers and directions of that, and dense layers.
    private ForeignModel OfSequences(List<(string Name, ForeignTensor Tensor)> tensors, ForeignModelOptions options)
    {
        List<TorchEntry> entries = TorchEntry.Of(tensors);
        int first = entries.FindIndex(entry => entry.Recurrent is not null);
        int last = entries.FindLastIndex(entry => entry.Recurrent is not null);
        TorchRecurrent[] layers = [.. entries[first..(last + 1)].Select(entry => entry.Recurrent).OfType<TorchRecurrent>()];
        bool table = first == 1 && entries[0].Tensor is { Shape: [_, var columns] } && columns == layers[0].Inputs;
        List<(string Name, ForeignTensor Tensor)> rest = [.. entries[(last + 1)..].Select(entry => (entry.Name, entry.Tensor!))];
        if (layers.Length != last + 1 - first || (first > 0 && !table) || !Array.TrueForAll(layers, layer => layer.IsWhole))
            throw WithoutLayers(tensors);
        if (options.Steps is not { } steps)
            throw new GliaException($"{path} is {format}: weights of recurrent layers, and nothing says how long sequences are; say it: " +
                $"glia convert {path} --steps 20 -o model.safetensors, or give the network: {GiveNetwork}.");
        var graph = new GraphBuilder(path, table ? steps : new Shape(steps, layers[0].Inputs));
        ChainBuilder chain = graph.Start();
        if (table)
        {
            ForeignTensor words = entries[0].Tensor!;
            chain.Add(new Embedding(words.Shape[0], words.Shape[1]), $"layer '{entries[0].Name}'", [words]);
        }
        for (int i = 0; i < layers.Length; i++)
        {
            TorchRecurrent one = layers[i];
            string place = $"layer '{one.Module}'";
            bool both = i + 1 < layers.Length && layers[i + 1] is { Reversed: true } next && next.Layer == one.Layer
                && next.Module == one.Module && !one.Reversed;
            // The states of all steps go into the next layer, the last ones into what comes after.
            bool all = i + (both ? 2 : 1) < layers.Length;
            if (both)
            {
                chain.Add(new Bidirectional(one.Build(all), "concat", layers[i + 1].Build(all)), place,
                    [.. one.Arranged(), .. layers[i + 1].Arranged()]);
                i++;
            }
            else if (one.Reversed) throw new GliaException($"{path}: {place} reads from the end alone; give the network: {GiveNetwork}.");
            else chain.Add(one.Build(all), place, one.Arranged());
        }
        AddDense(chain, rest, tensors, options.Activation);
        string kind = layers.Length == 1 ? "a recurrent layer" : $"{layers.Length} recurrent layers (each direction counts)";
        string use = rest.Count == 0 ? "are the outputs" : "go into the dense layers";
        string notes = $"taken for {kind} over {steps} steps, whose last states {use}" +
            (Array.Exists(layers, layer => layer.Gates == 1) ? "; the function of an nn.RNN is taken for tanh." : ".");
        return new ForeignModel(ClassNumbers.Name(new Model(graph.Build(chain))), format, [notes]);
    }
}
