using Glia.Experiments;

namespace Glia.Tables;

/// <summary>A folder whose tables are called what they are for: <c>train.csv</c>, <c>test.csv</c> and perhaps <c>valid.csv</c>.</summary>
internal static class TableFolder
{
    /// <summary>The data of such a folder, test rows last; null where the folder is none.</summary>
    /// <param name="request">What is wanted. Where there is a model already, the rows to judge it by; where the columns are known
    /// already, the rows of the training table.</param>
    /// <exception cref="GliaException">Two tables are for the same, or one cannot be read or does not fit the others.</exception>
    public static LoadedData? Open(DataRequest request)
    {
        if (Find(request.Path) is not { } tables) return null;
        if (request.Model is not null) return Table(request, tables.GetValueOrDefault(SourcePart.Test, tables[SourcePart.Training]));
        return Joined(request, tables, Table, path => Path.GetFileName(path)!);
    }

    /// <summary>The data of tables of any kind, one for each part.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="tables">The tables; one is for training.</param>
    /// <param name="open">Opens one of them.</param>
    /// <param name="nameOf">What a note calls one.</param>
    /// <exception cref="GliaException">One cannot be read or does not fit the others.</exception>
    internal static LoadedData Joined<T>(DataRequest request, IReadOnlyDictionary<SourcePart, T> tables,
        Func<DataRequest, T, LoadedData> open, Func<T, string> nameOf) where T : notnull
    {
        LoadedData learned = open(request, tables[SourcePart.Training]);
        if (request.Columns is not null) return learned;
        var notes = new List<string>(learned.Notes);
        LoadedData joined = LoadedParts.Join(learned, Part(SourcePart.Validation), Part(SourcePart.Test));
        return joined with { Notes = notes };

        LoadedData? Part(SourcePart part)
        {
            if (!tables.TryGetValue(part, out T? table)) return null;
            LoadedData loaded = open(request with { Columns = learned.Columns, NeedsSampleWeight = false }, table);
            string name = nameOf(table);
            // A competition keeps the answers of its test rows: they are there to be predicted.
            if (loaded.Classes is null && loaded.Numbers is null)
            {
                notes.Add($"left out  {name}, which has no column {string.Join(", ", learned.TargetNames!)}; " +
                    "glia predict answers its rows");
                return null;
            }
            // What was made of the training table is said of it; the name of another stands behind the first word.
            notes.AddRange(loaded.Notes.Select(note => note.Insert(LabelWidth, $"{name}: ")));
            return loaded;
        }
    }

    // The first word of a note and the blanks behind it.
    private const int LabelWidth = 10;

    private static LoadedData Table(DataRequest request, string table) => TableOpener.Open(request with { Path = table })!;

    private static Dictionary<SourcePart, string>? Find(string folder)
    {
        // Arrays lie there to be learned from, and tables beside them for people.
        if (!Directory.Exists(folder) || Directory.EnumerateFiles(folder, "*.npy").Any()) return null;
        string[] files = [.. Directory.GetFiles(folder).Where(TableOpener.IsNamedAsTable).Order(StringComparer.Ordinal)];
        if (PartNames.Of(files.Select(file => Path.GetFileName(file))) is not { } parts) return null;
        var tables = new Dictionary<SourcePart, string>();
        foreach (string file in files)
        {
            if (!parts.TryGetValue(Path.GetFileName(file), out SourcePart part)) continue;
            if (tables.TryAdd(part, file)) continue;
            throw new GliaException($"{folder} holds two tables for the {part.ToString().ToLowerInvariant()} part, " +
                $"{Path.GetFileName(tables[part])} and {Path.GetFileName(file)}; give the table that is meant, or move one away.");
        }
        return tables;
    }
}
