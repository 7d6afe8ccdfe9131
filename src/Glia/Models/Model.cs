using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Files;
using Glia.Kernels;
using Glia.Layers;
using Glia.Settings;

namespace Glia.Models;

/// <summary>
/// A trained network with all that using it needs: what was done to the inputs, what the classes are called, which loss it was trained
/// with. In a file it is safetensors: tensors named as the layers are, the rest as JSON in the metadata,
/// so any safetensors reader can open the weights.
/// </summary>
/// <param name="Network">The network with its weights.</param>
public sealed record Model(Network Network)
{
    private const string MetadataKey = "glia";

    /// <summary>How raw inputs become what the network takes; null for nothing.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>
    /// How the targets were scaled for the training, which <see cref="TargetScaler.Undo"/> takes back; null for not at all.
    /// </summary>
    public TargetScaler? TargetScaler { get; init; }

    /// <summary>The views of a picture whose answers are averaged; null for the picture as it is alone.</summary>
    public TestTimeAugmentation? TestTimeAugmentation { get; init; }

    /// <summary>Whether each output answers a yes/no question of its own (multilabel).</summary>
    public bool AnswersLabels { get; init; }

    /// <summary>What the classes are called, from class 0; null if they have no names.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The loss it was trained with, as a file says it; null if unknown.</summary>
    public JsonNode? Loss { get; init; }

