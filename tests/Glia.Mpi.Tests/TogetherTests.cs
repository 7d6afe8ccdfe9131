using System.Diagnostics;
using System.Security.Cryptography;
using Glia.Data;

namespace Glia.Mpi.Tests;

/// <summary>Real processes that a real launcher starts: their number changes no bit, and one that dies loses nothing.</summary>
public sealed class TogetherTests : IDisposable
{
    private const string OpenMpi = "mpirun.openmpi", Mpich = "mpirun.mpich";
    private const int Rows = 240, Side = 12;

    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["dense"] = """[{"class_name": "Flatten"}, {"class_name": "Dense", "units": 24, "activation": "relu"}, {"class_name": "Dense", "units": 3, "activation": "softmax"}]""",
        ["cnn"] = """[{"class_name": "Conv2D", "filters": 6, "kernel_size": 3, "activation": "relu"}, {"class_name": "BatchNormalization"}, {"class_name": "MaxPooling2D"}, {"class_name": "Flatten"}, {"class_name": "Dropout", "rate": 0.3}, {"class_name": "Dense", "units": 3, "activation": "softmax"}]""",
    };

    private readonly Folder _folder = new();

    public TogetherTests()
    {
        var random = new System.Random(5);
        float[] pictures = new float[Rows * Side * Side];
        for (int i = 0; i < pictures.Length; i++) pictures[i] = random.NextSingle() + ((i / (Side * Side) % 3) == (i % Side / 4) ? 0.5f : 0);
        long[] classes = [.. Enumerable.Range(0, Rows).Select(row => (long)(row % 3))];
        Npz.Write(_folder["pictures.npz"],
        [
            KeyValuePair.Create("x", NdArray.From(pictures, Rows, Side, Side, 1)),
            KeyValuePair.Create("y", NdArray.From(classes, Rows)),
        ]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dense", "", OpenMpi, new[] { 1, 2, 3 })]
    [InlineData("cnn", "", OpenMpi, new[] { 2, 3 })]
    [InlineData("cnn", "\"augment\": {\"rotate\": 10, \"shift\": 1, \"erase\": 0.2}, ", OpenMpi, new[] { 2, 3 })]
    [InlineData("cnn", "", Mpich, new[] { 2, 3 })]
    public void Any_number_of_processes_gives_the_weights_of_one(string network, string augment, string launcher, int[] counts)
    {
        launcher = Launched.Require(launcher);
        string file = Experiment(network, augment, 2);
        Launched.Result alone = Launched.Alone(_folder.Path, "train", file, "-o", "alone", "--threads", "1");
        Assert.Equal((0, ""), (alone.Code, alone.Errors));
        foreach (int count in counts)
        {
            string run = $"together{count}";
            // A thread more with each: neither changes a bit.
            Launched.Result together = Launched.Together(_folder.Path, launcher, count, "train", file, "-o", run, "--threads", $"{1 + (count % 2)}");
            Assert.True(together.Code == 0, together.Errors);
            Assert.Equal(Weights("alone"), Weights(run));
            Assert.Equal(History("alone"), History(run));
            // The first one speaks, and nobody else.
            Assert.Single(together.Output.Split('\n'), line => line.StartsWith("Everything is in ", StringComparison.Ordinal));
            if (count > 1) Assert.Contains($"8 leaves on {count} processes", together.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task When_one_is_killed_the_run_ends_with_a_sentence_and_goes_on_with_another_number()
    {
        string launcher = Launched.Require(OpenMpi);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found by their environment in /proc");
        string file = Experiment("cnn", "", 60);
        Assert.Equal(0, Launched.Alone(_folder.Path, "train", file, "-o", "alone", "--threads", "1").Code);
        using Process launched = Launched.Begin(_folder.Path, launcher, 3, "train", file, "-o", "killed", "--threads", "1", "--checkpoint-every", "2epochs");
        Task<string> output = launched.StandardOutput.ReadToEndAsync(), errors = launched.StandardError.ReadToEndAsync();
        while (!File.Exists(_folder["killed/history.csv"]) || File.ReadLines(_folder["killed/history.csv"]).Count() < 6)
        {
            Assert.False(launched.HasExited, "It ended before it could be killed.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        using (Process kill = Process.Start("kill", ["-9", $"{ProcessOf(launched, rank: 1)}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Launched.Result ended = new(await Code(launched), await output, await errors);
        Assert.NotEqual(0, ended.Code);
        string sentence = Assert.Single(ended.Errors.Split('\n'), line => line.StartsWith("One of the 3 processes ended", StringComparison.Ordinal));
        Assert.EndsWith("glia train --resume killed", sentence.TrimEnd(), StringComparison.Ordinal);
        // Two go on where three were.
        Launched.Result resumed = Launched.Together(_folder.Path, launcher, 2, "train", "--resume", "killed", "--threads", "1");
        Assert.True(resumed.Code == 0, resumed.Errors);
        Assert.DoesNotContain("damaged", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(Weights("alone"), Weights("killed"));
        Assert.Equal(History("alone"), History("killed"));
    }

    [Fact]
    public void What_cannot_be_done_is_said_once()
    {
        string launcher = Launched.Require(OpenMpi);
        string file = Experiment("dense", "", 1);
        Launched.Result missing = Launched.Together(_folder.Path, launcher, 3, "train", "nothing.csv");
        Assert.Equal(2, missing.Code);
        Assert.Single(missing.Errors.Split('\n'), line => line.Contains("nothing.csv", StringComparison.Ordinal));
        Launched.Result many = Launched.Together(_folder.Path, launcher, 3, "train", file, "--leaves", "2");
        Assert.Equal(2, many.Code);
        Assert.Single(many.Errors.Split('\n'), line => line.StartsWith("There are 3 processes and 2 leaves", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    private string Experiment(string network, string augment, int epochs) => _folder.Write("experiment.json",
        $"{{\"data\": {{\"source\": \"pictures.npz\", \"inputs\": \"x\", \"targets\": \"y\"}}, {augment}\"network\": {s_networks[network]}, " +
        "\"training\": {\"loss\": \"sparse_categorical_crossentropy\", \"optimizer\": {\"class_name\": \"Adam\", \"global_clipnorm\": 1}, " +
        $"\"batch_size\": 32, \"leaves\": 8, \"validation_split\": 0.2, \"epochs\": {epochs}}}}}");

    private string Weights(string run) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder[$"{run}/model.safetensors"])));

    // Without the times.
    private string[] History(string run)
    {
        string[] lines = File.ReadAllLines(_folder[$"{run}/history.csv"]);
        string[] names = lines[0].Split(',');
        int[] columns = [.. Enumerable.Range(0, names.Length).Where(i => !names[i].Contains("second", StringComparison.Ordinal))];
        return [.. lines.Select(line => string.Join(',', columns.Select(i => line.Split(',')[i])))];
    }

    private static async Task<int> Code(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    // The process of a rank among those that a launcher started.
    private static int ProcessOf(Process launcher, int rank)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                // Behind the name in brackets: the state, and the parent.
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] != $"{launcher.Id}") continue;
                if (File.ReadAllText(Path.Combine(folder, "environ")).Split('\0').Contains($"OMPI_COMM_WORLD_RANK={rank}"))
                    return int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is somebody else's.
            }
        }
        throw new InvalidOperationException($"There is no process of rank {rank}.");
    }
}
