using System.Security.Cryptography;
using Glia.Data;
using Glia.Files;

namespace Glia.Mpi.Tests;

/// <summary>A folder with pictures of three classes, experiments on them, and what runs there come to.</summary>
internal sealed class PictureRuns : IDisposable
{
    private const int Rows = 240, Side = 12;

    private static readonly Dictionary<string, string> s_networks = new()
    {
        ["dense"] = """[{"class_name": "Flatten"}, {"class_name": "Dense", "units": 24, "activation": "relu"}, """ +
            """{"class_name": "Dense", "units": 3, "activation": "softmax"}]""",
        ["cnn"] = """[{"class_name": "Conv2D", "filters": 6, "kernel_size": 3, "activation": "relu"}, """ +
            """{"class_name": "BatchNormalization"}, {"class_name": "MaxPooling2D"}, {"class_name": "Flatten"}, """ +
            """{"class_name": "Dropout", "rate": 0.3}, {"class_name": "Dense", "units": 3, "activation": "softmax"}]""",
    };

    private readonly Folder _folder = new();

    public PictureRuns()
    {
        var random = new System.Random(5);
        float[] pictures = new float[Rows * Side * Side];
        for (int i = 0; i < pictures.Length; i++)
            pictures[i] = random.NextSingle() + ((i / (Side * Side) % 3) == (i % Side / 4) ? 0.5f : 0);
        long[] classes = [.. Enumerable.Range(0, Rows).Select(row => (long)(row % 3))];
        Npz.Write(_folder["pictures.npz"],
        [
            KeyValuePair.Create("x", NdArray.From(pictures, Rows, Side, Side, 1)),
            KeyValuePair.Create("y", NdArray.From(classes, Rows)),
        ]);
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>A file in it.</summary>
    public string this[string file] => _folder[file];

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes an experiment of 8 leaves.</summary>
    /// <param name="network"><c>dense</c> or <c>cnn</c>.</param>
    /// <param name="augment">What stands before the network: an <c>augment</c> with a comma behind it, or nothing.</param>
    /// <param name="epochs">How many.</param>
    public string Experiment(string network, string augment, int epochs) => _folder.Write("experiment.json",
        $"{{\"data\": {{\"source\": \"pictures.npz\", \"inputs\": \"x\", \"targets\": " +
            $"\"y\"}}, {augment}\"network\": {s_networks[network]}, " +
        "\"training\": {\"loss\": \"sparse_categorical_crossentropy\", \"optimizer\": {\"class_name\": \"Adam\", \"global_clipnorm\": " +
            "1}, " +
        $"\"batch_size\": 32, \"leaves\": 8, \"validation_split\": 0.2, \"epochs\": {epochs}}}}}");

    /// <summary>A hash of a run's model.</summary>
    public string Weights(string run) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(_folder[$"{run}/model.safetensors"])));

    /// <summary>A run's history without the times.</summary>
    public string[] History(string run)
    {
        string[] lines = File.ReadAllLines(_folder[$"{run}/history.csv"]);
        string[] names = lines[0].Split(',');
        int[] columns = [.. Enumerable.Range(0, names.Length).Where(i => !names[i].Contains("second", StringComparison.Ordinal))];
        return [.. lines.Select(line => string.Join(',', columns.Select(i => line.Split(',')[i])))];
    }
}
