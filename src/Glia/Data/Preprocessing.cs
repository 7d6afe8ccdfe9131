using System.Text.Json.Nodes;
using Glia.Data.Columns;

namespace Glia.Data;

/// <summary>
/// What is done to raw data before a network sees them, as a model keeps it: fitted on the training part, applied to all that follows.
/// </summary>
public sealed record Preprocessing
{
    /// <summary>How every feature is scaled.</summary>
    public Scaler Scaler { get; init; } = Scaler.None;

    /// <summary>The columns of the table that was learned from, and how they become features; null where it was no table.</summary>
    public TableColumns? Columns { get; init; }

    /// <summary>What image files become; null where the network did not learn from image files.</summary>
    public ImageInput? Images { get; init; }

    /// <summary>Raw inputs as the network takes them.</summary>
    /// <param name="raw">Rows as they are before scaling, of the shape that the training data had.</param>
    /// <exception cref="GliaException">They have another number of features than those it was fitted on.</exception>
    public Features Apply(Features raw) => Scaler.Apply(raw);

    /// <summary>Rows of a table as the network takes them.</summary>
    /// <param name="names">The names of the columns of the rows, in any order.</param>
    /// <param name="rows">The fields, a list a row.</param>
    /// <exception cref="GliaException">A column is missing, a row is too short, or the network did not learn from a table.</exception>
    public Features Apply(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> rows) => Columns is { } columns
        ? Scaler.Apply(columns.Encode(names, rows))
        : throw new GliaException("The network did not learn from a table, so it knows no columns; give its inputs as numbers.");

    /// <summary>All of it as it goes into a model file.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = Scaler.ToJson();
        if (Columns is not null) json["table"] = Columns.ToJson();
        if (Images is not null) json["images"] = Images.ToJson();
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static Preprocessing FromJson(JsonObject json) => new()
    {
        Scaler = Scaler.FromJson(json),
        Columns = json["table"] switch
        {
            null => null,
            JsonObject table => TableColumns.FromJson(table),
            _ => throw new GliaException("The columns of the model are no object; save the model again."),
        },
        Images = json["images"] is { } images ? ImageInput.FromJson(images) : null,
    };
}
