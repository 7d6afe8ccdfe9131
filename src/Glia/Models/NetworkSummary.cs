using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Settings;

namespace Glia.Models;

/// <summary>The layers of a network as JSON; as text it is <see cref="Network.ToString"/>.</summary>
public static class NetworkSummary
{
    /// <summary>Name, class, shapes, parameters and settings of every layer.</summary>
    /// <param name="network">The network.</param>
    public static string ToJson(Network network) => ToJson(network, network.Parameters.ToLookup(parameter => parameter.Layer));

    private static string ToJson(Network network, ILookup<Layer, Parameter> parameters) => JsonLayout.Write(new JsonObject
    {
        ["input_shape"] = Dimensions(network.InputShape),
        ["output_shape"] = Dimensions(network.OutputShape),
        ["parameters"] = network.ParameterCount,
        ["trainable_parameters"] = network.TrainableCount,
        ["multiply_adds"] = network.MultiplyAdds,
        ["layers"] = new JsonArray([.. network.Stages.Where(stage => stage.Step == stage.Owner)
            .Select(stage => (JsonNode)Layer(network, stage, [.. parameters[stage.Owner]]))]),
        ["glia_version"] = GliaVersion.Text,
    });

    private static JsonObject Layer(Network network, Stage stage, IReadOnlyList<Parameter> parameters) => new()
    {
        ["name"] = stage.Owner.Name,
        ["class_name"] = stage.Owner.ClassName,
        ["takes"] = NetworkTable.Sources(network, stage),
        ["output_shape"] = Dimensions(stage.Owner.OutputShape),
        ["parameters"] = parameters.Sum(parameter => (long)parameter.Shape.Size),
        ["multiply_adds"] = NetworkTable.MultiplyAdds(stage.Owner, parameters),
        ["config"] = LayerCatalogue.ToJson(stage.Owner)["config"]!.DeepClone(),
    };

    private static JsonArray Dimensions(Shape shape) => new(shape.ToArray().Select(size => (JsonNode)size).ToArray());
}