    /// <summary>What the model answers to raw rows: they are prepared as its training data were.</summary>
    /// <param name="raw">
    /// One sample a row, as it was before scaling: <c>float[,]</c>, <c>float[][]</c>, <c>double[,]</c>, <c>double[][]</c> or any features.
    /// </param>
    /// <param name="workers">The threads to use; all processors if null.</param>
    /// <param name="progress">Told how many rows are done, after every few hundred; null for nobody.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>For each row the outputs, and where the model has class names the class.</returns>
    /// <exception cref="GliaException">A sample has another size than those it was trained on.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public ModelPredictions Predict(
        Features raw, Workers? workers = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default) =>
        ModelPredictions.Of(this, raw, workers, progress, cancellationToken);

    /// <summary>Writes the model; the file appears whole or not at all.</summary>
    /// <param name="path">The file; what it held before is replaced when the new one is whole.</param>
    /// <exception cref="GliaException">The file cannot be written, or <see cref="Load"/> could not read it: a layer of one's own is not
    /// registered with <see cref="LayerCatalogue"/>, or class names,
    /// preprocessing or target scaler are not of the network's size.</exception>
    public void Save(string path) => Save(path, toDisk: true);

    /// <summary>The same; whether to wait for the disk is told by <see cref="AtomicFile"/>.</summary>
    internal void Save(string path, bool toDisk)
    {
        // What could not be read again is refused before anything is written.
        foreach (Layer layer in Network.Children) _ = LayerCatalogue.Copy(layer);
        ModelParts.Check(this);
        var description = new JsonObject
        {
            ["glia_version"] = GliaVersion.Text,
            ["input_shape"] = new JsonArray([.. Network.InputShape.ToArray().Select(d => (JsonNode)d)]),
            ["layers"] = new JsonArray([.. Network.Children.Select(LayerCatalogue.ToJson)]),
            ["preprocessing"] = Preprocessing?.ToJson(),
            ["target_scale"] = TargetScaler?.ToJson(),
            ["multilabel"] = AnswersLabels,
            ["class_names"] = ClassNames is null ? null : new JsonArray([.. ClassNames.Select(n => (JsonNode)n)]),
            ["loss"] = Loss?.DeepClone(),
        };
        // Only where there are some, so that an earlier version reads every other model.
        if (TestTimeAugmentation is { } views) description["test_time_augmentation"] = views.ToJson();
        Safetensors.Write(path,
            Network.Parameters.Select(p => KeyValuePair.Create(p.FullName,
                new NdArray(NumberType.Float32, p.Shape.ToArray(), new BytesOfNumbers(Network.Weights.Memory(p)).Memory))),
            [KeyValuePair.Create("format", "glia"), KeyValuePair.Create(MetadataKey, description.ToJsonString())], toDisk);
    }

    /// <summary>Reads a model and checks that file, layers and weights agree.</summary>
    /// <param name="path">The model.safetensors of a run, or what <see cref="Save(string)"/> wrote.</param>
    /// <exception cref="GliaException">It is no model, or its parts contradict each other.</exception>
    public static Model Load(string path)
    {
        SafetensorsFile file = Safetensors.Read(path);
        if (!file.Metadata.TryGetValue(MetadataKey, out string? text))
            throw new GliaException($"{path} holds tensors but no Glia network; give a model.safetensors that Glia wrote.");
        try
        {
            return Restore(path, file, Parse(path, text));
        }
        catch (GliaException error) when (!error.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new GliaException($"{path}: {error.Message}", error);
        }
    }

    private static JsonObject Parse(string path, string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject
                ?? throw new GliaException($"{path}: the description of the network is no JSON object.");
        }
        catch (JsonException error)
        {
            throw new GliaException($"{path}: the description of the network is not JSON ({error.Message}).", error);
        }
    }

    private static Model Restore(string path, SafetensorsFile file, JsonObject description)
    {
        var reader = new ConfigReader(description, path);
        reader.Ignore("glia_version");
        Shape input = ReadShape(reader);
        if (reader.Node("layers") is not JsonArray { Count: > 0 } layers) throw reader.Wrong("layers", "a list of layers");
        // The file's own tensors bound the memory: layers that declare more than it holds are refused before anything is taken.
        var network = new Network(input, [.. layers.Select(ReadLayer)], seed: 1,
            mostParameters: file.Tensors.Values.Sum(t => t.Length));
        foreach (Parameter parameter in network.Parameters)
        {
            if (!file.Tensors.TryGetValue(parameter.FullName, out NdArray? tensor))
                throw new GliaException($"{path}: the tensor '{parameter.FullName}' is missing.");
            if (tensor.Type != NumberType.Float32 || !tensor.Shape.SequenceEqual(parameter.Shape.ToArray()))
                throw new GliaException($"{path}: the tensor '{parameter.FullName}' is {tensor.Type} [{string.Join(',', tensor.Shape)}]; " +
                    $"the layer needs Float32 [{string.Join(',', parameter.Shape.ToArray())}].");
            tensor.ToSingles().CopyTo(network.Weights[parameter]);
        }
        var known = network.Parameters.Select(parameter => parameter.FullName).ToHashSet(StringComparer.Ordinal);
        if (file.Tensors.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new GliaException($"{path}: no layer has the tensor '{unknown}'.");
        var model = new Model(network)
        {
            Preprocessing = ReadPreprocessing(reader),
            TargetScaler = ReadTargetScaler(reader, network.OutputShape),
            AnswersLabels = reader.Flag("multilabel", false),
            ClassNames = ReadNames(reader),
            Loss = reader.Node("loss")?.DeepClone(),
            TestTimeAugmentation = ReadViews(path, reader),
        };
        reader.Done();
        ModelParts.Check(model);
        return model;
    }

    private static Layer ReadLayer(JsonNode? node, int place)
    {
        // Nobody typed a model file, so a class that is not known is one of a program's own, and not a slip.
        string? name = (node as JsonObject)?["class_name"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        if (name is not null && !LayerCatalogue.Knows(name))
        {
            string call = $"LayerCatalogue.Register(\"{name}\", config => new …)";
            throw new GliaException($"layers[{place}]: unknown layer '{name}'; a class of one's own is registered before loading: {call}.");
        }
        return LayerCatalogue.Create(node, $"layers[{place}]");
    }

    private static TestTimeAugmentation? ReadViews(string path, ConfigReader reader) => reader.Node("test_time_augmentation") switch
    {
        null => null,
        JsonObject settings => Experiments.TestTimeAugmentationReader.ReadWhole(new Section(path, settings, "test_time_augmentation")),
        _ => throw reader.Wrong("test_time_augmentation", "an object such as {\"shift\": 1}"),
    };

    private static Shape ReadShape(ConfigReader reader)
    {
        if (reader.Node("input_shape") is not JsonArray { Count: >= 1 and <= 4 } array)
            throw reader.Wrong("input_shape", "a list of one to four whole numbers");
        var dimensions = new int[array.Count];
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (array[i] is not JsonValue value || !value.TryGetValue(out dimensions[i]) || dimensions[i] < 1)
                throw reader.Wrong("input_shape", "a list of whole numbers of at least 1");
        }
        try
        {
            return new Shape(dimensions);
        }
        catch (ArgumentException error)
        {
            throw new GliaException($"{reader.Where}: 'input_shape' is no shape: {ArgumentWords.Of(error)}", error);
        }
    }

    private static Preprocessing? ReadPreprocessing(ConfigReader reader) => reader.Node("preprocessing") switch
    {
        null => null,
        JsonObject json => Preprocessing.FromJson(json),
        _ => throw reader.Wrong("preprocessing", "an object or null"),
    };

    private static TargetScaler? ReadTargetScaler(ConfigReader reader, Shape output)
    {
        if (reader.Node("target_scale") is not { } node) return null;
        if (node is not JsonObject json) throw reader.Wrong("target_scale", "an object or null");
        var scaler = TargetScaler.FromJson(json);
        if (scaler.Width != 1 && scaler.Width != output.Size && scaler.Width != output.Last)
            throw reader.Wrong("target_scale", $"an object with numbers for {output.Last} outputs");
        return scaler;
    }

    private static string[]? ReadNames(ConfigReader reader)
    {
        if (!reader.Has("class_names")) return null;
        if (reader.Node("class_names") is not JsonArray names || names.Any(n => n?.GetValueKind() != JsonValueKind.String))
            throw reader.Wrong("class_names", "a list of texts");
        return [.. names.Select(n => n!.GetValue<string>())];
    }
}
