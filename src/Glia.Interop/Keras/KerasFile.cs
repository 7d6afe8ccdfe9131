using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Interop.Files;
using Glia.Interop.Hdf5;
using Glia.Interop.Networks;
using Glia.Models;

namespace Glia.Interop.Keras;

/// <summary>Keras' files: <c>.h5</c> of Keras 1 to 3, <c>.keras</c>, and weights beside a <c>model.json</c>.</summary>
internal static class KerasFile
{
    /// <summary>An HDF5 file.</summary>
    /// <exception cref="GliaException">It holds no Keras model, or one that Glia cannot build.</exception>
    public static ForeignModel OpenHdf5(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        Hdf5Object root = Hdf5File.Open(stream, path).Root;
        Hdf5Object weights = root.Find("model_weights") ?? root;
        if (root.Text("model_config") is { } text)
        {
            string? said = root.Text("keras_version") ?? weights.Text("keras_version");
            JsonObject model = BoundedJson.Parse(text, $"{path} (model_config)");
            var version = KerasVersion.Of(said, otherwise: 1);
            JsonObject? training = root.Text("training_config") is { } trained ? BoundedJson.Parse(trained, $"{path} (training_config)")
                : null;
            return Read(path, $"{version} (.h5)", model, version, new NamedWeights(weights), training);
        }
        var grouped = new GroupedWeights(root);
        bool named = root.Texts("layer_names") is not null;
        if (!named && !grouped.Any)
            throw new GliaException($"{path} is an HDF5 file and no Keras model: it has no model_config, and holds {Listed(root)}; " +
                "give what model.save wrote, or numbers for training as .npz.");
        string description = DescriptionBeside(path);
        JsonObject written = BoundedJson.Read(description);
        var of = KerasVersion.Of(KerasDescription.Text(written["keras_version"]) ?? root.Text("keras_version"),
            otherwise: written.ContainsKey("module") ? 3 : 1);
        return Read(path, $"weights of {of} with {Path.GetFileName(description)}", written, of,
            named ? new NamedWeights(root) : grouped, Training(written));
    }

    /// <summary>A <c>.keras</c> archive.</summary>
    /// <exception cref="GliaException">It is damaged, or holds a model that Glia cannot build.</exception>
    public static ForeignModel OpenArchive(string path)
    {
        using var zip = ZipMembers.Open(path);
        JsonObject model = BoundedJson.Parse(zip.Text("config.json"), $"{path} (config.json)");
        JsonObject about = zip.Has("metadata.json") ? BoundedJson.Parse(zip.Text("metadata.json"), $"{path} (metadata.json)") : [];
        var version = KerasVersion.Of(KerasDescription.Text(about["keras_version"]), otherwise: 3);
        if (!zip.Has("model.weights.h5"))
            throw new GliaException($"{path} is a .keras file without model.weights.h5, so it has no weights; save the model again.");
        using Stream weights = zip.Seekable("model.weights.h5");
        var grouped = new GroupedWeights(Hdf5File.Open(weights, $"{path} (model.weights.h5)").Root);
        return Read(path, $"{version} (.keras)", model, version, grouped, Training(model));
    }

    /// <summary>A model out of its description and its arrays.</summary>
    internal static ForeignModel Read(
        string path, string format, JsonObject model, KerasVersion version, IKerasWeights weights, JsonObject? training)
    {
        IReadOnlyList<KerasLayer> layers = KerasDescription.Layers(path, model);
        var graph = new GraphBuilder(path, KerasInput.Of(path, model, layers, weights));
        var notes = new List<string>();
        bool turned = weights is NamedWeights { IsTheano: true } && layers.Any(layer => layer.ClassName.StartsWith("Conv",
            StringComparison.Ordinal));
        if (turned)
            notes.Add("the file was written with Keras' Theano backend, which turns the kernels of convolutions round when it " +
                "multiplies; " +
                "they were turned round, as Keras 2 does: check an answer that you know.");
        var translator = new KerasLayers(path, version, graph, notes) { TurnsKernels = turned };
        Network network = graph.Build(Wired(graph, translator, layers, weights));
        var compiled = KerasTraining.Read(training, notes);
        return new ForeignModel(compiled.Complete(new Model(network)), format, notes) { Training = compiled.ToJson() };
    }

    // Follows the layers; an output that several take is where chains begin.
    private static ChainBuilder Wired(
        GraphBuilder graph, KerasLayers translator, IReadOnlyList<KerasLayer> layers, IKerasWeights weights)
    {
        var uses = new int[layers.Count];
        foreach (int source in layers.SelectMany(layer => layer.Sources)) uses[source]++;
        var outputs = new List<ChainBuilder>();
        foreach (KerasLayer layer in layers)
        {
            ChainBuilder[] inputs = layer.Sources.Count == 0 ? [graph.Start()]
                : [.. layer.Sources.Select(source => uses[source] > 1 ? graph.Branch(outputs[source]) : outputs[source])];
            outputs.Add(translator.Add(layer, weights.Of(layer), inputs));
        }
        return outputs[^1];
    }

    private static JsonObject? Training(JsonObject model) => model["compile_config"] as JsonObject;

    // model.weights.h5 and model.h5 go with model.json.
    private static string DescriptionBeside(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!, name = Path.GetFileName(path);
        string stem = name[..Math.Max(1, name.IndexOf('.', 1) < 0 ? name.Length : name.IndexOf('.', 1))];
        string[] candidates = [$"{stem}.json", $"{Path.GetFileNameWithoutExtension(name)}.json", "model.json", "config.json"];
        return candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new GliaException($"{path} holds the weights of a Keras model and not its layers; save the whole model " +
                "(model.save), " +
                $"or put what model.to_json() gives beside it as {stem}.json.");
    }

    private static string Listed(Hdf5Object root)
    {
        string[] names = [.. root.Names.Take(6).Select(name => $"'{name}'")];
        return names.Length == 0 ? "nothing" : string.Join(", ", names) + (root.Names.Count() > names.Length ? ", …" : "");
    }
}
