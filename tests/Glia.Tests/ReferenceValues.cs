using System.Text.Json.Nodes;
using Glia.Tests.Data;

namespace Glia.Tests;

/// <summary>Reads the values that the scripts in Reference made.</summary>
internal static class ReferenceValues
{
    public static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Fixture.PathOf(name)))!;

    public static float[] Floats(JsonNode? array) => [.. array!.AsArray().Select(v => (float)v!.GetValue<double>())];

    public static double[] Doubles(JsonNode? array) => [.. array!.AsArray().Select(v => v!.GetValue<double>())];

    /// <summary>A copy that can be put into another document or read with its line numbers unknown.</summary>
    public static JsonNode Copy(JsonNode? node) => JsonNode.Parse(node!.ToJsonString())!;
}
