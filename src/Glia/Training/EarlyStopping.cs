using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Training;

/// <summary>Ends a run when the monitored loss has not fallen for some epochs, as Keras' callback of this name.</summary>
/// <param name="Patience">Epochs without improvement that are allowed.</param>
/// <param name="MinDelta">How much counts as improvement.</param>
/// <param name="RestoreBestWeights">Whether the weights of the best epoch come back at the end of the run.</param>
public sealed record EarlyStopping(int Patience = 0, double MinDelta = 0, bool RestoreBestWeights = false)
{
    /// <summary>Reads Keras' settings; null where a file has none.</summary>
    /// <param name="node">A name, or an object with <c>class_name</c> and settings.</param>
    /// <param name="where">How to name the place in a sentence.</param>
    /// <exception cref="GliaException">A setting is wrong.</exception>
    public static EarlyStopping? FromJson(JsonNode? node, string where)
    {
        if (node is null) return null;
        if (node is not JsonObject config)
            throw new GliaException($"{where}: early stopping is null or an object such as {{\"patience\": 3}}.");
        var reader = new ConfigReader(config, where);
        string monitor = reader.Text("monitor", "val_loss");
        if (monitor is not ("val_loss" or "loss")) throw reader.Wrong("monitor", "\"val_loss\" or \"loss\"");
        if (reader.Text("mode", "auto") is not ("auto" or "min")) throw reader.Wrong("mode", "\"auto\" or \"min\"");
        reader.Ignore("verbose");
        reader.Refuse("baseline");
        if (reader.Int("start_from_epoch", 0) != 0) throw reader.Wrong("start_from_epoch", "0");
        var stopping = new EarlyStopping(reader.Int("patience", 0), Math.Abs(reader.Number("min_delta", 0)),
            reader.Flag("restore_best_weights", false));
        if (stopping.Patience < 0) throw reader.Wrong("patience", "zero or more");
        reader.Done();
        return stopping;
    }

    /// <summary>The settings as a file says them.</summary>
    public JsonObject ToJson() =>
        new() { ["patience"] = Patience, ["min_delta"] = MinDelta, ["restore_best_weights"] = RestoreBestWeights };
}
