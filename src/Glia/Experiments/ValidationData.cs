using System.Text.Json.Nodes;

namespace Glia.Experiments;

/// <summary>
/// Where the rows that are only looked at come from, Keras' <c>validation_data</c>: the source's own part, another source, or arrays of
/// the same source.
/// </summary>
public sealed record ValidationData
{
    private ValidationData()
    {
    }

    /// <summary>The validation part the source comes with, such as the <c>x_val</c> of an <c>.npz</c>.</summary>
    public static ValidationData Standard { get; } = new() { IsStandard = true };

    /// <summary>None: the rows of a validation part that the source comes with train like the others.</summary>
    public static ValidationData None { get; } = new() { IsNone = true };

    /// <summary>Whether it is the part the source comes with.</summary>
    public bool IsStandard { get; private init; }

    /// <summary>Whether there is none.</summary>
    public bool IsNone { get; private init; }

    /// <summary>Another source, as <see cref="ExperimentData.Source"/> names one; else null.</summary>
    public string? Source { get; private init; }

    /// <summary>The array of the same source with the inputs; else null.</summary>
    public string? Inputs { get; private init; }

    /// <summary>The array of the same source with the targets; else null.</summary>
    public string? Targets { get; private init; }

    /// <summary>The array of the same source with the weight of each row; null for none.</summary>
    public string? SampleWeight { get; private init; }

    /// <summary>Every row of another source.</summary>
    /// <param name="source">Its path or built-in name.</param>
    public static ValidationData From(string source) => source switch
    {
        "standard" => Standard,
        "none" => None,
        _ => new ValidationData { Source = source },
    };

    /// <summary>Arrays of the same source.</summary>
    /// <param name="inputs">The name of the array with the inputs.</param>
    /// <param name="targets">The name of the array with the targets.</param>
    /// <param name="sampleWeight">The name of the array with the weights; null for none.</param>
    public static ValidationData Arrays(string inputs, string targets, string? sampleWeight = null) =>
        new() { Inputs = inputs, Targets = targets, SampleWeight = sampleWeight };

    /// <summary>It as an experiment file says it.</summary>
    internal JsonNode ToJson()
    {
        if (SampleWeight is not null) return new JsonArray(Inputs, Targets, SampleWeight);
        if (Inputs is not null) return new JsonArray(Inputs, Targets);
        return JsonValue.Create(IsStandard ? "standard" : IsNone ? "none" : Source!);
    }
}
