#:package ParquetSharp@25.0.1.2
// Makes parquet-CODEC.parquet beside it for every codec, with dictionaries and pages of both versions, by Arrow's C++ writer.
// Written with .NET 10 and ParquetSharp 25.0.1.2: dotnet run make_parquet.cs -- FOLDER
using ParquetSharp;

string folder = args[0];
int[] rows = Enumerable.Range(0, 60).ToArray();
Column[] columns =
[
    new Column<long>("id"), new Column<float>("ratio"), new Column<double?>("gaps"), new Column<string>("word"),
    new Column<DateOnly>("day"), new Column<DateTime>("when", LogicalType.Timestamp(false, TimeUnit.Micros)), new Column<bool?>("flag"),
    new Column<byte>("small"), new Column<uint>("large"), new Column<ulong>("huge"), new Column<float[]>("vector"), new Column<int>("y"),
];
foreach (Compression codec in (Compression[])[Compression.Uncompressed, Compression.Snappy, Compression.Gzip, Compression.Brotli,
    Compression.Lz4, Compression.Zstd])
{
    foreach (bool second in (bool[])[false, true])
    {
        if (second && codec is not (Compression.Snappy or Compression.Zstd)) continue;
        var builder = new WriterPropertiesBuilder().Compression(codec);
        if (second) builder = builder.DataPagesize(64).DisableDictionary().Encoding(Encoding.Plain);
        builder = second ? builder.Version(ParquetVersion.PARQUET_2_6) : builder.Version(ParquetVersion.PARQUET_1_0);
        string name = $"parquet-{codec.ToString().ToLowerInvariant()}{(second ? "-plain" : "")}.parquet";
        using var file = new ParquetFileWriter(Path.Combine(folder, name), columns, builder.Build());
        foreach (int[] group in rows.Chunk(40))
        {
            using RowGroupWriter writer = file.AppendRowGroup();
            Write(writer, group.Select(i => (long)i));
            Write(writer, group.Select(i => i / 8f));
            Write(writer, group.Select(i => i % 5 == 0 ? (double?)null : -i / 8.0));
            Write(writer, group.Select(i => (i % 3) switch { 0 => "red", 1 => "grün", _ => "blue" }));
            Write(writer, group.Select(i => new DateOnly(2024, 1, 1).AddDays(i)));
            Write(writer, group.Select(i => new DateTime(2024, 1, 1, 6, 0, 0).AddDays(i)));
            Write(writer, group.Select(i => i % 4 == 0 ? (bool?)null : i % 2 == 0));
            Write(writer, group.Select(i => (byte)(4 * i)));
            Write(writer, group.Select(i => uint.MaxValue - (uint)i));
            Write(writer, group.Select(i => ulong.MaxValue - (ulong)i));
            Write(writer, group.Select(i => (float[])[i, i / 2f, -i]));
            Write(writer, group.Select(i => 2 * i));
        }
        file.Close();
    }
}

static void Write<T>(RowGroupWriter writer, IEnumerable<T> values)
{
    using var column = writer.NextColumn().LogicalWriter<T>();
    column.WriteBatch(values.ToArray());
}
