using System.Buffers.Binary;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public sealed class NamedExperimentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-fashion-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Names => [.. NamedExperiments.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_name_gives_the_sample_of_that_name(string name)
    {
        Experiment experiment = NamedExperiments.Find(name)!;
        Assert.Equal(name, experiment.Name);
        Assert.Equal(Experiment.Read(Path.Combine(RepositoryFiles.Root, $"samples/experiments/{name}.json")).ToJson(), experiment.ToJson());
        Assert.Equal(10, experiment.BuildNetwork(784).OutputShape.Size);
        // No row of the test part has a say.
        Assert.Equal(ExperimentSplit.Standard, experiment.Data.Split);
    }

    [Fact]
    public void There_are_five_and_other_words_are_none()
    {
        Assert.Equal(["fashion", "mnist-best", "mnist-cnn", "mnist-dense", "mnist-fast"], NamedExperiments.Names);
        Assert.Null(NamedExperiments.Find("mnist"));
        Assert.Null(NamedExperiments.Find("flowers.csv"));
    }

    [Fact]
    public void Fashion_is_a_folder_of_that_name_or_what_is_installed_and_its_classes_have_names()
    {
        string own = Path.Combine(_folder, "fashion-mnist"), installed = Path.Combine(_folder, "installed");
        Write(installed, 30);
        LoadedData found = FashionMnist.Open(Request("fashion-mnist", "fashion-mnist"), installed)!;
        Assert.Equal((36, 6, "T-shirt/top", "Ankle boot"), (found.Rows, found.StandardTestRows, found.ClassNames![0], found.ClassNames[9]));
        Write(own, 20);
        Assert.Equal(26, FashionMnist.Open(Request("fashion-mnist", own), installed)!.Rows);
        Assert.Equal(26, FashionMnist.Open(Request(own, own + "/"), "nowhere")!.Rows);
        Assert.Null(FashionMnist.Open(Request("mnist", "mnist"), installed));
        Assert.Null(FashionMnist.Open(Request("x/fashion-mnist", "x/fashion-mnist"), installed));
    }

    [Fact]
    public void Where_fashion_is_absent_a_sentence_says_how_to_get_it()
    {
        GliaException error = Assert.Throws<GliaException>(() => FashionMnist.Open(Request("fashion-mnist", "fashion-mnist"), "/nowhere"));
        Assert.Equal("Fashion-MNIST does not come with Glia, and there is neither a folder fashion-mnist here nor /nowhere; install " +
            "Debian's package " +
            "dataset-fashion-mnist, or put the four files train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz and the same of t10k " +
                "into a folder fashion-mnist.", error.Message);
    }

    private static DataRequest Request(string source, string path) => new(new ExperimentData { Source = source }, path);

    private static void Write(string folder, int rows)
    {
        Directory.CreateDirectory(folder);
        foreach ((string prefix, int count) in new[] { ("train", rows), ("t10k", 6) })
        {
            File.WriteAllBytes(Path.Combine(folder, $"{prefix}-images-idx3-ubyte"), Idx([count, 4, 4], new byte[count * 16]));
            File.WriteAllBytes(Path.Combine(folder, $"{prefix}-labels-idx1-ubyte"),
                Idx([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]));
        }
    }

    private static byte[] Idx(int[] sizes, byte[] values)
    {
        var head = new byte[4 + (4 * sizes.Length)];
        (head[2], head[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. head, .. values];
    }
}
