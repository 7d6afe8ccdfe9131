using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Interop.Hdf5;
using Glia.Models;

namespace Glia.Interop.Keras;

/// <summary>Writes models as Keras' files.</summary>
internal static class KerasWriter
{
    // Releases whose files these are like; what the words mean hangs on them.
    private const string NewVersion = "3.16.0", OldVersion = "2.15.0";

    /// <summary>Writes a <c>.keras</c> of Keras 3: a zip of a description and numbers in groups named by class.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">How it was trained, as an experiment file says it; null where nobody knows.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer does not exist in Keras, or the file cannot be written.</exception>
    public static IReadOnlyList<string> WriteArchive(string path, Model model, JsonObject? training)
    {
        var words = KerasWords.Of(path, model, KerasDialect.Three);
        var description = new KerasDescriptionWriter(words, KerasDialect.Three);
        string about = new JsonObject
        {
            ["keras_version"] = NewVersion,
            ["date_saved"] = DateTime.UtcNow.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        }.ToJsonString();
        Hdf5Group root = Grouped(words, description.InputName);
        List<string> notes = [.. words.Notes];
        JsonObject described = description.Describe();
        if (KerasCompiling.Write(training, KerasDialect.Three, model.TargetScaler is not null, notes) is { } compiled)
            described["compile_config"] = compiled;
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Member(zip, "metadata.json", member => member.Write(Encoding.UTF8.GetBytes(about)));
            Member(zip, "config.json", member => member.Write(Encoding.UTF8.GetBytes(described.ToJsonString())));
            Member(zip, "model.weights.h5", member => Hdf5Writer.Write(member, root));
        });
        return notes;
    }

    /// <summary>Writes an <c>.h5</c> of Keras 2, which Keras 3 reads too: groups named by layer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="training">How it was trained, as an experiment file says it; null where nobody knows.</param>
    /// <returns>What does not travel, a sentence each.</returns>
    /// <exception cref="GliaException">A layer does not exist in Keras, or the file cannot be written.</exception>
    public static IReadOnlyList<string> WriteHdf5(string path, Model model, JsonObject? training)
    {
        var words = KerasWords.Of(path, model, KerasDialect.Two);
        var description = new KerasDescriptionWriter(words, KerasDialect.Two);
        var root = new Hdf5Group();
        root.Add("keras_version", OldVersion);
        root.Add("backend", "tensorflow");
        root.Add("model_config", description.Describe().ToJsonString());
        List<string> notes = [.. words.Notes];
        if (KerasCompiling.Write(training, KerasDialect.Two, model.TargetScaler is not null, notes) is { } compiled)
            root.Add("training_config", compiled.ToJsonString());
        Hdf5Group weights = root.Group("model_weights");
        string[] inputs = words.IsChain ? [] : [description.InputName];
        weights.Add("layer_names", [.. inputs, .. words.Layers.Select(layer => layer.Name)]);
        weights.Add("backend", "tensorflow");
        weights.Add("keras_version", OldVersion);
        foreach (string input in (string[])[.. inputs, "top_level_model_weights"]) weights.Group(input).Add("weight_names", []);
        foreach (WrittenLayer layer in words.Layers)
        {
            Hdf5Group group = weights.Group(layer.Name);
            string[] names = [.. layer.Arrays.Select(array => $"{layer.Name}/{array.Path}:0")];
            group.Add("weight_names", names);
            foreach ((string name, WrittenArray array) in names.Zip(layer.Arrays)) group.Add(name, array.Shape, array.Numbers, array.Whole);
        }
        AtomicFile.Write(path, stream => Hdf5Writer.Write(stream, root));
        return notes;
    }

    private static Hdf5Group Grouped(KerasWords words, string input)
    {
        var root = new Hdf5Group();
        root.Group("vars").Add("name", words.IsChain ? "sequential" : "functional");
        if (!words.IsChain) root.Group("layers/input_layer/vars").Add("name", input);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (WrittenLayer layer in words.Layers)
        {
            // Each class is counted by itself.
            string kind = KerasGroups.NameOf(layer.ClassName);
            int number = counts.GetValueOrDefault(kind);
            counts[kind] = number + 1;
            Hdf5Group group = root.Group($"layers/{kind}{(number == 0 ? "" : $"_{number}")}");
            group.Group("vars").Add("name", layer.Name);
            foreach (IGrouping<string, WrittenArray> part in layer.Arrays.GroupBy(array => array.Within))
                foreach ((int place, WrittenArray array) in part.Index())
                    group.Add($"{part.Key}/vars/{place}", array.Shape, array.Numbers, array.Whole);
        }
        return root;
    }

    // Not compressed, as Keras has them.
    private static void Member(ZipArchive zip, string name, Action<Stream> write)
    {
        using Stream member = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        write(member);
    }
}
