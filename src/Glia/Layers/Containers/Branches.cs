using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Layers;

/// <summary>Branches that all take the same input, and a layer that merges what comes out of them.</summary>
public sealed class Branches : Container
{
    private readonly Layer[][] _branches;
    private readonly Merge _merge;

    /// <summary>Branches side by side.</summary>
    /// <param name="merge">What makes one output of theirs: <see cref="Concatenate"/>, <see cref="Layers.Add"/>, <see cref="Average"/>, …
    /// </param>
    /// <param name="branches">The layers of each branch in order; a branch without layers passes on the input.</param>
    /// <exception cref="ArgumentException">There are fewer than two branches.</exception>
    public Branches(Merge merge, params IReadOnlyList<IReadOnlyList<Layer>> branches)
    {
        if (branches.Count < 2) throw new ArgumentException("Branches are two or more.", nameof(branches));
        (_merge, _branches) = (merge, [.. branches.Select(branch => branch.ToArray())]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Children => [.. _branches.SelectMany(branch => branch), _merge];

    /// <inheritdoc/>
    protected internal override Wire Wire(Wiring wiring, Wire input) =>
        wiring.Add(_merge, [.. _branches.Select(branch => wiring.Add(branch, input))]);

    /// <inheritdoc/>
    public override JsonObject Config() => new()
    {
        ["branches"] = new JsonArray([.. _branches.Select(branch => (JsonNode)Written(branch))]),
        ["merge"] = LayerCatalogue.ToJson(_merge),
    };

    internal static Branches FromConfig(ConfigReader config)
    {
        const string Expected = "two or more lists of layers";
        if (config.Node("branches") is not JsonArray { Count: >= 2 } branches) throw config.Wrong("branches", Expected);
        Layer[][] read = [.. branches.Select((branch, place) => branch is JsonArray list
            ? ReadList(list, $"{config.Where}.branches[{place}]") : throw config.Wrong("branches", Expected))];
        JsonNode? merge = config.Node("merge");
        // A name alone is enough: "merge": "concatenate".
        if (merge is JsonValue name && name.GetValueKind() == System.Text.Json.JsonValueKind.String)
            merge = new JsonObject { ["class_name"] = Merge.ClassOf(name.GetValue<string>()) };
        merge ??= new JsonObject { ["class_name"] = nameof(Concatenate) };
        return LayerCatalogue.Create(merge, $"{config.Where}.merge") is Merge merging
            ? new Branches(merging, read) : throw config.Wrong("merge", "a layer that merges: " + Merge.Spoken);
    }
}
