using System.Globalization;
using System.Text;
using Glia.Layers;

namespace Glia;

/// <summary>A network as a table to read.</summary>
internal static class NetworkTable
{
    // The columns after the first, which is as wide as the longest name.
    private const int Shape = 14, Function = 14, Number = 15;

    public static string Of(Network network)
    {
        var text = new StringBuilder();
        int width = Math.Max(12, network.Layers.Max(layer => layer.Name.Length + layer.ClassName.Length + 3) + 2);
        bool branches = !network.IsChain;
        Row(text, width, "layer", "output", "activation", "parameters", "multiply-adds", branches ? "takes" : "");
        ILookup<Layer, Parameter> parameters = network.Parameters.ToLookup(parameter => parameter.Layer);
        foreach (Stage stage in network.Stages.Where(stage => stage.Step == stage.Owner))
        {
            Layer layer = stage.Owner;
            Row(text, width, $"{layer.Name} ({layer.ClassName})", layer.OutputShape.ToString(), layer.FunctionName ?? "",
                Spoken(parameters[layer].Sum(parameter => (long)parameter.Shape.Size)),
                Spoken(MultiplyAdds(layer, parameters[layer])), branches ? Sources(network, stage) : "");
        }
        Row(text, width, "total", "", "", Spoken(network.ParameterCount), Spoken(network.MultiplyAdds), "");
        double bytes = sizeof(float) * (double)new MemoryPlan(network, training: true, lossTakesLogits: false).FloatsPerRow;
        text.Append(CultureInfo.InvariantCulture, $"training keeps {bytes / 1024:#,0.#} KiB for each sample of a batch");
        return text.ToString();
    }

    /// <summary>How many products of two numbers are added up for one sample by a layer.</summary>
    public static long MultiplyAdds(Layer layer, IEnumerable<Parameter> parameters) =>
        parameters.Where(parameter => parameter.IsKernel).Sum(parameter => (long)parameter.Shape.Size * layer.KernelUses);

    /// <summary>The names of what a layer takes.</summary>
    public static string Sources(Network network, Stage stage) =>
        string.Join(", ", stage.Inputs.Select(from => from == Wire.OfInput ? Graph.Input : network.Stages[from].Owner.Name));

    private static void Row(StringBuilder text, int width, string layer, string output, string activation, string parameters,
        string products, string takes)
    {
        string row = layer.PadRight(width) + output.PadRight(Shape) + activation.PadRight(Function) + parameters.PadLeft(Number - 3)
            + products.PadLeft(Number) + (takes.Length > 0 ? "  " + takes : "");
        text.Append(row.TrimEnd()).Append('\n');
    }

    private static string Spoken(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
