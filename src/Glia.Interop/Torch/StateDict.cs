using Glia.Experiments;
using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Torch;

/// <summary>
/// A network of tensors alone. Their file has weights and no layers: these are given as an experiment, or are a chain of matrices, of which
/// only
/// the function between them is not known.
/// </summary>
/// <param name="path">What the messages call the file.</param>
/// <param name="format">What it is.</param>
internal sealed partial class StateDict(string path, string format)
{
    // What DataParallel, torch.compile and wrapping modules put before every name.
    private static readonly string[] s_prefixes = ["module.", "_orig_mod.", "model.", "net."];

    /// <summary>The network.</summary>
    /// <param name="tensors">The tensors, in the order of the file.</param>
    /// <param name="options">What the user says of it.</param>
    /// <exception cref="GliaException">The layers are not known, or the tensors do not fit them.</exception>
    public ForeignModel Build(IReadOnlyList<ForeignTensor> tensors, ForeignModelOptions options)
    {
        List<(string Name, ForeignTensor Tensor)> own = [.. Named(tensors).Where(one => !one.Name.EndsWith("num_batches_tracked",
            StringComparison.Ordinal))];
        if (own.Count == 0) throw new GliaException($"{path} is {format} without tensors; give one with weights.");
        if (options.Experiment is { } experiment) return OfExperiment(own, experiment);
        return own.Exists(one => TorchRecurrent.Parse(one.Name) is not null) ? OfSequences(own, options)
            : OfChain(own, options.Activation);
    }

    private static IEnumerable<(string Name, ForeignTensor Tensor)> Named(IReadOnlyList<ForeignTensor> tensors)
    {
        string[] names = [.. tensors.Select(tensor => tensor.Name)];
        while (names.Length > 0 && Array.Find(s_prefixes, prefix => Array.TrueForAll(names, name => name.StartsWith(prefix,
            StringComparison.Ordinal))) is { } all)
            names = Array.ConvertAll(names, name => name[all.Length..]);
        return names.Zip(tensors);
    }

    private ForeignModel OfExperiment(List<(string Name, ForeignTensor Tensor)> tensors, string file)
    {
        Experiment experiment = Experiment.Read(file);
        Shape input = experiment.InputShape ?? FirstInputs(tensors)
            ?? throw new GliaException($"{file} does not say the size of the input; give the first layer an \"input_shape\".");
        Network network = experiment.BuildNetwork(input);
        List<TorchEntry> entries = TorchEntry.Of(tensors);
        int wanted = network.Layers.Sum(layer => layer is RecurrentLayer ? 1 : network.Parameters.Count(one => one.Layer == layer));
        if (wanted != entries.Count)
            throw new GliaException($"{path} has {tensors.Count} tensors ({Listed(tensors)}) and the network of {file} " +
                $"{network.Parameters.Count} parameters " +
                $"({string.Join(", ", network.Parameters.Take(8).Select(p => p.ToString()))}); give the network that the weights are of.");
        Shape? flattened = null;
        int next = 0;
        foreach (Layer layer in network.Layers)
        {
            if (layer is Flatten && layer.InputShape.Rank > 1) flattened = layer.InputShape;
            Parameter[] own = [.. network.Parameters.Where(one => one.Layer == layer)];
            if (layer is RecurrentLayer)
            {
                Fill(network, own, entries[next], file);
                next++;
                continue;
            }
            foreach (Parameter parameter in own)
            {
                (string name, ForeignTensor? tensor, TorchRecurrent? recurrent) = entries[next++];
                if (tensor is null) throw Unfit(recurrent!, parameter, file);
                ForeignTensor arranged = Arranged(layer, parameter, name, tensor, flattened);
                if (!arranged.Shape.SequenceEqual(parameter.Shape.ToArray()))
                    throw new GliaException($"{path}: {name} [{string.Join(',', tensor.Shape)}] does not fit {parameter} of {file}; give " +
                        "the network that the " +
                        "weights are of, its layers in the order in which they were made.");
                arranged.Read().CopyTo(network.Weights[parameter]);
            }
            if (layer is Dense) flattened = null;
        }
        var model = new Model(network);
        var notes = new List<string> { $"the tensors went into the network of {file} in their order; pictures go in with the channels " +
            "last." };
        if (experiment.Training.Loss is { } loss) model = model with { Loss = loss.DeepClone() };
        return new ForeignModel(ClassNumbers.Name(model), $"{format} with {Path.GetFileName(file)}", notes);
    }

