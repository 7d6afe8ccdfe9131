using Glia.Interop.Networks;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Onnx;

/// <summary>
/// Builds a network of an ONNX graph: follows what comes of the input from operation to operation. What does not depend on the input is
/// computed; what branches and joins is an activation written as several operations, or chains of layers that meet in one.
/// </summary>
internal sealed partial class OnnxModelFile
{
    private readonly string _path;
    private readonly OnnxGraph _graph;
    private readonly GraphBuilder _builder;
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, OnnxTensor> _constants;
    // The chain of layers that gives a result, under the names of all results that are the same.
    private readonly Dictionary<string, ChainBuilder> _values = new(StringComparer.Ordinal);
    // Their sizes in the file.
    private readonly Dictionary<string, long[]> _sizes = new(StringComparer.Ordinal);
    private readonly HashSet<OnnxNode> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<OnnxNode> _needed;

    private OnnxModelFile(string path, OnnxGraph graph)
    {
        (_path, _graph, _constants) = (path, graph, new(graph.Tensors, StringComparer.Ordinal));
        if (graph.Outputs.Count == 0) throw new GliaException($"{path} is an ONNX model that gives nothing; export it again.");
        _needed = Needed(graph);
        OnnxPort[] inputs = [.. graph.Inputs.Where(port => _needed.Exists(node => node.Inputs.Contains(port.Name)))];
        if (inputs.Length != 1)
            throw new GliaException($"{path} is an ONNX model with {inputs.Length} inputs{Listed(inputs)}; Glia reads networks with one.");
        if (graph.Outputs.Count > 1)
            _notes.Add($"the model gives {string.Join(", ", graph.Outputs.Select(port => $"'{port.Name}'"))}; the first of them is taken.");
        // A recurrent operator that takes the input as it is says that the steps come first in it.
        if (inputs[0].Sizes is [var steps, _, var features] && _needed.Exists(node => OnnxRecurrent.Is(node)
            && node.Int("layout", 0) == 0 && node.Inputs.Count > 0 && node.Inputs[0] == inputs[0].Name))
        {
            if (steps is not (> 0 and <= int.MaxValue) || features is not (> 0 and <= int.MaxValue) || steps * features > int.MaxValue)
                throw new GliaException($"{path} takes sequences of any length; Glia needs one length: export the model with it.");
            _notes.Add($"its input '{inputs[0].Name}' has the steps before the samples in the file; here samples come first.");
            _builder = new GraphBuilder(path, new Shape((int)steps, (int)features));
            Give(inputs[0].Name, _builder.Start(), new OnnxAxes([1, OnnxAxes.Samples, 2]), "the input");
            return;
        }
        _builder = new GraphBuilder(path, Sample(inputs[0]));
        Give(inputs[0].Name, _builder.Start());
    }

    /// <summary>The network of a file.</summary>
    /// <exception cref="GliaException">It is damaged, or has an operator that does not exist here.</exception>
    public static ForeignModel Open(string path) => Build(path, OnnxGraph.Read(path));

    internal static ForeignModel Build(string path, OnnxGraph graph)
    {
        OnnxStates.Rewire(graph);
        var file = new OnnxModelFile(path, graph);
        file.Follow();
        Network network = file._builder.Build(file._values[graph.Outputs[0].Name]);
        string by = graph.Producer.Trim() is { Length: > 0 } producer ? $" by {producer}" : "";
        return new ForeignModel(ClassNumbers.Name(new Model(network)), $"ONNX, opset {graph.Opset}{by}", file._notes);
    }

