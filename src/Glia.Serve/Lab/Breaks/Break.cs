using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Serve.Lab.Breaks;

/// <summary>
/// A fault that can be put into any experiment for which it makes sense: to see what it does, and whether the doctor finds it. The list is
/// <c>breaks.json</c>.
/// </summary>
public sealed class Break
{
    private static readonly JsonDocumentOptions s_forgiving = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly Lazy<IReadOnlyList<Break>> s_all = new(Read);

    private readonly string _needs;
    private readonly ExperimentEdit[] _edits;

    private Break(JsonObject json)
    {
        string code = json["fault"]!.GetValue<string>();
        Fault = Fault.Find(code) ?? throw new InvalidDataException($"breaks.json names {code}, which is no fault.");
        Name = json["name"]!.GetValue<string>();
        _needs = json["needs"]?.GetValue<string>() ?? "";
        _edits = [.. json["edits"]!.AsArray().Select(edit => new ExperimentEdit(edit!.AsObject()))];
    }

    /// <summary>All of them, what is fed in first, then the model, the loss, the start and the steps.</summary>
    public static IReadOnlyList<Break> All => s_all.Value;

    /// <summary>The fault it is.</summary>
    public Fault Fault { get; }

    /// <summary>What exactly is done, in a few words: <c>rate 1e-6</c>.</summary>
    public string Name { get; }

    /// <summary>The break of this name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="GliaException">There is none.</exception>
    public static Break Of(string name) => All.FirstOrDefault(one => one.Name == name)
        ?? throw new GliaException($"There is no break '{name}'; there are {string.Join(", ", All.Select(one => one.Name))}.");

    /// <summary>The experiment with the fault; null where it makes no sense in it, or is in it already.</summary>
    /// <param name="experiment">The experiment; it is not changed.</param>
    /// <param name="classes">How many classes its targets are; 0 where they are values.</param>
    public Experiment? In(Experiment experiment, int classes)
    {
        JsonObject json = JsonNode.Parse(experiment.ToJson())!.AsObject();
        if (!MakesSense(json, classes)) return null;
        foreach (ExperimentEdit edit in _edits)
            if (!edit.Make(json)) return null;
        Experiment broken = Experiment.Parse(experiment.Name ?? Name, json.ToJsonString()) with { Folder = experiment.Folder };
        return broken.ToJson() == experiment.ToJson() ? null : broken;
    }

    private bool MakesSense(JsonObject experiment, int classes) => _needs switch
    {
        "classes" => classes > 1,
        "many_classes" => classes > 2,
        "values" => classes == 0,
        "amounts" => experiment["data"]?["scale"]?.GetValue<string>() is not (null or "none"),
        "relu" => ExperimentEdit.Kernels(experiment) is [{ } first, ..] && first["activation"]?.ToString() == "relu",
        _ => true,
    };

    private static Break[] Read()
    {
        using Stream stream = typeof(Break).Assembly.GetManifestResourceStream("breaks.json")!;
        JsonNode list = JsonNode.Parse(stream, documentOptions: s_forgiving)!;
        return [.. list.AsArray().Select(one => new Break(one!.AsObject()))];
    }
}
