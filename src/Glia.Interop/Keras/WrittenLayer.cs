using System.Text.Json.Nodes;
using Glia.Interop.Hdf5;

namespace Glia.Interop.Keras;

/// <summary>A layer as a file in Keras' words has it.</summary>
/// <param name="ClassName">Keras' class name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Config">Its settings, its name among them.</param>
/// <param name="Arrays">Its numbers, in Keras' order.</param>
/// <param name="Inputs">The layers before it whose outputs it takes, by their places; -1 for what goes into the network.</param>
/// <param name="InputShape">The size of what it takes, of one sample.</param>
/// <param name="OutputShape">The size of what it gives.</param>
internal sealed record WrittenLayer(string ClassName, string Name, JsonObject Config, IReadOnlyList<WrittenArray> Arrays,
    IReadOnlyList<int> Inputs, Shape InputShape, Shape OutputShape);

/// <summary>Numbers of a layer.</summary>
/// <param name="Within">Where in the layer they are, where it holds cells: <c>forward_layer/cell</c>, in the words of Keras 3.</param>
/// <param name="Path">Where Keras 2 has them: <c>lstm_cell/kernel</c>.</param>
/// <param name="Shape">Their dimensions.</param>
/// <param name="Numbers">The numbers.</param>
/// <param name="Whole">Whether they count something.</param>
internal sealed record WrittenArray(string Within, string Path, int[] Shape, Numbers Numbers, bool Whole = false)
{
    /// <summary>The name alone: <c>kernel</c>.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
