using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Files;
using Glia.Interop.Data;
using Glia.Interop.OpenMl;
using Glia.Interop.Parquet;
using Glia.Tables;
using Glia.Tables.Text;
using Glia.Tests.Shared;

namespace Glia.Interop.Tests;

/// <summary>Data of MATLAB and SVMlight: the arrays that scipy and scikit-learn read from the same files.</summary>
public sealed class SharedDataTests
{
    public static TheoryData<string> Matlab => SharedCase.Of("mat");

    public static TheoryData<string> SvmLight => SharedCase.Of("svmlight");

    public static TheoryData<string> Arff => SharedCase.Of("arff");

    public static TheoryData<string> OpenMl => SharedCase.Of("openml");

    public static TheoryData<string> Numpy => SharedCase.Of("npz");

    public static TheoryData<string> Parquet => SharedCase.Of("parquet");

    public static TheoryData<string> KerasArchive => SharedCase.Of(name => name.StartsWith("npz-001", StringComparison.Ordinal));

    public static TheoryData<string> IdxFiles => SharedCase.Of("idx");

    [Theory]
    [MemberData(nameof(Matlab))]
    public void MATLAB_arrays(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            string? told = Refusal.Check(() => ForeignData.Open(Request(one.Files[0])));
            Assert.NotNull(told);
            return;
        }
        Dictionary<string, NdArray> arrays = MatFile.Read(one.Files[0]).Arrays;
        foreach ((string key, NdArray expected) in Npz.Read(one.PathOf("expected.npz")))
        {
            Assert.Equal(expected.Shape, arrays[key].Shape);
            Assert.Equal(expected.ToDoubles(), arrays[key].ToDoubles());
        }
    }

    [Theory]
    [MemberData(nameof(SvmLight))]
    public void SVMlight_rows(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (one.Expect.Contains("refuse", StringComparison.Ordinal))
        {
            Refusal.Check(() => ForeignData.Open(Request(one.Files[0])), one.Expect.Contains("or", StringComparison.Ordinal));
            return;
        }
        LoadedData data = ForeignData.Open(Request(one.Files[0]))!;
        IReadOnlyDictionary<string, NdArray> expected = Npz.Read(one.PathOf("expected.npz"));
        Assert.Equal(expected["inputs"].Shape, new int[] { data.Rows, data.Inputs.Shape.Size });
        float[] rows = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], rows);
        Assert.Equal(expected["inputs"].ToSingles(), rows);
        Assert.Equal(expected["targets"].ToSingles(), Enumerable.Range(0, data.Rows).Select(row => data.Numbers![row][0]));
    }

    [Theory]
    [MemberData(nameof(Arff))]
    public void ARFF_columns(string name)
    {
        SharedCase one = SharedCase.Named(name);
        // Tables within fields, and no rows, are no data, however well they are formed.
        bool relational = one.Meta["note"]!.GetValue<string>().Contains("relational", StringComparison.Ordinal);
        IReadOnlyDictionary<string, NdArray>? expected = one.Expect == "data" && !relational ? Npz.Read(one.PathOf("expected.npz")) : null;
        if (expected is null || expected.Values.All(column => column.Length == 0))
        {
            string? told = Refusal.Check(() => TableOpener.Open(Request(one.Files[0])), one.Expect != "data");
            if (relational) Assert.Contains("is relational", told, StringComparison.Ordinal);
            return;
        }
        foreach (string column in expected.Keys)
        {
            // Each column once as the target, which is not scaled or encoded. They are called col0, col1 and so on.
            string place = (1 + int.Parse(column.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture)).ToString();
            LoadedData data = TableOpener.Open(Request(one.Files[0], [place]))!;
            if (expected[column].IsText)
                Assert.Equal(expected[column].ToStrings(), Array.ConvertAll(data.Classes!, number => data.ClassNames![number]));
            else Assert.Equal(expected[column].ToSingles(), Enumerable.Range(0, data.Rows).Select(row => data.Numbers![row][0]));
        }
    }

    [Theory]
    [MemberData(nameof(Numpy))]
    public void Archives_of_arrays(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (one.Expect == "refuse")
        {
            Refusal.Check(() => Sources.Open(new ExperimentData { Source = one.Files[0] }, folder: null));
            return;
        }
        IReadOnlyDictionary<string, NdArray> read = Npz.Read(one.Files[0]);
        foreach ((string key, NdArray expected) in Npz.Read(one.PathOf("expected.npz")))
        {
            Assert.Equal(expected.Shape, read[key].Shape);
            if (expected.IsText) Assert.Equal(expected.ToStrings(), read[key].ToStrings());
            else Assert.Equal(expected.ToDoubles(), read[key].ToDoubles());
        }
    }

    [Theory]
    [MemberData(nameof(KerasArchive))]
    public void The_archive_of_keras_datasets_is_data_with_a_test_part_whatever_it_is_called(string name)
    {
        SharedCase one = SharedCase.Named(name);
        IReadOnlyDictionary<string, NdArray> expected = Npz.Read(one.PathOf("expected.npz"));
        using var folder = new Folder();
        string renamed = folder["digits"];
        File.Copy(one.Files[0], renamed);
        foreach (string path in new[] { one.Files[0], renamed })
        {
            LoadedData data = Sources.Open(new ExperimentData { Source = path }, folder: null);
            Assert.Equal(expected["x_train"].Shape[0] + expected["x_test"].Shape[0], data.Rows);
            Assert.Equal(expected["x_test"].Shape[0], data.StandardTestRows);
            Assert.Equal([.. expected["x_train"].ToSingles(), .. expected["x_test"].ToSingles()], Rows(data));
        }
    }

    [Theory]
    [MemberData(nameof(IdxFiles))]
    public void Packed_IDX_files(string name)
    {
        SharedCase one = SharedCase.Named(name);
        IReadOnlyDictionary<string, NdArray> expected = Npz.Read(one.PathOf("expected.npz"));
        LoadedData data = Sources.Open(new ExperimentData { Source = one.Folder }, folder: null);
        Assert.Equal(expected["x_test"].Shape[0], data.StandardTestRows);
        Assert.Equal([.. expected["x_train"].ToSingles(), .. expected["x_test"].ToSingles()], Rows(data));
        Assert.Equal([.. expected["y_train"].ToStrings(), .. expected["y_test"].ToStrings()],
            Array.ConvertAll(data.Classes!, number => data.ClassNames![number]));
    }

    [Theory]
    [MemberData(nameof(Parquet))]
    public void Parquet_columns(string name)
    {
        SharedCase one = SharedCase.Named(name);
        if (File.Exists(one.PathOf("expected.npz")))
        {
            IReadOnlyDictionary<string, NdArray> arrays = Npz.Read(one.PathOf("expected.npz"));
            LoadedData images = ForeignData.Open(Request(one.Files[0]))!;
            Assert.Equal(arrays["pixels"].ToSingles(), Rows(images));
            Assert.Equal(arrays["labels"].ToSingles(), Enumerable.Range(0, images.Rows).Select(row => images.Numbers![row][0]));
            return;
        }
        TableLayout layout = ParquetTable.Of(ParquetFile.Open(one.Files[0]), Request(one.Files[0]));
        string[][] rows = ParquetFileTests.ParquetRowsOf(layout);
        if (File.Exists(one.PathOf("expected.json")))
        {
            foreach ((string column, JsonNode? values) in JsonNode.Parse(File.ReadAllText(one.PathOf("expected.json")))!.AsObject())
                Assert.Equal(values!.AsArray().Select(value => value?.ToString() ?? ""), Column(column));
            return;
        }
        foreach ((string column, JsonNode? sum) in one.Meta["sums"]!.AsObject())
        {
            if (column == "luecken_nulls") Assert.Equal(sum!.GetValue<int>(), Column("luecken").Count(text => text.Length == 0));
            else if (column == "b") Assert.Equal(sum!.GetValue<int>(), Column(column).Count(text => text == "true"));
            else Assert.Equal(sum!.GetValue<double>(), Column(column).Where(text => text.Length > 0)
                .Sum(text => double.Parse(text, CultureInfo.InvariantCulture)), 1e-4);
        }
        Assert.Equal(1000, rows.Length);
        Assert.Equal(one.Meta["first"]!["farbe"]!.AsArray().Select(word => word!.GetValue<string>()), Column("farbe").Take(3));
        Assert.Equal(one.Meta["first"]!["liste"]!.AsArray().Select(word => word!.GetValue<double>()),
            Enumerable.Range(0, 3).Select(i => double.Parse(Column($"liste[{i}]").First(), CultureInfo.InvariantCulture)));

        IEnumerable<string> Column(string called)
        {
            int place = layout.Names.ToList().IndexOf(called);
            Assert.True(place >= 0, $"there is no column {called}");
            return rows.Select(row => row[place]);
        }
    }

    [Theory]
    [MemberData(nameof(OpenMl))]
    public void Data_sets_of_OpenML_in_the_cache(string name)
    {
        SharedCase one = SharedCase.Named(name);
        string asked = name.Contains("by-name-61", StringComparison.Ordinal) ? "openml:iris@1"
            : name.Contains("by-name-292", StringComparison.Ordinal) ? "openml:Australian@1"
            : "openml:" + name[(name.LastIndexOf('-') + 1)..];
        // Port 9 of this machine answers nobody: the cache must do.
        var source = new OpenMlSource(new OpenMlCache(one.PathOf("scikit_learn_data")),
            new OpenMlServer(new Uri("http://127.0.0.1:9/"), TimeSpan.Zero));
        LoadedData Open(string[]? inputs) =>
            OpenMlData.Open(new DataRequest(new ExperimentData { Source = asked, Inputs = inputs }, asked), OpenMlName.Of(asked)!, source);
        LoadedData all = Open(null);
        Assert.True(all.Rows > 0);
        if (!File.Exists(one.PathOf("expected.npz"))) return;
        IReadOnlyDictionary<string, NdArray> expected = Npz.Read(one.PathOf("expected.npz"));
        string[] features = [.. one.Meta["feature_names"]!.AsArray().Select(feature => feature!.GetValue<string>())];
        Assert.Equal(one.Meta["target_names"]!.AsArray().Select(target => target!.GetValue<string>()), all.TargetNames!);
        string[] targets = expected["target"].ToStrings();
        if (all.Classes is { } classes) Assert.Equal(targets, Array.ConvertAll(classes, number => all.ClassNames![number]));
        else Assert.Equal(targets.Select(target => float.Parse(target, CultureInfo.InvariantCulture)), Enumerable.Range(0, all.Rows)
            .Select(row => all.Numbers![row][0]));
        double[] values = expected["data"].ToDoubles();
        for (int column = 0; column < features.Length; column++)
        {
            // Of wide data the shortened file has columns without a value.
            if (Enumerable.Range(0, all.Rows).All(row => double.IsNaN(values[(row * features.Length) + column]))) continue;
            JsonArray? categories = one.Meta["categories"]![features[column]]?.AsArray();
            LoadedData data = Open([features[column]]);
            float[] rows = Rows(data);
            int width = data.Inputs.Shape.Size;
            for (int row = 0; row < data.Rows; row++)
            {
                double value = values[(row * features.Length) + column];
                if (double.IsNaN(value)) continue;
                if (categories is null) Assert.Equal((float)value, rows[row * width]);
                else
                {
                    // scikit-learn gives the number of a category, Glia a column for each.
                    int place = Array.IndexOf(data.FeatureNames!, $"{features[column]}={categories[(int)value]!.GetValue<string>()}");
                    if (place >= 0) Assert.Equal(1, rows[(row * width) + place]);
                }
            }
        }
    }

    private static DataSource Sources { get; } = new(ForeignData.Open, TableOpener.Open);

    private static float[] Rows(LoadedData data)
    {
        float[] rows = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], rows);
        return rows;
    }

    private static DataRequest Request(string path, string[] targets) => new(new ExperimentData { Source = path, Targets = targets }, path);

    private static DataRequest Request(string path) => new(new ExperimentData { Source = path }, path);
}
