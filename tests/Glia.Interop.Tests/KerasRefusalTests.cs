using System.IO.Compression;
using System.Text.Json.Nodes;
using Glia.Layers;
using Glia.Models;

namespace Glia.Interop.Tests;

/// <summary>What Keras has and a network here has not is refused in a sentence that names the layer and says what to do.</summary>
public sealed class KerasRefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-refused-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_reset_gate_before_the_product() => Assert.Contains(
        "layer 'gru' is a GRU whose reset gate acts before the product (reset_after=False), and Glia's acts after it: train it with",
        Refused(new Network(new Shape(4, 2), new GRU(3) { Name = "gru" }), model => Layer(model, "GRU")["reset_after"] = false),
        StringComparison.Ordinal);

    [Fact]
    public void Each_step_by_itself_where_the_layer_does_not_do_so()
    {
        string told = Refused(new Network(new Shape(4, 4, 2), new Flatten(), new Dense(2)), model =>
        {
            JsonObject layer = (JsonObject)model["config"]!["layers"]![1]!;
            layer["class_name"] = "TimeDistributed";
            layer["config"]!["layer"] = new JsonObject { ["class_name"] = "Conv1D", ["config"] = new JsonObject() };
        });
        Assert.Contains("is a TimeDistributed of Conv1D; Glia knows it around layers that treat each step alike", told,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Several_outputs() => Assert.Contains(
        "the model has 2 outputs, 'd' and 'd'; a network has one input and one output, and each of its layers stands at one place: keep " +
            "one",
        Refused(new Network(4, new Residual([new Dense(4)]), new Dense(2) { Name = "d" }), model =>
        {
            var outputs = (JsonArray)model["config"]!["output_layers"]!;
            outputs.Add(outputs[0]!.DeepClone());
        }), StringComparison.Ordinal);

    [Fact]
    public void Ways_to_merge() => Assert.Contains(
        "layer 'add' (Maximum) merges by 'Maximum', which Glia does not know; it knows Add, Average, Multiply, Subtract, Concatenate: " +
            "replace",
        Refused(new Network(4, new Residual([new Dense(4)]), new Dense(2)), model =>
        {
            JsonNode add = model["config"]!["layers"]!.AsArray().First(layer => layer!["class_name"]!.GetValue<string>() == "Add")!;
            add["class_name"] = "Maximum";
        }), StringComparison.Ordinal);

    private static JsonNode Layer(JsonNode model, string kind) =>
        model["config"]!["layers"]!.AsArray().First(layer => layer!["class_name"]!.GetValue<string>() == kind)!["config"]!;

    // A file of Keras 3 whose description is changed.
    private string Refused(Network network, Action<JsonNode> change)
    {
        string path = Path.Combine(_folder, "m.keras");
        _ = ForeignWriting.Keras(new Model(network), path);
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            ZipArchiveEntry entry = zip.GetEntry("config.json")!;
            JsonNode model;
            using (Stream stream = entry.Open()) model = JsonNode.Parse(stream)!;
            change(model);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("config.json").Open());
            writer.Write(model.ToJsonString());
        }
        string message = Assert.Throws<GliaException>(() => ForeignModels.Open(path)).Message;
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        return message;
    }
}
