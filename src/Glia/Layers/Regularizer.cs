using System.Text.Json.Nodes;
using Glia.Files;

namespace Glia.Layers;

/// <summary>Keras' L2 penalty as files write it: <c>"l2"</c> or <c>{"class_name": "L2", "config": {"l2": 0.01}}</c>.</summary>
internal static class Regularizer
{
    private static readonly Catalogue<float> Entries = Fill();

    public static float Read(ConfigReader config, string key) =>
        config.Has(key) ? Entries.Create(config.Node(key), $"{config.Where} {key}") : 0;

    public static JsonObject ToJson(float l2) => new() { ["class_name"] = "L2", ["config"] = new JsonObject { ["l2"] = l2 } };

    private static Catalogue<float> Fill()
    {
        var entries = new Catalogue<float>("regularizer");
        entries.Add("L2", c => c.Single("l2", 0.01f) is var l2 && l2 >= 0 ? l2 : throw c.Wrong("l2", "zero or more"));
        return entries;
    }
}
