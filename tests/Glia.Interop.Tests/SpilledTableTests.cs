using System.Globalization;
using Glia.Data;
using Glia.Experiments;
using Glia.Tables;

namespace Glia.Interop.Tests;

/// <summary>Tables that are kept in a file because they are large are those that are held in memory, to the bit.</summary>
public sealed class SpilledTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-spilled-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("none")]
    [InlineData("minmax")]
    [InlineData("standardize")]
    public void A_table_with_gaps_and_categories_trains_to_the_same_weights(string scale)
    {
        string path = Written(rows: 300);
        LoadedData held = Open(path, long.MaxValue), spilled = Open(path, 0);
        Assert.True(spilled.Inputs.AreOnDisk);
        Assert.Equal(held.ClassNames, spilled.ClassNames);
        Assert.Equal(held.Classes, spilled.Classes);
        Assert.Equal(held.Notes, spilled.Notes);
        Assert.Equal(Numbers(held.Inputs), Numbers(spilled.Inputs));
        Assert.Equal(Weights(held), Weights(spilled));

        float[] Weights(LoadedData data)
        {
            var experiment = Experiment.Parse("spilled", $$"""
                { "data": { "source": "t.csv", "scale": "{{scale}}", "split": { "test_size": 0.2 } },
                  "network": [{ "class_name": "Dense", "units": 6, "activation": "relu" },
                    { "class_name": "Dense", "units": 2, "activation": "softmax" }],
                  "training": { "loss": "categorical_crossentropy", "optimizer": "adam", "epochs": 2, "batch_size": 16,
                    "validation_split": 0.1 } }
                """);
            var run = ExperimentRun.Prepare(experiment, data);
            run.Train();
            return run.Network.Weights.All.ToArray();
        }
    }

    [Fact]
    public void Bytes_stay_bytes()
    {
        string path = Path.Combine(_folder, "bytes.csv");
        File.WriteAllLines(path,
            ["a,b,answer", .. Enumerable.Range(0, 200).Select(i => $"{i},{i * 7 % 256},{(i % 2 == 0 ? "yes" : "no")}")]);
        LoadedData held = Open(path, long.MaxValue), spilled = Open(path, 0);
        Assert.IsType<ByteFeatures>(held.Inputs);
        Assert.IsType<ByteFeatures>(spilled.Inputs);
        Assert.Equal(Numbers(held.Inputs), Numbers(spilled.Inputs));
    }

    [Fact]
    public void Parts_of_a_folder_are_joined_and_filled_alike()
    {
        File.Move(Written(rows: 120), Path.Combine(_folder, "train.csv"));
        File.Move(Written(rows: 40, seed: 8), Path.Combine(_folder, "test.csv"));
        LoadedData held = Open(_folder, long.MaxValue), spilled = Open(_folder, 0);
        Assert.Equal(40, spilled.StandardTestRows);
        Assert.Equal(Numbers(held.Inputs), Numbers(spilled.Inputs));
    }

    [Theory]
    [InlineData("parquet-snappy.parquet")]
    [InlineData("parquet-zstd.parquet")]
    public void Parquet_by_groups_of_rows(string file)
    {
        string path = Fixture.Of(file);
        var data = new ExperimentData { Source = path, Targets = ["y"], Drop = ["huge"] };
        LoadedData held = ForeignData.Open(new DataRequest(data, path) { MapFrom = long.MaxValue })!;
        LoadedData spilled = ForeignData.Open(new DataRequest(data, path) { MapFrom = 0 })!;
        Assert.True(spilled.Inputs.AreOnDisk);
        Assert.Equal(Numbers(held.Inputs), Numbers(spilled.Inputs));
        Assert.Equal(held.Numbers!.Values.ToArray(), spilled.Numbers!.Values.ToArray());
    }

    [Fact]
    public void Nothing_is_left_in_the_folder_for_temporary_files()
    {
        LoadedData spilled = Open(Written(rows: 50), 0);
        // On Windows the file goes with the last reference.
        if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "glia-*.rows"));
        Assert.Equal(50, spilled.Rows);
    }

    private string Written(int rows, int seed = 1)
    {
        var random = new System.Random(seed);
        string path = Path.Combine(_folder, Path.GetRandomFileName() + ".csv");
        File.WriteAllLines(path,
        [
            "height,place,width,answer",
            .. Enumerable.Range(0, rows)
            .Select(i => string.Join(',', i % 9 == 4 ? "" : (random.NextDouble() * 3).ToString("0.000", CultureInfo.InvariantCulture),
                ((string[])["north", "south", "east"])[random.Next(3)], random.NextDouble().ToString("0.000", CultureInfo.InvariantCulture),
                random.Next(3) > 0 ? "high" : "low")),
        ]);
        return path;
    }

    private static LoadedData Open(string path, long mapFrom) =>
        TableOpener.Open(new DataRequest(new ExperimentData { Source = path }, path) { MapFrom = mapFrom })!;

    private static uint[] Numbers(Features features)
    {
        var values = new float[features.Rows * features.Shape.Size];
        features.Gather([.. Enumerable.Range(0, features.Rows)], values);
        return Array.ConvertAll(values, BitConverter.SingleToUInt32Bits);
    }
}
