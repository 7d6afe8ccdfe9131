using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Schedules;

namespace Glia.Interop.Keras;

/// <summary>Learning rates that change with the steps, which are part of the optimizer in Keras and of the training here.</summary>
internal static class KerasSchedules
{
    /// <summary>
    /// What a schedule of Keras becomes: the rate it begins with, and a schedule here or a decay of the optimizer where they are the same.
    /// </summary>
    /// <param name="optimizer">Its settings; the schedule in the place of the rate becomes a number.</param>
    /// <param name="notes">Receives what is left out.</param>
    /// <returns>The schedule as an experiment file says it; null for none.</returns>
    public static JsonObject? Take(JsonObject optimizer, List<string> notes)
    {
        if (optimizer["learning_rate"] is not JsonObject schedule) return null;
        string kind = KerasDescription.Text(schedule["class_name"]) ?? "";
        JsonObject config = schedule["config"] as JsonObject ?? schedule;
        JsonNode? rate = config["initial_learning_rate"] ?? (config["values"] as JsonArray)?.FirstOrDefault();
        optimizer.Remove("learning_rate");
        if (rate is not null) optimizer["learning_rate"] = rate.DeepClone();
        double steps = Number(config, "decay_steps"), decay = Number(config, "decay_rate");
        bool staircase = config["staircase"] is JsonValue flag && flag.TryGetValue(out bool on) && on;
        if (kind == "InverseTimeDecay" && !staircase && steps > 0)
        {
            optimizer["decay"] = decay / steps;
            return null;
        }
        if (kind == "ExponentialDecay" && steps > 0)
            return new JsonObject
            {
                ["class_name"] = "exponential",
                ["decay_rate"] = decay,
                ["decay_steps"] = steps,
                ["staircase"] = staircase,
            };
        notes.Add($"the schedule {kind} of the learning rate is left out, which stays at the rate of the beginning.");
        return null;
    }

    /// <summary>The schedule as Keras' <c>ExponentialDecay</c>, where it is one; null where it is none or another.</summary>
    /// <param name="schedule">As an experiment file says it; null for none.</param>
    /// <param name="notes">Receives that it does not travel.</param>
    public static (double Steps, double Rate, bool Staircase)? Write(JsonNode? schedule, List<string> notes)
    {
        if (schedule is null) return null;
        Schedule made = ScheduleCatalogue.Create(schedule, "the schedule");
        if (made is ConstantRate) return null;
        JsonObject config = made.Config();
        if (made is ExponentialDecay && Number(config, "decay_steps") is > 0 and var steps)
            return (steps, Number(config, "decay_rate"), config["staircase"] is JsonValue flag && flag.TryGetValue(out bool on) && on);
        notes.Add($"the schedule {made.Name} does not travel: it hangs on how long the training is, and the learning rate in the file " +
            "is the one that it changes.");
        return null;
    }

    private static double Number(JsonObject config, string key) =>
        config[key] is JsonValue value && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out double number)
            ? number : 0;
}