    private void Fill(Network network, Parameter[] own, TorchEntry entry, string file)
    {
        if (entry.Recurrent is not { IsWhole: true } recurrent)
            throw new GliaException($"{path}: the tensors of '{entry.Name}' are not those of {own[0].Layer.ClassName} " +
                $"'{own[0].Layer.Name}' of {file}; give the network that the weights are of, its layers in the order in which they were " +
                "made.");
        ForeignTensor[] arranged = recurrent.Arranged();
        for (int i = 0; i < own.Length; i++)
        {
            if (i >= arranged.Length || arranged.Length > own.Length || !arranged[i].Shape.SequenceEqual(own[i].Shape.ToArray()))
                throw Unfit(recurrent, own[Math.Min(i, own.Length - 1)], file);
            arranged[i].Read().CopyTo(network.Weights[own[i]]);
        }
    }

    private GliaException Unfit(TorchRecurrent recurrent, Parameter parameter, string file) =>
        new($"{path}: the recurrent layer '{recurrent.Module}' ({string.Join(", ", recurrent.Tensors)}) does not fit {parameter} of " +
            $"{file}; give the network that the weights are of: an nn.LSTM, nn.GRU or nn.RNN of several layers is as many layers, one " +
            "that is bidirectional a Bidirectional.");

    private static ForeignTensor Arranged(Layer layer, Parameter parameter, string name, ForeignTensor tensor, Shape? flattened)
    {
        bool turned = !name.EndsWith("kernel", StringComparison.Ordinal);
        switch (tensor.Shape.Count)
        {
            case 2 when layer is Dense && turned:
                // PyTorch counts channels first when it lays pictures out flat.
                return flattened switch
                {
                    { Rank: 3 } s when tensor.Shape[1] == s.Size =>
                        tensor.Reshaped(tensor.Shape[0], s[2], s[0], s[1]).Permuted(3, 4, 2, 1).Reshaped(s.Size, tensor.Shape[0]),
                    { Rank: 2 } s when tensor.Shape[1] == s.Size =>
                        tensor.Reshaped(tensor.Shape[0], s[1], s[0]).Permuted(3, 2, 1).Reshaped(s.Size, tensor.Shape[0]),
                    _ => tensor.Permuted(2, 1),
                };
            case 3 when turned && layer is Conv1D: return tensor.Permuted(3, 2, 1);
            case 4 when turned && layer is Conv2D or Conv2DTranspose: return tensor.Permuted(3, 4, 2, 1);
            case 4 when turned && layer is DepthwiseConv2D && tensor.Shape[1] == 1:
                return tensor.Permuted(3, 4, 2, 1).Reshaped(parameter.Shape.ToArray());
            case 1 when layer is PReLU && tensor.Length == parameter.Shape.Size: return tensor.Reshaped(parameter.Shape.ToArray());
            case 1 when flattened is { Rank: 3 } s && layer is BatchNormalization && tensor.Length == s.Size:
                return tensor.Reshaped(s[2], s[0], s[1]).Permuted(2, 3, 1).Reshaped(s.Size);
            default: return tensor;
        }
    }

    private ForeignModel OfChain(List<(string Name, ForeignTensor Tensor)> tensors, string? activation)
    {
        List<DenseGroup> groups = Groups(tensors, tensors, activation);
        if (groups[0].Kernel.Shape[0] < 1) throw new GliaException($"{path} has a weight without numbers; give one with weights.");
        var graph = new GraphBuilder(path, groups[0].Kernel.Shape[0]);
        ChainBuilder builder = graph.Start();
        AddDense(builder, groups, activation);
        string[] notes = groups.Count > 1
            ? [$"taken for a chain of {groups.Count} dense layers with {activation} between them; the outputs are those of the last, " +
                "without a function."]
            : ["taken for one dense layer; its outputs are without a function."];
        return new ForeignModel(new Model(graph.Build(builder)), format, notes);
    }

