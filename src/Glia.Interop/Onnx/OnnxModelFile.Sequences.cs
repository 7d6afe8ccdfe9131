using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>Recurrent operators, and what lies in another order between them than elsewhere: the steps come before the samples.</summary>
internal sealed partial class OnnxModelFile
{
    // They do the same to each number, or work along the last dimension.
    private static readonly HashSet<string> s_anyOrder = new(StringComparer.Ordinal)
    {
        "Identity", "Dropout", "Cast", "MatMul", "Add", "Sub", "Mul", "Div", "LayerNormalization", "Relu", "Sigmoid", "Tanh", "Softplus",
        "Softsign", "Exp", "Mish", "HardSwish", "LeakyRelu", "Elu", "ThresholdedRelu", "Selu", "HardSigmoid", "Gelu", "Clip",
    };

    // Results whose dimensions do not lie as a sample's do.
    private readonly Dictionary<string, OnnxAxes> _axes = new(StringComparer.Ordinal);

    private OnnxAxes AxesOf(string name) => _axes.GetValueOrDefault(name) ?? OnnxAxes.Usual(_values[name].Shape.Rank);

    private void Give(string name, ChainBuilder chain, OnnxAxes axes, string place)
    {
        if (axes.Of.Count > 0 && axes.Of[0] == OnnxAxes.Samples)
        {
            axes.Settle(chain, place);
            Give(name, chain);
            return;
        }
        (_values[name], _axes[name], _sizes[name]) = (chain, axes, axes.Sizes(chain.Shape));
    }

    /// <summary>Takes an operation on sequences.</summary>
    /// <returns>Whether it is one: false leaves it to what knows samples in their usual order.</returns>
    private bool TakeSequence(OnnxNode node, string[] taken)
    {
        if (OnnxRecurrent.Is(node))
        {
            TakeRecurrent(node, taken);
            return true;
        }
        bool odd = taken.Any(_axes.ContainsKey);
        if (taken.Length > 1)
        {
            if (odd) JoinSequences(node, taken);
            return odd;
        }
        string name = taken[0];
        OnnxAxes axes = AxesOf(name);
        if (node.Type == "Transpose")
        {
            long[] order = node.Ints("perm") ?? [.. Enumerable.Range(0, axes.Of.Count).Reverse().Select(axis => (long)axis)];
            if (!odd && order is [0, ..]) return false;
            Give(node.Outputs[0], Chain(name, 1), axes.Turned(order) ?? throw Refused(node, "names dimensions that its input has not"),
                node.Place);
            return true;
        }
        if (node.Type == "Slice" || (node.Type == "Gather" && Constant(node, 0) is null))
        {
            Cut(node, name, axes);
            return true;
        }
        if (!odd) return false;
        ChainBuilder chain = Chain(name, 1);
        OnnxAxes? left = node.Type switch
        {
            "Squeeze" => axes.Without(node.Ints("axes") ?? Constant(node, 1)?.Whole()),
            "Unsqueeze" when (node.Ints("axes") ?? Constant(node, 1)?.Whole()) is { } further => axes.With(further),
            "Reshape" when Constant(node, 1)?.Whole() is { } wanted => axes.Laid(wanted, chain, node.Place),
            _ when Alike(node, axes, chain) => axes,
            _ => null,
        };
        if (left is null) throw Refused(node, "mixes dimensions of sequences whose steps come before the samples");
        if (left == axes) Operate(node, chain, output => Give(output, chain, axes, node.Place));
        else Give(node.Outputs[0], chain, left, node.Place);
        return true;
    }

    private static bool Alike(OnnxNode node, OnnxAxes axes, ChainBuilder chain) => axes.Of[^1] == chain.Shape.Rank
        && (s_anyOrder.Contains(node.Type) || (node.Type is "Softmax" or "LogSoftmax" && node.Int("axis", -1) is var axis
            && (axis == -1 || axis == axes.Of.Count - 1)));

