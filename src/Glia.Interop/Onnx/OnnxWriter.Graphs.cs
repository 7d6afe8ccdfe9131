using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Interop.Onnx;

/// <summary>Where results of several layers meet, and layers that pad, cut off and repeat.</summary>
internal sealed partial class OnnxWriter
{
    // Where all have their channels first they meet so, else with the channels last.
    private void Join(Merge merge, int[] inputs)
    {
        bool first = inputs.All(input => _results[input].ChannelsFirst);
        int rank = merge.InputShape.Rank;
        string[] names = [.. inputs.Select(input =>
        {
            (_at, _channelsFirst) = _results[input];
            if (!first) ChannelsLast(rank);
            return _at;
        })];
        _channelsFirst = first;
        switch (merge)
        {
            case Concatenate: Node("Concat", names, null, Whole("axis", first ? 1 : -1)); break;
            case Average: Node("Mean", names); break;
            case Layers.Add: Node(names.Length == 2 ? "Add" : "Sum", names); break;
            case Multiply:
                _at = names[0];
                foreach (string name in names.Skip(1)) Node("Mul", [_at, name]);
                break;
            default:
                throw NotInOnnx(merge);
        }
    }

    // Zeros around images and sequences; a border that is cut off is one of less than nothing.
    private void Border(Layer layer, string key, int sign)
    {
        int rank = layer.InputShape.Rank;
        long[][] sides = rank == 2 ? [Side(layer.Config()[key]!)] : [.. layer.Config()[key]!.AsArray().Select(side => Side(side!))];
        long[] before = new long[rank + 1], behind = new long[rank + 1];
        for (int i = 0; i < sides.Length; i++)
        {
            int axis = (_channelsFirst ? 2 : 1) + i;
            (before[axis], behind[axis]) = (sign * sides[i][0], sign * sides[i][1]);
        }
        Node("Pad", [_at, Longs([.. before, .. behind])]);
    }

    // One number for both sides, or one for each.
    private static long[] Side(JsonNode node) =>
        node is JsonArray pair ? [pair[0]!.GetValue<int>(), pair[1]!.GetValue<int>()] : [node.GetValue<int>(), node.GetValue<int>()];

    private void Enlarge(Layer layer)
    {
        ChannelsFirst(layer.InputShape.Rank);
        float y = layer.OutputShape[0] / layer.InputShape[0], x = layer.OutputShape[1] / layer.InputShape[1];
        // Each pixel again and again: the place is rounded down.
        Node("Resize", [_at, "", Floats([1, 1, y, x], [4])], null, Word("mode", "nearest"),
            Word("coordinate_transformation_mode", "asymmetric"), Word("nearest_mode", "floor"));
    }

    private static ProtoWriter Word(string name, string value) => new ProtoWriter().Text(1, name).Text(4, value).Whole(20, 3);
}