    private string GiveNetwork => $"glia convert {path} --network experiment.json -o model.safetensors";

    private GliaException WithoutLayers(List<(string Name, ForeignTensor Tensor)> all) =>
        new($"{path} is {format}: weights without layers ({Listed(all)}); say which network they are of: {GiveNetwork}.");

    /// <summary>A dense layer: its name, its kernel as [inputs, outputs], and its bias.</summary>
    private sealed record DenseGroup(string Name, ForeignTensor Kernel, ForeignTensor[] Bias);

    private void AddDense(ChainBuilder chain, List<(string Name, ForeignTensor Tensor)> tensors,
        List<(string Name, ForeignTensor Tensor)> all, string? activation)
    {
        if (tensors.Count > 0) AddDense(chain, Groups(tensors, all, activation), activation);
    }

    private static void AddDense(ChainBuilder chain, List<DenseGroup> groups, string? activation)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            var dense = new Dense(Math.Max(1, groups[i].Kernel.Shape[1]),
                i < groups.Count - 1 ? ActivationCatalogue.Create(activation, "--activation") : null, useBias: groups[i].Bias.Length > 0);
            chain.Add(dense, groups[i].Name.Length > 0 ? $"layer '{groups[i].Name}'" : "the layer", [groups[i].Kernel, .. groups[i].Bias]);
        }
    }

    private List<DenseGroup> Groups(List<(string Name, ForeignTensor Tensor)> tensors,
        List<(string Name, ForeignTensor Tensor)> all, string? activation)
    {
        var groups = new List<(string Name, List<(string Kind, ForeignTensor Tensor)> Own)>();
        foreach ((string name, ForeignTensor tensor) in TorchEntry.Of(tensors).Select(entry => (entry.Name, entry.Tensor!)))
        {
            int at = Math.Max(name.LastIndexOf('.'), name.LastIndexOf('/'));
            string group = at < 0 ? "" : name[..at];
            if (groups.Count == 0 || groups[^1].Name != group) groups.Add((group, []));
            groups[^1].Own.Add((name[(at + 1)..], tensor));
        }
        // Files in the order of names have the bias first.
        foreach (var group in groups) group.Own.Sort((a, b) => (a.Kind == "bias").CompareTo(b.Kind == "bias"));
        bool chain = groups.TrueForAll(group => group.Own is [(var kind, { Shape.Count: 2 })] && kind is "weight" or "kernel"
            || group.Own is [(var main, { Shape.Count: 2 }), ("bias", { Shape.Count: 1 })] && main is "weight" or "kernel");
        if (!chain) throw WithoutLayers(all);
        if (groups.Count > 1 && activation is null)
            throw new GliaException($"{path} is {format}: weights of {groups.Count} dense layers, and nothing says which function stands " +
                "between them; say it: " +
                $"glia convert {path} --activation relu -o model.safetensors, or give the network: {GiveNetwork}.");
        return [.. groups.Select(group => new DenseGroup(group.Name,
            group.Own[0].Kind == "kernel" ? group.Own[0].Tensor : group.Own[0].Tensor.Permuted(2, 1),
            [.. group.Own.Skip(1).Select(one => one.Tensor)]))];
    }

    private static Shape? FirstInputs(List<(string Name, ForeignTensor Tensor)> tensors) => tensors[0] switch
    {
        (var name, { Shape: [var a, var b] }) => name.EndsWith("kernel", StringComparison.Ordinal) ? a : b,
        _ => null,
    };

    private static string Listed(List<(string Name, ForeignTensor Tensor)> tensors)
    {
        IEnumerable<string> first = tensors.Take(6).Select(one => $"{one.Name} [{string.Join(',', one.Tensor.Shape)}]");
        return string.Join(", ", first) + (tensors.Count > 6 ? ", …" : "");
    }
}
