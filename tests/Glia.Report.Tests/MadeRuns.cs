using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Experiments.Recorded;
using Glia.Mnist;

namespace Glia.Report.Tests;

/// <summary>Runs that several tests look at, made once.</summary>
internal static class MadeRuns
{
    /// <summary>Texts that would do harm if they were anything but texts.</summary>
    public static readonly string[] Hostile =
    [
        "<script>document.title='owned'</script>", "\"><img src=x onerror=\"document.title='owned'\">",
        "' onmouseover='document.title=1' x='",
        "</style></title></textarea><script>1</script>", "{{7*7}} | `rm -rf` [a](javascript:1) &lt;b&gt;", "a\u202Egnp.exe\u0000\uD800",
    ];

    private static readonly Lazy<string> s_digits = new(() =>
    {
        MnistData digits = MnistData.Load(factor: 1);
        int[] some = [.. Enumerable.Range(0, 3000), .. Enumerable.Range(MnistData.TrainRows, 1000)];
        int[] classes = digits.All.Targets.ToClasses();
        ReadOnlySpan<byte> pixels = ((ByteFeatures)digits.All.Inputs).Values;
        byte[] bytes = [.. pixels[..(3000 * 784)], .. pixels.Slice(MnistData.TrainRows * 784, 1000 * 784)];
        LoadedData data = LoadedData.OfClasses(new ByteFeatures(bytes, 784), [.. some.Select(row => classes[row])],
            digits.All.ClassNames!) with
        {
            StandardTestRows = 1000,
        };
        return Make("digits", data, "mnist", "unit", [784, 32, 10], epochs: 3);
    });

    private static readonly Lazy<string> s_hostile = new(() =>
    {
        LoadedData data =
            LoadedData.OfTexts(new FloatFeatures(Clouds(), 2), [.. Enumerable.Range(0, 300).Select(row => Hostile[row % 3])]) with
            {
                FeatureNames = [Hostile[4], Hostile[5]],
                Files = [.. Enumerable.Range(0, 300).Select(row => $"{row}/{Hostile[row % Hostile.Length]}")],
                StandardTestRows = 100,
            };
        return Make("hostile", data, $"data {Hostile[0]}.csv", "standardize", [2, 8, 3], epochs: 4, name: Hostile[1]);
    });

    private static readonly Lazy<string> s_two = new(() =>
    {
        string[] texts = [.. Enumerable.Range(0, 300).Select(row => row % 3 == 0 ? "ill" : "well")];
        LoadedData data = LoadedData.OfTexts(new FloatFeatures(Clouds(), 2), texts) with
        {
            StandardTestRows = 100,
            FeatureNames = ["height", "width"],
        };
        return Make("two", data, "clinic.csv", "standardize", [2, 8, 2], epochs: 3);
    });

    private static readonly Lazy<string> s_values = new(() =>
    {
        float[] inputs = Clouds(), targets = [.. Enumerable.Range(0, 300).Select(row => 3 * inputs[2 * row] - inputs[2 * row + 1])];
        LoadedData data = LoadedData.OfNumbers(new FloatFeatures(inputs, 2), new Targets(targets)) with { StandardTestRows = 100 };
        return Make("values", data, "lines.csv", "standardize", [2, 8, 1], epochs: 6);
    });

    /// <summary>A network for digits.</summary>
    public static string Digits => s_digits.Value;

    /// <summary>A table whose every name is hostile.</summary>
    public static string HostileTable => s_hostile.Value;

    /// <summary>A table of two classes.</summary>
    public static string TwoClasses => s_two.Value;

    /// <summary>A regression.</summary>
    public static string Values => s_values.Value;

    /// <summary>The weights of a short run, watched or not.</summary>
    public static float[] Weights(string optimizer, bool watched)
    {
        LoadedData data = LoadedData.OfTexts(new FloatFeatures(Clouds(), 2), [.. Enumerable.Range(0, 300).Select(row => $"{row % 3}")]);
        ExperimentRun run = ExperimentRun.Prepare(Experiment("run", "clouds.csv", "none", [2, 8, 3], 3, optimizer), data);
        if (watched) run.Fit(new RunWatch(run));
        else run.Fit();
        return run.Network.Weights.All.ToArray();
    }

    /// <summary>Trains and writes a run folder.</summary>
    public static string Make(string folder, LoadedData data, string source, string scale, int[] widths, int epochs, string? name = null)
    {
        Experiment experiment = Experiment(name ?? folder, source, scale, widths, epochs, "Adam", data.Classes is not null);
        ExperimentRun run = ExperimentRun.Prepare(experiment, data);
        string place = Path.Combine(s_root.Value, folder);
        using RunRecorder recorder = RunRecorder.Begin(place, run);
        var watch = new RunWatch(run);
        var history = run.Fit(recorder, watch);
        recorder.Keep(history);
        recorder.Finish(run.Judge(history) with { Details = run.Detail(watch, history, []) });
        return place;
    }

    private static Experiment Experiment(
        string name, string source, string scale, int[] widths, int epochs, string optimizer, bool classes = true) =>
        Glia.Experiments.Experiment.Parse("test", new JsonObject
        {
            ["name"] = name,
            ["data"] = new JsonObject { ["source"] = source, ["scale"] = scale },
            ["network"] = new JsonArray([.. widths.Skip(1).Select((width, i) => (JsonNode)new JsonObject
            {
                ["class_name"] = "Dense",
                ["units"] = width,
                ["activation"] = i < widths.Length - 2 ? "relu" : classes ? "softmax" : "linear",
            })]),
            ["training"] = new JsonObject
            {
                ["loss"] = classes ? "categorical_crossentropy" : "mean_squared_error",
                ["optimizer"] = new JsonObject { ["class_name"] = optimizer, ["learning_rate"] = 0.01 },
                ["batch_size"] = 32,
                ["epochs"] = epochs,
            },
        }.ToJsonString());

    private static readonly Lazy<string> s_root = new(() =>
    {
        string root = Directory.CreateTempSubdirectory("glia-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        return root;
    });

    // Three clouds of points.
    private static float[] Clouds()
    {
        var random = new System.Random(1);
        return [.. Enumerable.Range(0, 300).SelectMany(row =>
            (float[])[row % 3 + random.NextSingle(), row % 3 * (row % 3) + random.NextSingle()])];
    }
}