    private void TakeRecurrent(OnnxNode node, string[] taken)
    {
        var recurrent = new OnnxRecurrent(node, place => Constant(node, place));
        if (taken is not [var name] || name != node.Inputs[0])
            throw Refused(node, "takes weights or a first state from the network, and not constants");
        OnnxAxes axes = AxesOf(name);
        ChainBuilder chain = Chain(name, 1);
        int[] expected = recurrent.StepsFirst ? [1, OnnxAxes.Samples, 2] : [OnnxAxes.Samples, 1, 2];
        if (chain.Shape.Rank != 2 || !axes.Of.SequenceEqual(expected)) throw Refused(node, "takes the samples for the steps of sequences");
        int steps = chain.Shape[0], units = recurrent.Units;
        if (recurrent.Reason(steps) is { } reason) throw Refused(node, reason);
        bool all = Used(0), last = Used(1);
        if (Used(2)) throw Refused(node, "gives its memory (Y_c), which Glia's layers keep to themselves");
        if (recurrent.IsReversed && all)
            throw Refused(node, "reads from the end alone and gives the states of all steps, of which Glia takes the last, or " +
                "those of both directions");
        if (all && last && recurrent.Directions == 2)
            throw Refused(node, "gives the states of all steps and the last ones of both directions as well");
        (Layer layer, ForeignTensor[] tensors) = recurrent.Build(all, node.Name.Trim('/', ' '))
            ?? throw Refused(node, "has functions that Glia's layer has not");
        chain.Add(layer, node.Place, tensors);
        bool both = recurrent.Directions == 2;
        if (both) chain.Add(all ? new Reshape(steps, 2, units) : new Reshape(2, units), node.Place);
        if (all)
            Give(node.Outputs[0], chain, new(recurrent.StepsFirst ? both ? [1, 2, 0, 3] : [1, OnnxAxes.Single, 0, 2]
                : both ? [0, 1, 2, 3] : [0, 1, OnnxAxes.Single, 2]), node.Place);
        if (!last) return;
        if (all)
        {
            chain = _builder.Branch(chain);
            chain.Add(new Cropping1D(steps - 1, 0), node.Place);
            chain.Add(new Flatten(), node.Place);
        }
        Give(node.Outputs[1], chain, new(recurrent.StepsFirst ? both ? [1, 0, 2] : [OnnxAxes.Single, 0, 1]
            : both ? [0, 1, 2] : [0, OnnxAxes.Single, 1]), node.Place);

        bool Used(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0 && IsUsed(node.Outputs[output]);
    }

    private void JoinSequences(OnnxNode node, string[] taken)
    {
        OnnxAxes axes = AxesOf(taken[0]);
        if (taken.Any(name => !AxesOf(name).Of.SequenceEqual(axes.Of)))
            throw Refused(node, "joins sequences whose dimensions lie in several orders");
        int at = (int)Math.Clamp(node.Int("axis", 0), -axes.Of.Count, axes.Of.Count - 1);
        int along = axes.Of[at < 0 ? at + axes.Of.Count : at];
        if (node.Type == "Concat" && along <= OnnxAxes.Samples) throw Refused(node, "puts samples or directions side by side");
        Give(node.Outputs[0], Joined(node, taken, along), axes, node.Place);
    }

    // Some of the steps, or one of them.
    private void Cut(OnnxNode node, string name, OnnxAxes axes)
    {
        ChainBuilder chain = Chain(name, 1);
        GliaException Other() => Refused(node, "takes parts of something else than the steps of a sequence or the sides of an image");
        if (node.Type == "Gather")
        {
            int at = (int)Math.Clamp(node.Int("axis", 0), -axes.Of.Count, axes.Of.Count - 1);
            if (at < 0) at += axes.Of.Count;
            if (Constant(node, 1) is not { Array.Length: 1 } index) throw Other();
            int axis = axes.Of[at], size = axis == OnnxAxes.Single ? 1 : axis == OnnxAxes.Samples ? 0 : chain.Shape[axis - 1];
            long place = index.Whole()[0] is var given && given < 0 ? given + size : given;
            if (place < 0 || place >= size) throw Other();
            bool stays = index.Shape.Length > 0;
            if (axis == OnnxAxes.Single)
            {
                Give(node.Outputs[0], chain, stays ? axes : new([.. axes.Of.Where((_, i) => i != at)]), node.Place);
                return;
            }
            if (!stays && axis == 1 && place == size - 1 && chain.TakeLastStep(node.Place))
            {
                Give(node.Outputs[0], chain, Lacking(axes, at), node.Place);
                return;
            }
            if (!Crop(chain, axis, (int)place, size - 1 - (int)place, node.Place)) throw Other();
            if (stays)
            {
                Give(node.Outputs[0], chain, axes, node.Place);
                return;
            }
            int[] rest = [.. chain.Shape.ToArray().Where((_, i) => i != axis - 1)];
            chain.Add(rest.Length == 1 ? new Flatten() : new Reshape(rest), node.Place);
            Give(node.Outputs[0], chain, Lacking(axes, at), node.Place);
            return;
        }
        long[] starts = node.Ints("starts") ?? Constant(node, 1)?.Whole() ?? [];
        long[] ends = node.Ints("ends") ?? Constant(node, 2)?.Whole() ?? [];
        long[] along = node.Ints("axes") ?? Constant(node, 3)?.Whole() ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        if (starts.Length != ends.Length || starts.Length != along.Length || Constant(node, 4)?.Whole() is { } steps
            && steps.Any(step => step != 1)) throw Other();
        for (int i = 0; i < starts.Length; i++)
        {
            long at = along[i] < 0 ? along[i] + axes.Of.Count : along[i];
            if (at < 0 || at >= axes.Of.Count || axes.Of[(int)at] is not (> OnnxAxes.Samples and var axis)) throw Other();
            int size = chain.Shape[axis - 1], from = Clamped(starts[i], size), to = Clamped(ends[i], size);
            if (from >= to || !Crop(chain, axis, from, size - to, node.Place)) throw Other();
        }
        Give(node.Outputs[0], chain, axes, node.Place);
    }

    private static OnnxAxes Lacking(OnnxAxes axes, int at) =>
        new([.. axes.Of.Where((_, i) => i != at).Select(axis => axis > axes.Of[at] ? axis - 1 : axis)]);

    // Cropping layers cut the first dimensions of a sample, and leave the last as it is.
    private static bool Crop(ChainBuilder chain, int axis, int before, int behind, string place)
    {
        if (before == 0 && behind == 0) return true;
        int rank = chain.Shape.Rank;
        switch (rank, axis)
        {
            case (2, 1):
                chain.Add(new Cropping1D(before, behind), place);
                return true;
            case (2, 2):
                chain.Along(1, () => chain.Add(new Cropping1D(before, behind), place));
                return true;
            case (3, 1):
                chain.Add(new Cropping2D(before, behind, 0, 0), place);
                return true;
            case (3, 2):
                chain.Add(new Cropping2D(0, 0, before, behind), place);
                return true;
            case (3, 3):
                chain.WithChannelsLast(() => chain.Add(new Cropping2D(0, 0, before, behind), place));
                return true;
            default: return false;
        }
    }
}
