using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Kernels;
using Glia.Metrics;
using Glia.Settings;

namespace Glia.Experiments.Sweeps;

/// <summary>
/// One experiment with values to try in some of its places: all combinations (<c>grid</c>), some by chance (<c>random</c>), or many for a
/// few epochs and the best of them for more (<c>halving</c>). What is run depends on the file alone.
/// </summary>
public sealed class Sweep
{
    // More files than this in a folder are a slip of the pen.
    private const int MostRuns = 100_000;

    // Keras Tuner's and scikit-learn's usual factor of halving.
    private const int UsualFactor = 3;

    private static readonly string[] s_searches = ["grid", "random", "halving"];

    private readonly JsonObject _base;
    private readonly Variation[] _vary;
    private readonly bool _isGrid;
    private readonly int _wanted;
    private readonly ulong _seed;

    private Sweep(string name, JsonObject @base, Variation[] vary, bool isGrid, int wanted, ulong seed)
    {
        (Name, _base, _vary, _isGrid, _wanted, _seed) = (name, @base, vary, isGrid, wanted, seed);
        Places = [.. vary.Select(one => one.Path)];
    }

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>The places that vary, in the order of the file.</summary>
    public IReadOnlyList<string> Places { get; }

    /// <summary>By which column of their histories its runs are compared.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether less of the metric is better.</summary>
    public required bool LessIsBetter { get; init; }

    /// <summary>Its rounds: how many runs each has and for how many epochs; one round unless it halves.</summary>
    internal IReadOnlyList<(int Runs, int? Epochs)> Rounds { get; private init; } = [];

    /// <summary>How many runs there are in all rounds.</summary>
    public int Runs => Rounds.Sum(round => round.Runs);