    private void Follow()
    {
        // What is constant from the beginning is known to all operations, wherever it stands.
        foreach (OnnxNode node in _needed.Where(node => node.Inputs.All(name => name.Length == 0 || _constants.ContainsKey(name))))
        {
            if (OnnxConstants.Fold(node, place => Constant(node, place)) is not { } made) continue;
            foreach (string output in node.Outputs) _constants[output] = made;
            _done.Add(node);
        }
        foreach (OnnxNode node in _needed)
        {
            if (_done.Contains(node)) continue;
            if (node.Type is not "Shape" && node.Inputs.FirstOrDefault(_values.ContainsKey) is { } branching && Uses(_values[branching]) > 1
                && TakePattern(node, _values[branching])) continue;
            _done.Add(node);
            if (node.Domain.Length > 0)
                throw new GliaException($"{_path}: {node.Place} is of {node.Domain}; Glia reads ONNX' own operators: export the model " +
                    "without it.");
            string[] given = [.. node.Inputs.Where(name => name.Length > 0)];
            if (given.All(_constants.ContainsKey))
            {
                OnnxTensor made = OnnxConstants.Fold(node, place => Constant(node, place))
                    ?? throw Refused(node, "computes a constant in a way that Glia does not know");
                foreach (string output in node.Outputs) _constants[output] = made;
                continue;
            }
            if (node.Type is "Shape" && _sizes.TryGetValue(node.Inputs[0], out long[]? sizes))
            {
                int from = Clamped(node.Int("start", 0), sizes.Length), to = Clamped(node.Int("end", sizes.Length), sizes.Length);
                sizes = sizes[from..Math.Max(from, to)];
                _constants[node.Outputs[0]] = OnnxConstants.Whole(node.Outputs[0], sizes, [sizes.Length]);
                continue;
            }
            if (Array.Find(given, name => !_constants.ContainsKey(name) && !_values.ContainsKey(name)) is { } other)
                throw Refused(node, $"takes '{other}', which no operator before it gives");
            Take(node);
        }
        string wanted = _graph.Outputs[0].Name;
        if (!_values.ContainsKey(wanted)) throw new GliaException($"{_path}: the output '{wanted}' does not depend on the input; export " +
            "the model again.");
        if (!_axes.TryGetValue(wanted, out OnnxAxes? left)) return;
        ChainBuilder last = Chain(wanted, 1);
        left.Settle(last, "the output");
        Give(wanted, last);
        _notes.Add($"its output '{wanted}' has other dimensions before the samples in the file; here samples come first.");
    }

    private void Take(OnnxNode node)
    {
        if (!OnnxRecurrent.Is(node) && node.Outputs.Skip(1).Any(output => output.Length > 0 && IsUsed(output)))
            throw Refused(node, "gives a second result that the network uses, which Glia does not know");
        string[] taken = [.. node.Inputs.Where(_values.ContainsKey)];
        if (TakeSequence(node, taken)) return;
        if (taken.Length > 1)
        {
            Give(node.Outputs[0], Joined(node, taken));
            return;
        }
        ChainBuilder chain = Chain(taken[0], 1);
        Operate(node, chain, output => Give(output, chain));
    }

    private ChainBuilder Joined(OnnxNode node, string[] taken, int? along = null)
    {
        ChainBuilder[] chains = [.. taken.Select(name => Chain(name, taken.Count(other => _values[other] == _values[name])))];
        return OnnxMerging.Add(node, _builder, chains, along)
            ?? throw Refused(node, "joins results of the network in a way that Glia does not know");
    }

    private void Operate(OnnxNode node, ChainBuilder chain, Action<string> give)
    {
        var operators = new OnnxOperators(node, chain, place => Constant(node, place), _graph.Opset) { Bias = Bias(node) };
        try
        {
            if (!operators.Add()) throw Refused(node, operators.Reason ?? "does not exist in Glia");
        }
        catch (ArgumentException error)
        {
            throw Refused(node, $"has settings that Glia does not know ({error.Message.TrimEnd('.')})");
        }
        give(node.Outputs[0]);
        if (operators.TakesBias && operators.Bias is { } bias)
        {
            _done.Add(bias.Node);
            give(bias.Node.Outputs[0]);
        }
    }

    // A chain goes on after it gave a result, so the size of that is kept by itself.
    private void Give(string name, ChainBuilder chain) =>
        (_values[name], _sizes[name]) = (chain, [OnnxConstants.Batch, .. chain.Shape.ToArray()]);

    // A result that others take as well is where chains begin.
    private ChainBuilder Chain(string name, int times)
    {
        ChainBuilder chain = _values[name];
        if (times == 1 && Uses(chain) == 0 && !_builder.IsClosed(chain)) return chain;
        return _builder.Branch(chain);
    }

