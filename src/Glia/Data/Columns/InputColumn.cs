using System.Text.Json.Nodes;
using Glia.Settings;

namespace Glia.Data.Columns;

/// <summary>One column of a table and the features that it becomes.</summary>
public abstract class InputColumn
{
    private protected InputColumn(string name, bool indicator) => (Name, HasIndicator) = (name, indicator);

    /// <summary>What the column is called.</summary>
    public string Name { get; }

    /// <summary>The word for what it holds: <c>number</c>, <c>category</c> or <c>date</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>
    /// Whether the last of its features is 1 where the value is missing and else 0; so where the training data had missing values.
    /// </summary>
    public bool HasIndicator { get; }

    /// <summary>How many features it becomes.</summary>
    public int Width => Parts.Count + (HasIndicator ? 1 : 0);

    /// <summary>What its features are called.</summary>
    public IEnumerable<string> FeatureNames => HasIndicator ? Parts.Append($"{Name} is missing") : Parts;

    /// <summary>Whether its features are amounts, which scaling and filling with a mean suit; those of a category are 0 or 1.</summary>
    public abstract bool AreAmounts { get; }

    /// <summary>The features but for the indicator.</summary>
    private protected abstract IReadOnlyList<string> Parts { get; }

    /// <summary>Writes the features of one field; what is missing is NaN where it is to be filled.</summary>
    /// <param name="field">The text.</param>
    /// <param name="features">Receives <see cref="Width"/> numbers.</param>
    public FieldState Encode(ReadOnlySpan<char> field, Span<float> features)
    {
        FieldState state = EncodeParts(field, features[..Parts.Count]);
        if (HasIndicator) features[^1] = state is FieldState.Missing or FieldState.Wrong ? 1 : 0;
        return state;
    }

    /// <summary>Whether a feature counts as known although no training row had it: all but those of a category.</summary>
    /// <param name="feature">The feature, from the first of this column.</param>
    internal virtual bool NeedsTraining(int feature) => false;

    /// <summary>Whether a feature stands for a value that no training row had.</summary>
    /// <param name="feature">The feature, from the first of this column.</param>
    internal virtual bool IsUnseen(int feature) => false;

    /// <summary>The column without the values whose features are marked: to a network that never saw them they are unknown.</summary>
    internal virtual InputColumn Without(ReadOnlySpan<bool> unseen) => this;

    private protected abstract FieldState EncodeParts(ReadOnlySpan<char> field, Span<float> parts);

    private protected abstract void Describe(JsonObject json);

    /// <summary>The column as a model file has it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["kind"] = Kind, ["indicator"] = HasIndicator };
        Describe(json);
        return json;
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">What <c>ToJson</c> wrote, or the same object of a file written by hand.</param>
    /// <exception cref="GliaException">Something is missing or of the wrong kind.</exception>
    public static InputColumn FromJson(JsonObject json)
    {
        var reader = new ConfigReader(json, "a column of the model");
        string name = reader.Text("name");
        bool indicator = reader.Flag("indicator", false);
        InputColumn column = reader.Text("kind") switch
        {
            "number" => NumberColumn.Read(name, indicator, reader),
            "category" => CategoryColumn.Read(name, indicator, reader),
            "date" => DateColumn.Read(name, indicator, reader),
            _ => throw reader.Wrong("kind", "number, category or date"),
        };
        reader.Done();
        return column;
    }
}