    /// <summary>Reads a sweep file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="GliaException">It cannot be read or says something that is no sweep; the sentence names the line.</exception>
    public static Sweep Read(string path)
    {
        try
        {
            return Parse(Path.GetFileName(path), File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BoundedReading.Unread(path, error);
        }
    }

    /// <summary>Reads a sweep from its text.</summary>
    /// <param name="name">How errors call the text: the file's name.</param>
    /// <param name="json">The text.</param>
    /// <param name="folder">Where relative paths in it start.</param>
    /// <exception cref="GliaException">It says something that is no sweep.</exception>
    public static Sweep Parse(string name, string json, string folder)
    {
        var top = new Section(name, JsonText.Parse(name, json), "");
        Experiment experiment = Base(top, name, folder);
        string search = top.Choice("search", s_searches);
        Section vary = top.Child("vary")
            ?? throw top.Error("vary", "the sweep needs vary; write for example \"vary\": {\"training.batch_size\": [32, 64]}.");
        Variation[] variations = [.. vary.Keys.Select(key => Variation.Read(vary, key))];
        if (variations.Length == 0) throw top.Error("vary", "vary names no place of the experiment; name at least one.");
        int? wanted = top.OptionalInteger("runs", 1, MostRuns);
        if (search == "random" && wanted is null) throw top.Error("runs", "a random search needs runs, the number of them.");
        if (search == "grid" && wanted is not null) throw top.Error("runs", "a grid has as many runs as combinations; leave runs out.");
        bool isGrid = wanted is null;
        if (isGrid && variations.FirstOrDefault(one => one.IsRange) is { } range)
            throw top.Error("vary", $"{range.Path} is a range, and a grid needs a list of values; list some, or draw from it with " +
                "\"search\": \"random\" and runs.");
        double combinations = variations.Aggregate(1.0, (product, one) => product * Math.Max(1, one.Count));
        if (isGrid && combinations > MostRuns)
            throw top.Error("vary", $"the grid has {combinations:N0} combinations; vary less, or draw some with \"search\": \"random\".");
        int first = wanted ?? (int)combinations;
        (string metric, bool less) = MetricOf(top, experiment);
        var sweep = new Sweep(top.OptionalText("name") ?? Path.GetFileNameWithoutExtension(name),
            JsonText.Parse(name, experiment.WithAbsoluteSource().ToJson()), variations, isGrid, first,
            (ulong)(top.OptionalLong("seed", 0, Experiment.MostSeed) ?? 1))
        {
            Metric = metric,
            LessIsBetter = less,
            Rounds = RoundsOf(top, search, first, experiment.Training.Epochs),
        };
        top.Close();
        // What no experiment may say is known before anything is run.
        for (int run = 0; run < first; run++) _ = sweep.ExperimentOf(sweep.Settings(run), null);
        return sweep;
    }

    /// <summary>The values of a run of the first round, a place each.</summary>
    internal JsonNode?[] Settings(int run)
    {
        var settings = new JsonNode?[_vary.Length];
        // The last place changes fastest, as in nested loops.
        for (int i = _vary.Length - 1, left = run; i >= 0; i--)
        {
            settings[i] = _isGrid ? _vary[i].Value(left % _vary[i].Count) : _vary[i].Draw(Chance(run, i));
            if (_isGrid) left /= _vary[i].Count;
        }
        return settings;
    }

    /// <summary>The experiment with some values in it.</summary>
    /// <param name="settings">The values, a place each.</param>
    /// <param name="epochs">For how many epochs; null for its own number.</param>
    /// <exception cref="GliaException">There is no such place, or the value may not stand there.</exception>
    internal Experiment ExperimentOf(JsonNode?[] settings, int? epochs)
    {
        var json = (JsonObject)_base.DeepClone();
        for (int i = 0; i < settings.Length; i++) JsonPlace.Set(json, Places[i], settings[i]?.DeepClone());
        if (epochs is { } count) JsonPlace.Set(json, "training.epochs", count);
        string told = string.Join(", ", settings.Select((value, i) => $"{Places[i]}={value?.ToJsonString() ?? "null"}"));
        return Experiment.Parse($"the experiment with {told}", json.ToJsonString());
    }

    // Counted, not drawn one after the other: a run's values do not depend on how many runs there are.
    private double Chance(int run, int place)
    {
        uint c0 = (uint)run, c1 = (uint)place, c2 = 0, c3 = 0;
        Philox.Next((uint)_seed, (uint)(_seed >> 32), ref c0, ref c1, ref c2, ref c3);
        return c0 / (double)(1L << 32);
    }

    /// <summary>The experiment that a sweep file varies.</summary>
    internal static Experiment BaseOf(string name, JsonObject json, string folder) => Base(new Section(name, json, ""), name, folder);

    private static Experiment Base(Section top, string name, string folder)
    {
        switch (top.Node("experiment"))
        {
            case JsonObject written:
                return Experiment.Parse(name, written.ToJsonString()) with { Folder = folder };
            case JsonValue value when value.TryGetValue(out string? word):
                string file = Path.Combine(folder, word);
                if (!File.Exists(file) && NamedExperiments.Find(word) is { } known) return known;
                if (!File.Exists(file) && word == Recipe.MnistSource) return Recipe.Mnist();
                return Experiment.Read(file);
            case var other:
                throw top.Wrong("experiment", other, "the path of an experiment file, or an experiment {…}");
        }
    }

    // The test part decides nothing, here as elsewhere.
    private static (string, bool LessIsBetter) MetricOf(Section top, Experiment experiment)
    {
        bool held = experiment.Training.ValidationSplit > 0 || experiment.Training.ValidationData is not (null or { IsNone: true });
        string metric = top.Text("metric", held ? "val_loss" : "loss");
        if (metric.StartsWith("test_", StringComparison.Ordinal))
            throw top.Error("metric", $"metric is '{metric}', but what is chosen by the test part is not tested any more; " +
                "hold a validation part back and choose by val_loss.");
        if (!held && metric.StartsWith("val_", StringComparison.Ordinal))
            throw top.Error("metric", $"metric is '{metric}', but the experiment has no validation part; set training.validation_split.");
        var known = new Dictionary<string, bool> { ["loss"] = true, ["accuracy"] = false };
        if (held)
        {
            (known["val_loss"], known["val_accuracy"]) = (true, false);
            foreach (Metric one in experiment.Training.BuildMetrics()) known[$"val_{one.Name}"] = one.LessIsBetter;
        }
        return known.TryGetValue(metric, out bool less)
            ? (metric, less)
            : throw top.Error("metric", $"metric is '{metric}'{Spelling.Suggest(metric, known.Keys)}");
    }

    private static (int, int?)[] RoundsOf(Section top, string search, int runs, int epochs)
    {
        Section? halving = top.Child("halving");
        if (search != s_searches[2])
            return halving is null ? [(runs, null)] : throw top.Error("halving", "halving needs \"search\": \"halving\".");
        int factor = halving?.Integer("factor", UsualFactor, 2) ?? UsualFactor;
        int first = halving?.Integer("epochs", Math.Max(1, epochs / (factor * factor)), 1) ?? Math.Max(1, epochs / (factor * factor));
        halving?.Close();
        var rounds = new List<(int, int?)>();
        for (long now = first; now < epochs && runs > 1; now *= factor)
        {
            rounds.Add((runs, (int)now));
            runs = (runs + factor - 1) / factor;
        }
        return [.. rounds, (runs, epochs)];
    }
}
