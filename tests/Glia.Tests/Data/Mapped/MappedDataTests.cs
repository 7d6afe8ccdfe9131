using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using Glia.Data;
using Glia.Data.Mapped;
using Glia.Experiments;
using Glia.Files;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Data.Mapped;

/// <summary>Data that stay in their file are those that are read, to the bit.</summary>
public sealed class MappedDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-mapped-").FullName;

    private static readonly DataFileOptions Always = new() { MapFrom = 0 }, Never = new() { MapFrom = long.MaxValue };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("|b1"), InlineData("|u1"), InlineData("|i1"), InlineData("<u2"), InlineData("<i2"), InlineData("<f2"), InlineData("<u4")]
    [InlineData("<i4"), InlineData("<f4"), InlineData("<u8"), InlineData("<i8"), InlineData("<f8"), InlineData(">u2"), InlineData(">i2")]
    [InlineData(">f2"), InlineData(">u4"), InlineData(">i4"), InlineData(">f4"), InlineData(">u8"), InlineData(">i8"), InlineData(">f8")]
    public void An_npy_of_any_type(string descr)
    {
        string path = In("x.npy");
        WriteNpy(path, descr, 11, 7);
        Features read = Npy.Open(path, long.MaxValue).ToFeatures(path), mapped = Npy.Open(path, 0).ToFeatures(path);
        Assert.True(mapped.AreOnDisk);
        Assert.False(read.AreOnDisk);
        Assert.Equal((read.Rows, read.Shape, read.BytesOfRow), (mapped.Rows, mapped.Shape, mapped.BytesOfRow));
        Assert.Equal(Bits(read), Bits(mapped));
        Assert.Equal(Npy.Read(path).RawBytes.ToArray(), Npy.Open(path, 0).Read().RawBytes.ToArray());
        Assert.Equal(Bits(read.Select([3, 3, 10, 0])), Bits(mapped.Select([3, 3, 10, 0])));
    }

    [Fact]
    public void An_npz_stored_as_it_is_stays_in_its_file_and_a_packed_one_is_read()
    {
        var random = new System.Random(3);
        var bytes = new byte[40 * 6];
        random.NextBytes(bytes);
        KeyValuePair<string, NdArray>[] arrays =
        [
            new("x_train", NdArray.From(bytes.AsSpan(), 40, 6)),
            new("y_train", NdArray.From([.. Enumerable.Range(0, 40).Select(i => i % 3)])),
            new("x_test", NdArray.From(bytes.AsSpan(0, 60), 10, 6)),
            new("y_test", NdArray.From([.. Enumerable.Range(0, 10).Select(i => i % 3)])),
        ];
        foreach (bool packed in (bool[])[false, true])
        {
            string path = In($"data{packed}.npz");
            Npz.Write(path, arrays, packed);
            LoadedData read = Load(path, long.MaxValue), mapped = Load(path, 0);
            Assert.Equal(!packed, mapped.Inputs.AreOnDisk);
            Assert.IsType<ByteFeatures>(mapped.Inputs);
            Assert.Equal(10, mapped.StandardTestRows);
            Assert.Equal(Bits(read.Inputs), Bits(mapped.Inputs));
            Assert.Equal(read.Numbers!.Values.ToArray(), mapped.Numbers!.Values.ToArray());
            // Rows of both parts, to and fro.
            Assert.Equal(Bits(read.Inputs.Select([49, 0, 40, 39, 1, 41])), Bits(mapped.Inputs.Select([49, 0, 40, 39, 1, 41])));
        }
    }

    [Fact]
    public void Numbers_in_several_parts_are_joined_without_a_copy()
    {
        WriteNpy(In("x_train.npy"), "<f4", 12, 5);
        WriteNpy(In("x_test.npy"), "<f4", 7, 5, seed: 9);
        Npy.Write(In("y_train.npy"), NdArray.From([.. Enumerable.Range(0, 12)]));
        Npy.Write(In("y_test.npy"), NdArray.From([.. Enumerable.Range(0, 7)]));
        LoadedData read = Load(_folder, long.MaxValue), mapped = Load(_folder, 0);
        Assert.IsType<JoinedFeatures>(mapped.Inputs);
        Assert.Equal(Bits(read.Inputs), Bits(mapped.Inputs));
        Assert.Equal(Bits(read.StandardTest().Inputs), Bits(mapped.StandardTest().Inputs));
        int[] mixed = [18, 0, 12, 11, 13, 1, 2];
        Assert.Equal(Bits(read.Inputs.Select(mixed).Select([6, 0, 3])), Bits(mapped.Inputs.Select(mixed).Select([6, 0, 3])));
    }

    [Theory]
    [InlineData(0x08), InlineData(0x09), InlineData(0x0B), InlineData(0x0C), InlineData(0x0D), InlineData(0x0E)]
    public void An_idx_file_of_any_type(byte type)
    {
        int unit = type switch { 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 1 };
        var data = new byte[9 * 4 * 3 * unit];
        for (int i = 0; i < data.Length; i++) data[i] = (byte)(i * 7 % 60 + 1);
        byte[] head = [0, 0, type, 3, 0, 0, 0, 9, 0, 0, 0, 4, 0, 0, 0, 3];
        File.WriteAllBytes(In("train-images-idx3-ubyte"), [.. head, .. data]);
        File.WriteAllBytes(In("train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 9, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
        DataFile read = DataFile.Read(_folder, Never), mapped = DataFile.Read(_folder, Always);
        Assert.True(mapped.Inputs.AreOnDisk);
        Assert.Equal(Bits(read.Inputs), Bits(mapped.Inputs));
    }

    [Theory]
    [InlineData("none", "|u1"), InlineData("unit", "|u1"), InlineData("minmax", "|u1"), InlineData("standardize", "|u1")]
    [InlineData("unit", "<f4"), InlineData("minmax", "<f4"), InlineData("standardize", "<f4"), InlineData("standardize", ">f8")]
    public void A_run_ends_with_the_same_weights(string scale, string descr)
    {
        WriteNpy(In("x.npy"), descr, 120, 6);
        Npy.Write(In("y.npy"), NdArray.From([.. Enumerable.Range(0, 120).Select(i => i % 3)]));
        float[] read = Weights(long.MaxValue), mapped = Weights(0);
        Assert.Equal(read, mapped);

        float[] Weights(long mapFrom)
        {
            var experiment = Experiment.Parse("mapped", $$"""
                { "data": { "source": "x.npy", "scale": "{{scale}}", "task": "classify", "split": { "test_size": 0.2 } },
                  "network": [{ "class_name": "Dense", "units": 8, "activation": "relu" },
                    { "class_name": "Dense", "units": 3, "activation": "softmax" }],
                  "training": { "loss": "categorical_crossentropy", "optimizer": "adam", "epochs": 3, "batch_size": 16,
                    "validation_split": 0.1 } }
                """);
            var run = ExperimentRun.Prepare(experiment, Load(In("x.npy"), mapFrom), threads: 2);
            run.Train();
            return run.Network.Weights.All.ToArray();
        }
    }

    [Fact]
    public void Pictures_of_a_run_are_those_of_its_file()
    {
        WriteNpy(In("x.npy"), "|u1", 30, 64);
        Npy.Write(In("y.npy"), NdArray.From([.. Enumerable.Range(0, 30).Select(i => i % 3)]));
        Assert.Equal(Pictures(long.MaxValue), Pictures(0));

        byte[] Pictures(long mapFrom)
        {
            var experiment = Experiment.Parse("pictures", """
                { "data": { "source": "x.npy", "scale": "unit", "task": "classify", "split": { "test_size": 0.2 } },
                  "network": [{ "class_name": "Dense", "units": 3, "activation": "softmax" }],
                    "training": { "loss": "categorical_crossentropy", "epochs": 1 } }
                """);
            var run = ExperimentRun.Prepare(experiment, Load(In("x.npy"), mapFrom));
            var pictures = Glia.Experiments.Recorded.PictureFormat.Of(run.Data)!;
            Features test = run.Data.Test!.Inputs;
            return [.. pictures.Of(test, 3), .. pictures.Of(run.Data.Training.Inputs, 5)];
        }
    }

    [Fact]
    public void Windows_are_the_same_from_a_file_and_from_memory_and_after_a_pause() =>
        Gen.Select(Gen.Int[40, 300], Gen.Int[1, 60], Gen.Int[1, 20],
        Gen.Int[1, 32], Gen.Int[1, 30]).Sample((rows, window, block, batch, pause) =>
    {
        string path = In(Path.GetRandomFileName() + ".npy");
        WriteNpy(path, "<f4", rows, 4, seed: rows);
        Features memory = Npy.Open(path, long.MaxValue).ToFeatures(path), file = Npy.Open(path, 0).ToFeatures(path);
        var sizes = new ShuffleWindow(window, Math.Min(block, window));
        float[] whole = Train(memory, null);
        Assert.Equal(whole, Train(file, null));
        string folder = In(Path.GetRandomFileName());
        Train(file, folder, pause);
        Assert.Equal(whole, Train(file, folder));

        float[] Train(Features inputs, string? checkpoints, int end = 0)
        {
            var network = new Network(4, new Dense(3, "tanh"), new Dense(1));
            var data = new Dataset(inputs, new Targets([.. Enumerable.Range(0, rows).Select(row => row % 5 / 5f)]));
            var trainer = new Trainer(network, "mean_squared_error", new SGD(0.01f), workers: new Kernels.Workers(2));
            trainer.Fit(data, new FitOptions
            {
                Epochs = 3,
                BatchSize = batch,
                Window = sizes,
                Checkpoints = checkpoints is null ? null : new Checkpoints(checkpoints),
                Observers = end == 0 ? [] : [new EndAt(end)],
            });
            return network.Weights.All.ToArray();
        }
    }, iter: 40, threads: 1);

    [Fact]
    public void A_file_that_is_cut_while_it_is_in_use_is_one_sentence()
    {
        string path = In("x.npy");
        WriteNpy(path, "<f4", 5000, 8);
        Features inputs = Npy.Open(path, 0).ToFeatures(path);
        inputs.Gather([0], new float[8]);
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(1000);
        string sentence = Assert.Throws<GliaException>(() => inputs.Gather([4999], new float[8])).Message;
        Assert.Equal($"{path} was cut while it was in use: its file has 1,000 bytes left, fewer than its array needs; " +
            "put the whole file back and start again.", sentence);
    }

    [Theory]
    [InlineData("(2000000000, 784)"), InlineData("(2000000000, 2000000000, 2000000000)"), InlineData("(100, 8)")]
    public void A_header_that_lies_takes_no_memory(string shape)
    {
        string path = In("x.npy");
        File.WriteAllBytes(path, [.. Header("<f4", shape), .. new byte[64]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string sentence = Assert.Throws<GliaException>(() => Npy.Open(path, 0)).Message;
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.EndsWith("copy or export it again.", sentence, StringComparison.Ordinal);
        Assert.Contains("64 bytes are there", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_after_the_array_are_told()
    {
        string path = In("x.npy");
        File.WriteAllBytes(path, [.. Header("<f4", "(2, 2)"), .. new byte[20]]);
        Assert.Equal($"{path} goes on for 4 bytes after its array; save each array to a file of its own.",
            Assert.Throws<GliaException>(() => Npy.Open(path, 0)).Message);
    }

    [Fact]
    public void What_cannot_be_used_as_it_is_stored_is_read()
    {
        string path = In("x.npy");
        byte[] header = Header("<f4", "(2, 3)", fortran: "True");
        var numbers = new byte[24];
        for (int i = 0; i < 6; i++) BinaryPrimitives.WriteSingleLittleEndian(numbers.AsSpan(4 * i), i);
        File.WriteAllBytes(path, [.. header, .. numbers]);
        Features inputs = Npy.Open(path, 0).ToFeatures(path);
        Assert.False(inputs.AreOnDisk);
        Assert.Equal([0, 2, 4, 1, 3, 5], All(inputs));
    }

    private static LoadedData Load(string path, long mapFrom) =>
        FileData.Open(new DataRequest(new ExperimentData { Source = path }, path) { MapFrom = mapFrom });

    private string In(string name) => Path.Combine(_folder, name);

    private static float[] All(Features features)
    {
        var values = new float[features.Rows * features.Shape.Size];
        features.Gather([.. Enumerable.Range(0, features.Rows)], values);
        return values;
    }

    private static uint[] Bits(Features features) => Array.ConvertAll(All(features), BitConverter.SingleToUInt32Bits);

    // Any bytes are numbers of any type; of floats those that would be NaN are left out by small exponents.
    private static void WriteNpy(string path, string descr, int rows, int columns, int seed = 1)
    {
        int unit = int.Parse(descr[2..], CultureInfo.InvariantCulture);
        var data = new byte[rows * columns * unit];
        new System.Random(seed).NextBytes(data);
        int high = descr[0] == '>' ? 0 : unit - 1;
        if (descr[1] == 'f')
            for (int at = high; at < data.Length; at += unit) data[at] = (byte)(0x38 + data[at] % 4 + (data[at] & 0x80));
        File.WriteAllBytes(path, [.. Header(descr, $"({rows}, {columns})"), .. data]);
    }

    private static byte[] Header(string descr, string shape, string fortran = "False")
    {
        string text = $"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, 0,
            .. System.Text.Encoding.ASCII.GetBytes(text)];
    }

    private sealed class EndAt(int step) : ITrainingObserver
    {
        public bool LooksAtGradients => false;

        public Answer OnStep(Trainer trainer, in StepReport report) => report.Step >= step ? Answer.Stop : Answer.Continue;

        public Answer OnEpoch(Trainer trainer, EpochReport epoch) => Answer.Continue;
    }
}
