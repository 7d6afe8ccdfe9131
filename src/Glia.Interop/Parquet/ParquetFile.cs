using Glia.Files;

namespace Glia.Interop.Parquet;

/// <summary>A Parquet file, or several with the rows of one table: the columns, and their values group by group of rows.</summary>
internal sealed class ParquetFile
{
    // So much may any file become; beyond it a few hundred times its size. Constant columns pack without a limit, and a file of some
    // hundred bytes could ask for terabytes.
    private const long AlwaysAllowed = 16 << 20, AllowedRatio = 250;

    private readonly (string Path, ParquetRowGroup Rows, long Most)[] _groups;

    private ParquetFile(string name, IReadOnlyList<ParquetColumn> columns, IReadOnlyDictionary<string, string> pairs,
        (string, ParquetRowGroup, long)[] groups) => (Name, Columns, Pairs, _groups) = (name, columns, pairs, groups);

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Its columns, in its order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>What programs note in it, by their names: <c>pandas</c>, <c>huggingface</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs { get; }

    /// <summary>How many groups of rows.</summary>
    public int Groups => _groups.Length;

    /// <summary>Opens a file.</summary>
    /// <exception cref="GliaException">It is cut off, damaged, encrypted, or would become far more than it is.</exception>
    public static ParquetFile Open(string path) => Open([path], path);

    /// <summary>Opens files that hold the rows of one table one after the other.</summary>
    /// <param name="paths">The files, one at least.</param>
    /// <param name="name">What messages call all of them.</param>
    /// <exception cref="GliaException">One cannot be read, or has other columns than the first.</exception>
    public static ParquetFile Open(IReadOnlyList<string> paths, string name)
    {
        IReadOnlyList<ParquetColumn>? columns = null;
        IReadOnlyDictionary<string, string>? pairs = null;
        var groups = new List<(string, ParquetRowGroup, long)>();
        foreach (string path in paths)
        {
            using FileStream stream = BoundedReading.Open(path);
            ParquetMetadata metadata = ParquetMetadata.Read(stream, path);
            IReadOnlyList<ParquetColumn> own = ParquetSchema.Columns(metadata, path);
            columns ??= own;
            pairs ??= metadata.Pairs;
            if (!own.SequenceEqual(columns))
                throw new GliaException($"{path} has other columns than {paths[0]}, or of other kinds, and both are parts of one table; " +
                    "give one of them, or move one away.");
            long most = Math.Max(AlwaysAllowed, AllowedRatio * stream.Length);
            Check(metadata, own, path, most);
            groups.AddRange(metadata.Groups.Select(group => (path, group, most)));
        }
        return new ParquetFile(name, columns!, pairs!, [.. groups]);
    }

    /// <summary>How many rows a group has.</summary>
    public int RowsOf(int group) => (int)_groups[group].Rows.Rows;

    /// <summary>The values of some columns in one group of rows.</summary>
    /// <exception cref="GliaException">They are damaged, or packed in a way that is not known.</exception>
    public ParquetColumnData[] Read(int group, IReadOnlyList<ParquetColumn> columns)
    {
        using FileStream stream = BoundedReading.Open(_groups[group].Path);
        return [.. columns.Select(column => Read(stream, group, column))];
    }

    private ParquetColumnData Read(FileStream stream, int group, ParquetColumn column)
    {
        (string path, ParquetRowGroup own, long most) = _groups[group];
        ParquetColumnData data = ParquetColumnReader.Read(stream, column, own.Chunks[column.Place], path, most);
        int rows = column.Repetition == 0 ? data.Count : data.Repetitions.AsSpan().Count((byte)0);
        if (rows != own.Rows || (data.Repetitions.Length > 0 && data.Repetitions[0] != 0))
            throw ParquetDamage.Of(path, $"'{column.Name}' has {rows:N0} rows where there should be {own.Rows:N0}");
        return data;
    }

    // What the footer claims is compared with what the file can become, before anything is read.
    private static void Check(ParquetMetadata metadata, IReadOnlyList<ParquetColumn> columns, string path, long most)
    {
        long all = 0;
        foreach (ParquetRowGroup group in metadata.Groups)
        {
            if (group.Chunks.Count != columns.Count)
                throw ParquetDamage.Of(path, $"a group of rows has {group.Chunks.Count:N0} columns and not {columns.Count:N0}");
            foreach ((ParquetChunk chunk, ParquetColumn column) in group.Chunks.Zip(columns))
            {
                if (group.Rows < 0 || chunk.Values < 0 || (column.Repetition == 0 && chunk.Values != group.Rows))
                    throw ParquetDamage.Of(path, $"'{column.Name}' has {chunk.Values:N0} values in {group.Rows:N0} rows");
                all += Math.Min(chunk.Values, int.MaxValue) * sizeof(float);
                if (all > most || group.Rows > Array.MaxLength)
                    throw new GliaException($"{path} says that it has {metadata.Groups.Sum(one => (double)one.Rows):N0} rows of " +
                        $"{columns.Count:N0} columns, far more than a file of its size holds; export fewer rows, or less that is the " +
                        "same everywhere.");
            }
        }
    }
}
