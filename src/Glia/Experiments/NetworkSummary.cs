using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Experiments;

/// <summary>The layers of a network as JSON; as text it is <see cref="Network.ToString"/>.</summary>
public static class NetworkSummary
{
    /// <summary>Name, class, shapes, parameters and settings of every layer.</summary>
    public static string ToJson(Network network) => ToJson(network, network.Parameters.ToLookup(parameter => parameter.Layer));

    private static string ToJson(Network network, ILookup<Layer, Parameter> parameters) => JsonLayout.Write(new JsonObject
    {
        ["input_shape"] = Dimensions(network.InputShape),
        ["output_shape"] = Dimensions(network.OutputShape),
        ["parameters"] = network.ParameterCount,
        ["trainable_parameters"] = network.TrainableCount,
        ["layers"] = new JsonArray(network.Layers.Select(layer => (JsonNode)new JsonObject
        {
            ["name"] = layer.Name,
            ["class_name"] = layer.ClassName,
            ["output_shape"] = Dimensions(layer.OutputShape),
            ["parameters"] = parameters[layer].Sum(parameter => (long)parameter.Shape.Size),
            ["config"] = LayerCatalogue.ToJson(layer)["config"]!.DeepClone(),
        }).ToArray()),
        ["glia_version"] = GliaVersion.Text,
    });

    private static JsonArray Dimensions(Shape shape) => new(shape.ToArray().Select(size => (JsonNode)size).ToArray());
}
