using System.Text;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Experiments;
using Glia.Losses;

namespace Glia.Doctor.Trials;

/// <summary>Writes an experiment with its repairs, and beside each changed line what stood there.</summary>
public static class MendedFile
{
    /// <summary>The text of the mended experiment file; comments say what was changed. It can be read as an experiment, from any folder.</summary>
    /// <param name="experiment">The experiment as it was.</param>
    /// <param name="mending">The same with its repairs.</param>
    public static string Write(Experiment experiment, Mending mending)
    {
        var text = new StringBuilder();
        foreach ((Fault fault, string words) in mending.Repairs) text.Append("// ").Append(fault.Code).Append(' ').Append(fault.Name).Append(": ").Append(words).Append('\n');
        if (mending.TargetsStandardized) text.Append("// The targets were standardised for the proof; an experiment file has no word for that, so scale them where they are made.\n");
        string[] was = Lines(experiment), now = Lines(mending.Experiment);
        foreach ((string line, string? before) in Align(was, now))
            text.Append(line).Append(before is null ? "" : $"  // was: {before.Trim().TrimEnd(',')}").Append('\n');
        return text.ToString();
    }

    private static string[] Lines(Experiment experiment) => experiment.WithAbsoluteSource().ToJson().TrimEnd().Split('\n');

    /// <summary>The mended experiment.</summary>
    public static Experiment Apply(Experiment experiment, Variant patient, Variant mended)
    {
        int place = 0;
        ExperimentTraining training = experiment.Training;
        return experiment with
        {
            Data = mended.Scale is { } scale && scale != patient.Scale ? experiment.Data with { Scale = scale } : experiment.Data,
            Network = [.. experiment.Network.Select(layer => layer.IsInput ? layer : Layer(layer, patient.Layers[place], mended.Layers[place++]))],
            Training = training with
            {
                Loss = mended.Loss == patient.Loss ? training.Loss : AsObject(LossCatalogue.ToJson(mended.Loss)),
                Optimizer = JsonNode.DeepEquals(patient.Optimizer, mended.Optimizer) ? training.Optimizer : (JsonObject)mended.Optimizer.DeepClone(),
                Schedule = JsonNode.DeepEquals(patient.Schedule, mended.Schedule) ? training.Schedule : null,
                BatchSize = mended.Options.BatchSize,
                StepsPerEpoch = mended.Options.StepsPerEpoch,
                Epochs = mended.Options.Epochs,
                Shuffle = mended.Options.Shuffle,
            },
        };
    }

    private static ExperimentLayer Layer(ExperimentLayer layer, JsonObject was, JsonObject now)
    {
        if (JsonNode.DeepEquals(was, now)) return layer;
        var config = (JsonObject)layer.Config.DeepClone();
        foreach ((string key, _) in was)
            if (key is not "class_name" && !now.ContainsKey(key)) config.Remove(key);
        foreach ((string key, JsonNode? value) in now)
            if (key is not "class_name" && !JsonNode.DeepEquals(was[key], value)) config[key] = value?.DeepClone();
        return new ExperimentLayer(now["class_name"]!.GetValue<string>(), config);
    }

    private static JsonObject AsObject(JsonNode node) => node as JsonObject ?? new JsonObject { ["class_name"] = node.GetValue<string>() };

    // Lines that both have stay; between them, each new line is set beside the old one at the same place.
    private static IEnumerable<(string Line, string? Before)> Align(string[] was, string[] now)
    {
        var common = new int[was.Length + 1, now.Length + 1];
        for (int i = was.Length - 1; i >= 0; i--)
            for (int j = now.Length - 1; j >= 0; j--)
                common[i, j] = was[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        int a = 0, b = 0;
        while (b < now.Length)
        {
            if (a < was.Length && was[a] == now[b])
            {
                yield return (now[b++], null);
                a++;
            }
            else if (a < was.Length && common[a + 1, b] >= common[a, b + 1] && common[a + 1, b + 1] == common[a, b])
            {
                yield return (now[b++], was[a++]);   // one line became another
            }
            else if (a < was.Length && common[a + 1, b] >= common[a, b + 1])
            {
                a++;
            }
            else
            {
                yield return (now[b++], "nothing");
            }
        }
    }
}