    // Sums of constants right after a product are its bias; the constant may be either of the two.
    private (OnnxNode Node, OnnxTensor Tensor)? Bias(OnnxNode node)
    {
        if (node.Type is not ("MatMul" or "Gemm" or "Conv") || node.Outputs.Count == 0) return null;
        OnnxNode[] next = [.. _needed.Where(one => one.Inputs.Contains(node.Outputs[0]))];
        if (next is not [{ Type: "Add", Inputs: [var a, var b] } sum] || _graph.Outputs[0].Name == node.Outputs[0]) return null;
        string constant = a == node.Outputs[0] ? b : a;
        return _constants.TryGetValue(constant, out OnnxTensor? tensor) ? (sum, tensor) : null;
    }

    private bool TakePattern(OnnxNode first, ChainBuilder of)
    {
        HashSet<string> names = [.. _values.Where(value => value.Value == of).Select(value => value.Key)];
        if (OnnxPattern.Find(_needed, _needed.IndexOf(first), names, _constants) is not { } found) return false;
        foreach (OnnxNode node in found.Nodes) _done.Add(node);
        ChainBuilder chain = Chain(names.First(), 1);
        chain.Add(new Activation(found.Function), first.Place);
        Give(found.Output, chain);
        return true;
    }

    // How many operations are still to take a result.
    private int Uses(ChainBuilder chain) => _needed.Count(node => !_done.Contains(node) && node.Type is not "Shape"
        && node.Inputs.Any(name => _values.TryGetValue(name, out ChainBuilder? value) && value == chain));

    private bool IsUsed(string output) => output == _graph.Outputs[0].Name || _needed.Exists(node => node.Inputs.Contains(output));

    private OnnxTensor? Constant(OnnxNode node, int place) =>
        place < node.Inputs.Count && _constants.TryGetValue(node.Inputs[place], out OnnxTensor? tensor) ? tensor : null;

    // Only what the first output is made of; training leaves more in a graph.
    private static List<OnnxNode> Needed(OnnxGraph graph)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal) { graph.Outputs[0].Name };
        var needed = new List<OnnxNode>();
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            OnnxNode node = graph.Nodes[i];
            if (!node.Outputs.Any(wanted.Contains)) continue;
            needed.Add(node);
            wanted.UnionWith(node.Inputs.Where(name => name.Length > 0));
        }
        needed.Reverse();
        return needed;
    }

    // The first size is the number of samples, fixed or free.
    private Shape Sample(OnnxPort input)
    {
        // A model without dimensions beside that of the samples takes one number of each.
        if (input.Sizes is { Count: 1 }) return 1;
        if (input.Sizes is { Count: > 1 and <= 5 } sizes && sizes.Skip(1).All(size => size is > 0 and <= int.MaxValue)
            && sizes.Skip(1).Aggregate(1.0, (product, size) => product * size!.Value) <= int.MaxValue)
            return new Shape([.. sizes.Skip(1).Select(size => (int)size!.Value)]);
        OnnxNode first = _needed.First(node => node.Inputs.Contains(input.Name));
        if (first.Type is "Gemm" or "MatMul" && Constant(first, 1) is { Shape: [int a, int b] })
            return first.Int("transB", 0) == 0 ? a : b;
        IEnumerable<string> sizesSaid = (input.Sizes ?? []).Select(size => size is { } known ? $"{known}" : "any");
        string said = input.Sizes is null ? "does not say" : $"says ({string.Join(", ", sizesSaid)}) for";
        throw new GliaException($"{_path} {said} the sizes of its input '{input.Name}'; Glia needs a number of samples and one to four " +
            "sizes that are the same for each: export the model with a fixed size of input.");
    }

    private GliaException Refused(OnnxNode node, string why) =>
        new($"{_path}: {node.Place} {why}; export the network without it, or leave it in the program it is from.");

    private static string Listed(OnnxPort[] inputs) =>
        inputs.Length == 0 ? "" : $" ({string.Join(", ", inputs.Select(port => $"'{port.Name}'"))})";

    private static int Clamped(long place, int length) => (int)Math.Clamp(place < 0 ? place + length : place, 0, length);
}
