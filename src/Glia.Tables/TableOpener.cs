using Glia.Data.Columns;
using Glia.Experiments;
using Glia.Tables.Arff;
using Glia.Tables.Json;
using Glia.Tables.Text;

namespace Glia.Tables;

/// <summary>Opens tables of text for experiments and models: <c>new DataSource(TableOpener.Open)</c>.</summary>
public static class TableOpener
{
    // Text by these names, and what people take for text: those get a sentence that says what they are.
    private static readonly string[] s_extensions =
    [
        ".csv", ".tsv", ".tab", ".txt", ".data", ".dat", ".psv", ".test", ".arff", ".jsonl", ".ndjson",
        ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".parquet",
    ];

    // Kinds that others open; whatever else is text is taken for a table.
    private static readonly string[] s_others = [".npz", ".npy", ".json", ".safetensors"];

    /// <summary>The data of a table, or of a folder with tables called train and test; null for what is none.</summary>
    /// <param name="request">What is asked for: the path, and how to read it.</param>
    /// <exception cref="GliaException">It cannot be read, says nothing that can be learned, or does not fit the model; the sentence tells
    /// all that is wrong.</exception>
    public static LoadedData? Open(DataRequest request) =>
        IsTable(request.Path) ? Load(TableText.OfFile(request.Path), request) : TableFolder.Open(request);

    /// <summary>The data of a table that is text in memory, as that of standard input is.</summary>
    /// <param name="text">The text's bytes, in any encoding, packed or not.</param>
    /// <param name="request">What to make of it; its path is what messages call the table.</param>
    /// <exception cref="GliaException">It cannot be read, says nothing that can be learned, or does not fit the model.</exception>
    public static LoadedData Open(byte[] text, DataRequest request) => Load(TableText.OfBytes(text, request.Path), request);

    /// <summary>The data of a table whose layout is known, as that of another program's file is.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="request">What to make of it.</param>
    /// <exception cref="GliaException">It says nothing that can be learned, or does not fit the model.</exception>
    internal static LoadedData Open(TableLayout layout, DataRequest request) => Load(request, (_, _) => layout);

    /// <summary>The same for a text.</summary>
    /// <param name="text">The text, with the name that messages call it.</param>
    /// <param name="request">What to make of it.</param>
    /// <exception cref="GliaException">It cannot be read, says nothing that can be learned, or does not fit the model.</exception>
    internal static LoadedData Open(TableText text, DataRequest request) => Load(text, request);

    private static bool IsTable(string path)
    {
        if (!File.Exists(path)) return false;
        return IsNamedAsTable(path) || (!s_others.Contains(Extension(path)) && IsText(path));
    }

    /// <summary>Whether the ending of a file's name is one of tables.</summary>
    internal static bool IsNamedAsTable(string path) => s_extensions.Contains(Extension(path));

    private static string Extension(string path)
    {
        string bare = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(bare).ToLowerInvariant();
    }

    private static bool IsText(string path)
    {
        try
        {
            _ = TableText.OfFile(path);
            return true;
        }
        catch (GliaException)
        {
            return false;
        }
    }

    private static LoadedData Load(TableText text, DataRequest request) => text.Read(text =>
    {
        LoadedData loaded = Load(request, (options, names) =>
            ArffLayout.Of(text) ?? JsonLinesLayout.Of(text) ?? LayoutGuess.Of(text, options, names));
        return text.UnusualEncoding is { } encoding
            ? loaded with { Notes = [.. loaded.Notes, $"note      the text is {encoding}"] }
            : loaded;
    });

    // The layout is asked for with what the user states, and the names that a header would hold where a model knows them.
    private static LoadedData Load(DataRequest request, Func<TableOptions, IReadOnlyCollection<string>?, TableLayout> layoutOf)
    {
        ExperimentData data = request.Data;
        var options = new TableOptions
        {
            Inputs = data.Inputs,
            Drop = data.Drop,
            Targets = data.Targets,
            SampleWeight = data.SampleWeight,
            Kinds = data.Columns ?? new Dictionary<string, string>(),
            Header = data.Header,
            Delimiter = data.Delimiter,
        };
        TableColumns? known = request.Columns ?? request.Model?.Preprocessing?.Columns;
        string[]? names = known is { AreNamed: true } ? [.. known.Inputs.Select(column => column.Name)] : null;
        TableProfile table = TableProfile.Of(layoutOf(options, names));
        TablePlan plan = (request.Model, known) switch
        {
            (_, { } columns) => KnownTable.Plan(table, columns, request.Columns is null ? data.Targets : null, request.NeedsTargets,
                weighed: request.Columns is not null),
            (null, null) => TablePlanning.Of(table, options),
            ({ } model, null) => PlainTable.Plan(table, options, model.Network.InputShape.Size, request.NeedsTargets),
        };
        return TableLoading.Read(table, plan, request.MapFrom);
    }
}
