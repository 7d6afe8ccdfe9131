using System.Text;

namespace Glia.Layers;

/// <summary>Names the layers that have none as Keras does: <c>dense</c>, <c>dense_1</c>, <c>batch_normalization</c>.</summary>
internal static class LayerNames
{
    public static void Assign(IReadOnlyList<Layer> layers)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (Layer layer in layers)
            if (layer.Name.Length > 0 && !taken.Add(layer.Name))
                throw new GliaException($"Two layers are called '{layer.Name}'; every layer needs a name of its own.");
        // Where each kind of layer goes on counting: a network of many layers would count from 1 again for each of them.
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Layer layer in layers)
        {
            if (layer.Name.Length > 0) continue;
            string kind = Of(layer.ClassName), name = kind;
            int number = next.GetValueOrDefault(kind);
            if (number > 0) name = $"{kind}_{number}";
            while (!taken.Add(name)) name = $"{kind}_{++number}";
            next[kind] = number + 1;
            layer.Name = name;
        }
    }

    /// <summary>The name of the first layer of a class.</summary>
    /// <remarks>
    /// Keras' rule: a new word begins at a capital that small letters follow, and at one that follows a small letter: Conv2D is conv2d.
    /// </remarks>
    public static string Of(string className)
    {
        var text = new StringBuilder();
        for (int i = 0; i < className.Length; i++)
        {
            bool begins = char.IsUpper(className[i])
                && (char.IsLower(className.ElementAtOrDefault(i + 1)) || (i > 0 && char.IsLower(className[i - 1])));
            if (i > 0 && begins) text.Append('_');
            text.Append(char.ToLowerInvariant(className[i]));
        }
        return text.ToString();
    }
}
