using System.Text.Json.Nodes;

namespace Glia.Data;

/// <summary>What is done to raw data before a network sees them, as a model keeps it: fitted on the training part, applied to all that follows.</summary>
public sealed record Preprocessing
{
    /// <summary>How every feature is scaled.</summary>
    public Scaler Scaler { get; init; } = Scaler.None;

    /// <summary>What image files become; null where the network did not learn from image files.</summary>
    public ImageInput? Images { get; init; }

    /// <summary>Raw inputs as the network takes them.</summary>
    /// <exception cref="GliaException">They have another number of features than those it was fitted on.</exception>
    public Features Apply(Features raw) => Scaler.Apply(raw);

    /// <summary>All of it as it goes into a model file.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = Scaler.ToJson();
        if (Images is not null) json["images"] = Images.ToJson();
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static Preprocessing FromJson(JsonObject json) => new()
    {
        Scaler = Scaler.FromJson(json),
        Images = json["images"] is { } images ? ImageInput.FromJson(images) : null,
    };
}
