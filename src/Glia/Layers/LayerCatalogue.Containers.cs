using Glia.Settings;

namespace Glia.Layers;

public static partial class LayerCatalogue
{
    // Layers of layers, and what stands where their branches meet.
    private static void AddContainers(Catalogue<Layer> entries)
    {
        Add(entries, "Sequential", Sequential.FromConfig);
        Add(entries, "Residual", Residual.FromConfig);
        // In C# it has not the name of the class that everybody has in System.Threading.Tasks.
        entries.Add("Branches", Named(Branches.FromConfig), "Parallel");
        Add(entries, "Graph", Graph.FromConfig);
        Add(entries, "Add", _ => new Add());
        Add(entries, "Average", _ => new Average());
        Add(entries, "Multiply", _ => new Multiply());
        Add(entries, "Concatenate", Concatenate.FromConfig);
    }
}
