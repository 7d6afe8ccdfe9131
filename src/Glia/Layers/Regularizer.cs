using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>
/// A penalty on the numbers of a parameter that is added to the loss: <c>l1 * sum(|w|) + l2 * sum(w^2)</c>, Keras' <c>L1</c>, <c>L2</c> and
/// <c>L1L2</c>.
/// </summary>
/// <param name="L1">Factor on the sum of the absolute values; 0 for none.</param>
/// <param name="L2">Factor on the sum of the squares; 0 for none.</param>
public readonly record struct Regularizer(float L1 = 0, float L2 = 0)
{
    private static readonly Catalogue<Regularizer> Entries = Fill();

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => Entries.Names;

    /// <summary>Whether nothing is added.</summary>
    public bool IsNone => L1 == 0 && L2 == 0;

    /// <summary>An L2 penalty of this strength.</summary>
    public static implicit operator Regularizer(float l2) => new(0, l2);

    /// <summary>The penalty a layer's settings name, none where the key is absent.</summary>
    /// <exception cref="GliaException">It does not exist or a strength is below zero.</exception>
    internal static Regularizer Read(ConfigReader config, string key) =>
        config.Has(key) ? Entries.Create(config.Node(key), $"{config.Where} {key}") : default;

    /// <summary>Writes it into a layer's settings; nothing if there is none.</summary>
    internal void Write(JsonObject config, string key)
    {
        if (IsNone) return;
        string name = L1 == 0 ? "L2" : L2 == 0 ? "L1" : "L1L2";
        var settings = new JsonObject();
        if (L1 != 0) settings["l1"] = L1;
        if (L2 != 0) settings["l2"] = L2;
        config[key] = new JsonObject { ["class_name"] = name, ["config"] = settings };
    }

    private static Catalogue<Regularizer> Fill()
    {
        var entries = new Catalogue<Regularizer>("regularizer");
        entries.Add("L1", c => new(Strength(c, c.Spelled("l1", "l"), 0.01f), 0));
        entries.Add("L2", c => new(0, Strength(c, c.Spelled("l2", "l"), 0.01f)));
        entries.Add("L1L2", c => new(Strength(c, "l1", 0), Strength(c, "l2", 0)), "l1_l2");
        entries.Lacks("Keras", "", "orthogonal_regularizer OrthogonalRegularizer");
        return entries;
    }

    private static float Strength(ConfigReader config, string key, float otherwise) =>
        config.Single(key, otherwise) is var strength && strength >= 0 ? strength : throw config.Wrong(key, "zero or more");
}
