using Glia.Data;
using Glia.Data.Columns;
using Glia.Settings;

namespace Glia.Serve.Predicting;

/// <summary>Rows of a table as features. What a file may leave open is an error here: whoever asks can say it properly.</summary>
internal static class TableRows
{
    /// <summary>Stands before a number that was written as one, so that no format of texts is looked for in it.</summary>
    public const char NumberMark = '\u0001';

    /// <summary>The features of rows.</summary>
    /// <param name="columns">The columns of the model.</param>
    /// <param name="rows">The fields under the names of their columns.</param>
    /// <exception cref="GliaException">A column is missing or unknown, or a field is not of its kind.</exception>
    public static PredictRequest Encode(TableColumns columns, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var values = new float[rows.Count * columns.Width];
        var notes = new List<string>();
        var known = columns.Inputs.Select(column => column.Name).Concat(columns.Targets.Select(target => target.Name))
            .Concat(columns.Ignored).Append(columns.SampleWeight ?? "").ToHashSet(StringComparer.Ordinal);
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row].Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            {
                string? near = Spelling.Nearest(unknown, columns.Inputs.Select(column => column.Name));
                throw new GliaException($"rows[{row}] has '{unknown}', which is no column of the model" +
                    $"{(near is null ? "." : $"; did you mean '{near}'?")}");
            }
            int at = row * columns.Width;
            foreach (InputColumn column in columns.Inputs)
            {
                if (!rows[row].TryGetValue(column.Name, out string? field))
                    throw new GliaException($"rows[{row}] has no '{column.Name}'; null stands for a value that is missing.");
                string text = Written(field, column);
                FieldState state = column.Encode(text, values.AsSpan(at, column.Width));
                if (state == FieldState.Wrong) throw new GliaException($"rows[{row}]: '{text}' is no {column.Kind} for '{column.Name}'.");
                if (state == FieldState.Unknown) notes.Add($"rows[{row}]: the training data had no '{text}' in '{column.Name}'.");
                at += column.Width;
            }
        }
        columns.FillGaps(values);
        return new PredictRequest(new FloatFeatures(values, columns.Width), notes);
    }

    // A number as the column's own format has it: with its decimal mark.
    private static string Written(string field, InputColumn column)
    {
        if (field.Length == 0 || field[0] != NumberMark) return field;
        string number = field[1..];
        return column is NumberColumn { Format.Decimal: ',' }
            ? number.Replace('.', ',')
            : number;
    }
}
