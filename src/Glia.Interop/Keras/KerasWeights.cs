using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Interop.Hdf5;
using Glia.Interop.Networks;

namespace Glia.Interop.Keras;

/// <summary>Where the arrays of the layers of a Keras model are found.</summary>
internal interface IKerasWeights
{
    /// <summary>The arrays of one layer, in the order in which Keras declares them; none for a layer without any.</summary>
    IReadOnlyList<ForeignTensor> Of(KerasLayer layer);
}

/// <summary>
/// Files before Keras 3, and its own <c>.h5</c>: a group for each layer, under its name, says in an attribute which arrays it has.
/// </summary>
/// <param name="root">The group with the layers' groups.</param>
internal sealed class NamedWeights(Hdf5Object root) : IKerasWeights
{
    /// <summary>Whether the arrays are the Theano backend's, whose names have no <c>:0</c>.</summary>
    public bool IsTheano => root.Text("backend") == "theano" || (root.Text("backend") is null && Names(root).Any()
        && Names(root).All(name => !name.Contains(':', StringComparison.Ordinal)));

    public IReadOnlyList<ForeignTensor> Of(KerasLayer layer)
    {
        if (root.Find(layer.Top) is not { IsDataSet: false } group) return [];
        IEnumerable<string> names = group.Texts("weight_names") ?? [];
        // A model in a model has one list for all its layers; each array is called after its own.
        if (layer.IsNested) names = names.Where(name => name.Split('/').SkipLast(1).Contains(layer.Name));
        return [.. names.Select(name => Hdf5Tensors.Of(name, group.Find(name)
            ?? throw new GliaException($"The file names the array '{name}' of the layer '{layer.Name}' and does not have it; save it " +
                "again.")))];
    }

    private static IEnumerable<string> Names(Hdf5Object root) =>
        (root.Texts("layer_names") ?? []).SelectMany(name => root.Find(name)?.Texts("weight_names") ?? []);
}

/// <summary>Files of Keras 3 (and <c>.keras</c> of tf.keras): groups named by class, whose arrays are numbered.</summary>
internal sealed partial class GroupedWeights : IKerasWeights
{
    // What a layer holds that has arrays itself, in the order in which the layer declares them.
    private static readonly string[] s_within = ["/forward_layer/cell", "/backward_layer/cell", "/cell", "/layer"];

    private readonly Dictionary<string, SortedDictionary<(int Part, int Number), ForeignTensor>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<object> _seen = [];

    /// <summary>All arrays of a file.</summary>
    /// <param name="root">The root of the file.</param>
    public GroupedWeights(Hdf5Object root) => Collect(root, "");

    /// <summary>Whether a file is of this kind.</summary>
    public bool Any => _groups.Keys.Any(group => group.StartsWith("layers/", StringComparison.Ordinal));

    public IReadOnlyList<ForeignTensor> Of(KerasLayer layer)
    {
        string group = layer.Group;
        // A name that contradicts the place tells where it really lies.
        if (_names.TryGetValue(group, out string? name) && name != layer.Name
            && _names.FirstOrDefault(entry => entry.Value == layer.Name && Parent(entry.Key) == Parent(group)).Key is { } other)
            group = other;
        // tf.keras counted layers twice that have arrays: then their order says which is which.
        else if (!_groups.ContainsKey(group) && !_names.ContainsKey(group) && Next(layer) is { } next)
            group = next;
        _taken.Add(group);
        return _groups.TryGetValue(group, out SortedDictionary<(int Part, int Number), ForeignTensor>? arrays) ? [.. arrays.Values] : [];
    }

    private string? Next(KerasLayer layer)
    {
        string kind = KerasGroups.NameOf(layer.ClassName), start = $"{Parent(layer.Group)}/{kind}";
        return _groups.Keys.Where(group => !_taken.Contains(group) && Place(group) is not null).MinBy(Place);

        int? Place(string group) => group == start ? 0
            : group.StartsWith(start + "_", StringComparison.Ordinal)
                && int.TryParse(group.AsSpan(start.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : null;
    }

    private static string Parent(string group) => group[..Math.Max(0, group.LastIndexOf('/'))];

    // Files written on Windows have names with backslashes where groups in groups were meant.
    private void Collect(Hdf5Object at, string path)
    {
        foreach (string name in at.Names)
        {
            // A name with a slash in it, which only a damaged file has, leads nowhere; what it hides is missed by its layer.
            if (at.Find(name) is not { } inner) continue;
            string full = (path.Length == 0 ? name : $"{path}/{name}").Replace('\\', '/')
                .Replace("_layer_checkpoint_dependencies/", "layers/", StringComparison.Ordinal);
            if (!inner.IsDataSet)
            {
                if (full.EndsWith("/vars", StringComparison.Ordinal) && inner.Text("name") is { } own) _names[full[..^5]] = own;
                if (_seen.Add(inner.Identity)) Collect(inner, full);
            }
            else if (Numbered().Match(full) is { Success: true } match
                && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                string group = match.Groups[1].Value;
                int part = Array.FindIndex(s_within, inner => group.EndsWith(inner, StringComparison.Ordinal));
                if (part >= 0) group = group[..^s_within[part].Length];
                if (!_groups.TryGetValue(group, out SortedDictionary<(int Part, int Number), ForeignTensor>? arrays))
                    _groups.Add(group, arrays = []);
                arrays[(part, number)] = Hdf5Tensors.Of(full, inner);
            }
        }
    }

    [GeneratedRegex("^(.*)/vars/([0-9]+)$")]
    private static partial Regex Numbered();
}

/// <summary>How Keras 3 names groups.</summary>
internal static partial class KerasGroups
{
    /// <summary>The group of a class: <c>conv2d</c> of <c>Conv2D</c>, <c>re_lu</c> of <c>ReLU</c>.</summary>
    public static string NameOf(string className)
    {
        string text = NoWord().Replace(className, "");
        text = BeforeWord().Replace(text, "$1_$2");
#pragma warning disable CA1308 // Keras' names are small letters.
        return AfterSmall().Replace(text, "$1_$2").ToLowerInvariant();
#pragma warning restore CA1308
    }

    [GeneratedRegex(@"\W+")]
    private static partial Regex NoWord();

    [GeneratedRegex("(.)([A-Z][a-z]+)")]
    private static partial Regex BeforeWord();

    [GeneratedRegex("([a-z])([A-Z])")]
    private static partial Regex AfterSmall();
}

/// <summary>Data sets as arrays that are read when they are needed.</summary>
internal static class Hdf5Tensors
{
    public static ForeignTensor Of(string name, Hdf5Object data) => data.IsDataSet
        ? new ForeignTensor(name, [.. data.Shape], () => data.Read().ToSingles(), data.ReadTo)
        : throw new GliaException($"The file has a group where the array '{name}' should be; save it again.");
}
