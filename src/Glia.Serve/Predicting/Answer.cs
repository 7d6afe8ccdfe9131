using System.Text.Json;
using Glia.Models;

namespace Glia.Serve.Predicting;

/// <summary>What a model answers to one row, for people: a word, and how sure it is of what.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Shares">Names with probabilities, those of classes in their order where they are few; empty where there are none.</param>
internal sealed record Answer(string Text, IReadOnlyList<(string Name, double Share)> Shares)
{
    // More bars nobody reads: of more classes only the likeliest.
    private const int MostShares = 12;

    /// <summary>The answer to a row.</summary>
    public static Answer Of(ModelPredictions predictions, int row)
    {
        float[] outputs = predictions[row].ToArray();
        if (outputs.Any(value => !float.IsFinite(value)))
            return new Answer("No answer: the network gives NaN or infinity.", []);
        if (predictions.LabelNames is { } labels)
        {
            string given = predictions.Labels(row) is { Count: > 0 } some ? string.Join(", ", some) : "none";
            return new Answer(given, Fewest(labels, predictions.LabelProbabilities(row)));
        }
        if (predictions.ClassNames is not { } names)
            return new Answer(string.Join(", ", outputs.Select(value => Words.Number(value))), []);
        return new Answer(predictions.ClassName(row), Probabilities(predictions, row) is { } shares ? Fewest(names, shares) : []);
    }

    /// <summary>The bars of a network that was not asked yet.</summary>
    public static IReadOnlyList<(string Name, double Share)> NothingYet(IReadOnlyList<string> names) =>
        [.. names.Take(MostShares).Select(name => (name, 0.0))];

    /// <summary>Writes it for a script.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("answer", Text);
        json.WriteStartArray("shares");
        foreach ((string name, double share) in Shares)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(Math.Round(share, 4));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>The probability of each class; null where the network was trained by a loss that takes scores.</summary>
    public static float[]? Probabilities(ModelPredictions predictions, int row)
    {
        try
        {
            return predictions.Probabilities(row);
        }
        catch (GliaException)
        {
            return null;
        }
    }

    private static IReadOnlyList<(string, double)> Fewest(IReadOnlyList<string> names, float[] shares)
    {
        IEnumerable<(string Name, double Share)> all = names.Zip(shares, (name, share) => (name, (double)share));
        return [.. names.Count <= MostShares ? all : all.OrderByDescending(one => one.Share).Take(MostShares)];
    }
}
