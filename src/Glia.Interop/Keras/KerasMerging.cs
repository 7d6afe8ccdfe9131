using Glia.Interop.Networks;
using Glia.Layers;

namespace Glia.Interop.Keras;

/// <summary>A layer of Keras where branches meet.</summary>
/// <param name="Layer">As Keras says it.</param>
/// <param name="Mode">The class of today that does the same.</param>
internal sealed record KerasMerging(KerasLayer Layer, string Mode)
{
    /// <summary>All of them, for a sentence.</summary>
    public const string Spoken = "Add, Average, Multiply, Subtract, Concatenate";

    /// <summary>The layer as one that merges; null where it is none.</summary>
    public static KerasMerging? Of(KerasLayer layer) => layer.ClassName switch
    {
        "Add" or "Average" or "Multiply" or "Subtract" or "Maximum" or "Minimum" or "Dot" or "Concatenate" => new(layer, layer.ClassName),
        // Keras 1 has one class for all of them.
        "Merge" => new(layer, KerasDescription.Text(layer.Config["mode"]) switch
        {
            "sum" => "Add",
            "ave" => "Average",
            "mul" => "Multiply",
            "concat" => "Concatenate",
            var other => other ?? "",
        }),
        _ => null,
    };

    /// <summary>Lets what it takes meet.</summary>
    /// <exception cref="GliaException">It takes one input, or what it does with them does not exist here.</exception>
    public ChainBuilder Add(string file, GraphBuilder graph, IReadOnlyList<ChainBuilder> inputs)
    {
        string place = $"layer '{Layer.Name}'", where = $"{file}: {place} ({Layer.ClassName})";
        if (inputs.Count < 2)
            throw new GliaException($"{where} merges one input with nothing, or with a constant; write a constant as a Rescaling layer.");
        if (Mode == "Subtract") inputs[1].Add(new Rescaling(-1, 0), place);
        Merge merge = Mode switch
        {
            "Add" or "Subtract" => new Add(),
            "Average" => new Average(),
            "Multiply" => new Multiply(),
            "Concatenate" => new Concatenate(),
            _ => throw new GliaException($"{where} merges by '{Mode}', which Glia does not know; it knows {Spoken}: replace the layer, " +
                "or leave the network in the program it is from."),
        };
        merge.Name = Layer.Name;
        return graph.Merge(merge, place, inputs, merge is Concatenate
            ? KerasAxis.Of(Layer.Config["axis"] ?? Layer.Config["concat_axis"], inputs[0].Shape, "inputs", where) : null);
    }
}
