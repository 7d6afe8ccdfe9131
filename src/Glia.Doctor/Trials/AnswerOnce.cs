using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Layers;

namespace Glia.Doctor.Trials;

/// <summary>What makes one answer of the answers at each step of a row.</summary>
/// <param name="Place">The layer that is changed.</param>
/// <param name="Now">What stands in its place.</param>
/// <param name="Words">The change, for the reader.</param>
/// <param name="Prescription">What to do, in a sentence.</param>
internal sealed record AnswerOnce(int Place, JsonObject Now, string Words, string Prescription)
{
    private const string Sequences = "return_sequences";

    /// <summary>A network that answers at several positions of rows that have one answer, as an error; null where there is none.</summary>
    /// <param name="fault">What it is called.</param>
    /// <param name="facts">The experiment.</param>
    public static Finding? Asked(Fault fault, ExperimentFacts facts)
    {
        if (facts.Subject is not { Train: { } train, Network.OutputShape: var output, Layers: { } layers }
            || !AnswerAtEachStep.IsOfOneTarget(train.Targets, output)) return null;
        return fault.Error(Grade.Strong, new Where(facts.Architecture.Output?.Name, Phase: Phases.Specification),
            $"The network answers at each of {output.Positions} positions of a row, and the targets have one answer a row.",
            Of([.. layers.Select(Variant.Flat)], layers)?.Prescription,
            ("positions", output.Positions), ("target_width", train.Targets.Width));
    }

    /// <summary>
    /// The last layer that returns sequences gives its last step instead; where there is none, the rows of the dense layers at the end are
    /// laid flat before them. Null where neither can be done.
    /// </summary>
    /// <param name="layers">The layers as a file has them.</param>
    /// <param name="built">The same.</param>
    public static AnswerOnce? Of(IReadOnlyList<JsonObject> layers, IReadOnlyList<Layer> built)
    {
        int dense = layers.Count;
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            var now = (JsonObject)layers[i].DeepClone();
            string name = layers[i]["name"]?.GetValue<string>() ?? built[i].ClassName;
            if (EndsSequence(now))
                return new AnswerOnce(i, now, $"{name} without {Sequences}",
                    $"Leave out {Sequences} in {name}: it gives its last step then.");
            if (!built[i].SumsInputs) continue;
            // What looks at one position at a time can look at all of them laid flat.
            if (built[i].WindowPositions > 1) break;
            dense = i;
        }
        if (dense == layers.Count) return null;
        string before = layers[dense]["name"]?.GetValue<string>() ?? nameof(Dense);
        JsonObject flat = PutBefore.Around(new JsonObject { ["class_name"] = nameof(Flatten) }, layers[dense].DeepClone());
        return new AnswerOnce(dense, flat, $"{nameof(Flatten)} before {before}",
            $"Put {nameof(Flatten)}, or a global pooling, before {before}.");
    }

    // Also of the layers inside it.
    private static bool EndsSequence(JsonObject layer)
    {
        bool found = false;
        if (layer[Sequences] is JsonValue value && value.TryGetValue(out bool returns) && returns)
        {
            layer[Sequences] = false;
            found = true;
        }
        foreach (JsonObject inner in layer.Select(setting => setting.Value).OfType<JsonObject>().ToList()) found |= EndsSequence(inner);
        return found;
    }
}
