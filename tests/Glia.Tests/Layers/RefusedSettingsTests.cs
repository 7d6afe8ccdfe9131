using System.Text.Json.Nodes;
using Glia.Layers;

namespace Glia.Tests.Layers;

/// <summary>What a layer's constructor refuses is a sentence for whoever wrote the file.</summary>
public class RefusedSettingsTests
{
    [Fact]
    public void Groups_that_do_not_divide_the_filters_are_told_without_a_programmers_words()
    {
        JsonNode layer = JsonNode.Parse("""{ "class_name": "Conv2D", "filters": 4, "kernel_size": 3, "groups": 9 }""")!;
        string told = Assert.Throws<GliaException>(() => LayerCatalogue.Create(layer, "layer 1")).Message;
        Assert.EndsWith("4 filters cannot be shared out among 9 groups alike.", told, StringComparison.Ordinal);
    }
}
