using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Data.Columns;
using Glia.Data.Mapped;
using Glia.Files;

namespace Glia.Experiments;

/// <summary>The names that lie beside arrays: those of classes and features, and of the columns of a table that the arrays were.</summary>
/// <param name="Classes">What the classes are called, from class 0; null where nothing says it.</param>
/// <param name="Features">What the features are called; null where nothing says it.</param>
/// <param name="Targets">What the targets are called; null where nothing says it.</param>
/// <param name="Columns">The columns of the table; null where it was none.</param>
internal sealed record ArrayNames(string[]? Classes, string[]? Features, string[]? Targets, TableColumns? Columns)
{
    /// <summary>The names among some arrays.</summary>
    /// <param name="arrays">The arrays by name.</param>
    /// <param name="file">What messages call their file.</param>
    /// <exception cref="GliaException">What should be the columns of a table is something else.</exception>
    public static ArrayNames Of(IReadOnlyDictionary<string, StoredArray> arrays, string file)
    {
        return new(Texts(DataWriting.ClassNames), Texts(DataWriting.FeatureNames), Texts(DataWriting.TargetNames),
            Texts(DataWriting.Table) is [var json] ? Read(json) : null);

        string[]? Texts(string name) =>
            arrays.TryGetValue(name, out StoredArray? stored) && stored.Shape.Length <= 1 && stored.Read() is { IsText: true } texts
                ? texts.ToStrings()
                : null;

        TableColumns Read(string json)
        {
            try
            {
                if (JsonNode.Parse(json) is JsonObject columns) return TableColumns.FromJson(columns);
            }
            catch (JsonException)
            {
                // The sentence below says it.
            }
            throw new GliaException($"{file}: {DataWriting.Table} is not what glia data wrote; write the file again.");
        }
    }

    /// <summary>The inputs of a part as what they were made of, or as the model that will take them knows it.</summary>
    /// <param name="inputs">The array.</param>
    /// <param name="model">The columns that a model knows; null where there is none.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="GliaException">The table had other columns than the model knows.</exception>
    public Features Inputs(Features inputs, TableColumns? model, string file)
    {
        if (Columns is null || Columns.Width != inputs.Shape.Size) return inputs;
        if (model is null) return inputs is ByteFeatures ? inputs : TableFeatures.Fit(Columns, inputs, null);
        bool same = Columns.Inputs.Select(Spelled).SequenceEqual(model.Inputs.Select(Spelled));
        if (!same)
            throw new GliaException($"{file} was made of a table with other columns than the network learned from, or with other " +
                "categories in them; give the table itself.");
        return model.Fill.Count > 0 && inputs is not ByteFeatures ? TableFeatures.Of(model, inputs) : inputs;

        static (string, int) Spelled(InputColumn column) => (column.Name, column.Width);
    }

    /// <summary>The targets of a part by the names of their classes; null where they are not numbers of named classes.</summary>
    public LoadedData? InClasses(Features inputs, NdArray targets)
    {
        if (Classes is not { Length: > 0 } names || !targets.IsInteger || targets.Rank != 1) return null;
        var classes = new int[targets.Length];
        for (int row = 0; row < classes.Length; row++)
        {
            double number = targets.GetDouble(row);
            if (!(number >= 0) || number >= names.Length) return null;
            classes[row] = (int)number;
        }
        return LoadedData.OfClasses(inputs, classes, names);
    }
}
