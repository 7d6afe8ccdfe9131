using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Interop.Onnx;

namespace Glia.Interop.TensorBoard;

/// <summary>What TensorBoard's page of hyper-parameters is told of a run.</summary>
/// <remarks>tensorboard/plugins/hparams, api.proto and plugin_data.proto.</remarks>
internal static class Hyperparameters
{
    private const string Plugin = "hparams";

    // Fields of HParamsPluginData.
    private const int Experiment = 2, SessionStart = 3, SessionEnd = 4;

    private const int Text = 1, Number = 3, Success = 1, Failure = 2;

    /// <summary>The tags, which say what is in them.</summary>
    public const string ExperimentTag = "_hparams_/experiment", StartTag = "_hparams_/session_start_info",
        EndTag = "_hparams_/session_end_info";

    /// <summary>Those of an experiment that people change from run to run, by their names in its file.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Of(ExperimentRun run)
    {
        Glia.Experiments.Experiment experiment = run.Experiment;
        ExperimentTraining training = experiment.Training;
        var all = new List<KeyValuePair<string, object>>
        {
            new("loss", Word(training.Loss)),
            new("optimizer", Word(training.Optimizer)),
            new("batch_size", (double)training.BatchSize),
            new("epochs", (double)training.Epochs),
            new("seed", (double)experiment.Seed),
            new("parameters", (double)run.Network.ParameterCount),
            new("layers", string.Join(", ", run.Network.Layers.Select(layer => layer.Name))),
        };
        if (training.Schedule is { } schedule) all.Add(new("schedule", Word(schedule)));
        foreach ((string key, JsonNode? value) in training.Optimizer)
            if (value is JsonValue number && number.TryGetValue(out double one)) all.Add(new(key, one));
        return all;
    }

    /// <summary>Which hyper-parameters and figures there are.</summary>
    /// <param name="values">The hyper-parameters of this run.</param>
    /// <param name="metrics">The figures: the folder of the run's part, and the tag.</param>
    public static EventValue Declaration(IReadOnlyList<KeyValuePair<string, object>> values, IEnumerable<(string Part, string Tag)> metrics)
    {
        var experiment = new ProtoWriter();
        foreach ((string name, object value) in values)
            experiment.Message(4, new ProtoWriter().Text(1, name).Whole(4, value is double ? Number : Text));
        foreach ((string part, string tag) in metrics)
            experiment.Message(5, new ProtoWriter().Message(1, new ProtoWriter().Text(1, part).Text(2, tag)).Text(3, $"{part} {tag}"));
        return EventValue.Of(Plugin, new ProtoWriter().Message(Experiment, experiment));
    }

    /// <summary>The values of this run.</summary>
    /// <param name="values">They.</param>
    /// <param name="group">What the run is called.</param>
    public static EventValue Start(IReadOnlyList<KeyValuePair<string, object>> values, string group)
    {
        var start = new ProtoWriter();
        foreach ((string name, object value) in values)
        {
            var said = new ProtoWriter();
            if (value is double number) said.Double(2, number);
            else said.Text(3, (string)value);
            start.Message(1, new ProtoWriter().Text(1, name).Message(2, said));
        }
        return EventValue.Of(Plugin, new ProtoWriter().Message(SessionStart, start.Text(4, group).Double(5, EventFile.Now)));
    }

    /// <summary>How the run ended.</summary>
    public static EventValue End(bool finished) => EventValue.Of(Plugin,
        new ProtoWriter().Message(SessionEnd, new ProtoWriter().Whole(1, finished ? Success : Failure).Double(2, EventFile.Now)));

    private static string Word(JsonObject json) => json["class_name"]?.ToString() ?? "";
}
