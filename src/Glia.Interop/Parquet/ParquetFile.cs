using Glia.Files;

namespace Glia.Interop.Parquet;

/// <summary>A Parquet file: its columns, and their values group by group of rows.</summary>
internal sealed class ParquetFile
{
    // So much may any file become; beyond it a few hundred times its size. Constant columns pack without a limit, and a file of some
    // hundred bytes could ask for terabytes.
    private const long AlwaysAllowed = 16 << 20, AllowedRatio = 250;

    private readonly ParquetMetadata _metadata;
    private readonly long _most;

    private ParquetFile(string path, ParquetMetadata metadata, long length)
    {
        (Path, _metadata) = (path, metadata);
        _most = Math.Max(AlwaysAllowed, AllowedRatio * length);
        Columns = ParquetSchema.Columns(metadata, path);
        Check();
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Its columns, in its order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>What programs note in it, by their names: <c>pandas</c>, <c>huggingface</c>.</summary>
    public IReadOnlyDictionary<string, string> Pairs => _metadata.Pairs;

    /// <summary>How many rows there are.</summary>
    public long Rows => _metadata.Groups.Sum(group => group.Rows);

    /// <summary>How many groups of rows.</summary>
    public int Groups => _metadata.Groups.Count;

    /// <summary>Opens a file.</summary>
    /// <exception cref="GliaException">It is cut off, damaged, encrypted, or would become far more than it is.</exception>
    public static ParquetFile Open(string path)
    {
        using FileStream stream = BoundedReading.Open(path);
        return new ParquetFile(path, ParquetMetadata.Read(stream, path), stream.Length);
    }

    /// <summary>How many rows a group has.</summary>
    public int RowsOf(int group) => (int)_metadata.Groups[group].Rows;

    /// <summary>The values of some columns in one group of rows.</summary>
    public ParquetColumnData[] Read(FileStream stream, int group, IReadOnlyList<ParquetColumn> columns) =>
        [.. columns.Select(column => Read(stream, group, column))];

    private ParquetColumnData Read(FileStream stream, int group, ParquetColumn column)
    {
        ParquetColumnData data = ParquetColumnReader.Read(stream, column, _metadata.Groups[group].Chunks[column.Place], Path, _most);
        int rows = column.Repetition == 0 ? data.Count : data.Repetitions.AsSpan().Count((byte)0);
        if (rows != _metadata.Groups[group].Rows || (data.Repetitions.Length > 0 && data.Repetitions[0] != 0))
            throw ParquetDamage.Of(Path, $"'{column.Name}' has {rows:N0} rows where there should be {_metadata.Groups[group].Rows:N0}");
        return data;
    }

    // What the footer claims is compared with what the file can become, before anything is read.
    private void Check()
    {
        long all = 0;
        foreach (ParquetRowGroup group in _metadata.Groups)
        {
            if (group.Chunks.Count != Columns.Count)
                throw ParquetDamage.Of(Path, $"a group of rows has {group.Chunks.Count:N0} columns and not {Columns.Count:N0}");
            foreach ((ParquetChunk chunk, ParquetColumn column) in group.Chunks.Zip(Columns))
            {
                if (group.Rows < 0 || chunk.Values < 0 || (column.Repetition == 0 && chunk.Values != group.Rows))
                    throw ParquetDamage.Of(Path, $"'{column.Name}' has {chunk.Values:N0} values in {group.Rows:N0} rows");
                all += Math.Min(chunk.Values, int.MaxValue) * sizeof(float);
                if (all > _most || chunk.Values > Array.MaxLength)
                    throw new GliaException($"{Path} says that it has {Rows:N0} rows of {Columns.Count:N0} columns, far more than a file " +
                        "of its size holds; export fewer rows, or less that is the same everywhere.");
            }
        }
    }
}
