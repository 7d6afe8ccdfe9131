using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Glia.Files;
using Glia.Settings;

namespace Glia.Experiments.Sweeps;

/// <summary>
/// A sweep on the disk: <c>sweep.json</c>, an experiment file for each run and <c>index.csv</c> that lists them, the run folders, and
/// <c>results.csv</c>. All that is known of it lies there, so that whatever ends it, it goes on where it was.
/// </summary>
public sealed class SweepFolder
{
    /// <summary>The sweep's own file.</summary>
    public const string SweepFile = "sweep.json";

    /// <summary>The table of the runs and what each tries.</summary>
    public const string IndexFile = "index.csv";

    /// <summary>The table of what came out.</summary>
    public const string ResultsFile = "results.csv";

    private const string Experiments = "experiments", RunFolders = "runs";

    private readonly List<SweepRun> _runs = [];

    private SweepFolder(string folder, Sweep sweep) => (Folder, Sweep) = (folder, sweep);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What is tried.</summary>
    public Sweep Sweep { get; }

    /// <summary>The runs of all rounds that have begun, by number.</summary>
    public IReadOnlyList<SweepRun> Runs => _runs;

    /// <summary>Whether a folder holds a sweep.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsSweep(string folder) => File.Exists(Path.Combine(folder, SweepFile));

    /// <summary>Makes the folder of a sweep, or opens it where it was made of the same file before.</summary>
    /// <param name="file">The sweep file.</param>
    /// <param name="folder">The folder; made if it does not exist.</param>
    /// <exception cref="GliaException">The file is no sweep, the folder holds another one, or nothing can be written there.</exception>
    public static SweepFolder Make(string file, string folder)
    {
        Sweep sweep = Sweep.Read(file);
        string kept = Path.Combine(folder, SweepFile), text = Kept(file);
        if (!File.Exists(kept))
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new GliaException($"{folder} is not empty and holds no sweep; choose another folder.");
            AtomicFile.WriteText(kept, text);
        }
        else if (File.ReadAllText(kept) != text)
        {
            throw new GliaException($"{folder} holds another sweep than {file}, or the file or its experiment was changed; " +
                "choose another folder, or remove that one.");
        }
        var made = new SweepFolder(folder, sweep);
        made.Refresh();
        return made;
    }

    /// <summary>Opens the folder of a sweep.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="GliaException">It holds none.</exception>
    public static SweepFolder Open(string folder)
    {
        if (!IsSweep(folder)) throw new GliaException($"{folder} holds no sweep; make one with glia sweep SWEEP.json.");
        var opened = new SweepFolder(folder, Sweep.Read(Path.Combine(folder, SweepFile)));
        opened.Refresh();
        return opened;
    }

    /// <summary>Finds the runs of all rounds that can begin, and writes what is not there yet of their files.</summary>
    /// <exception cref="GliaException">Nothing can be written there.</exception>
    public void Refresh()
    {
        _runs.Clear();
        // Only a round that is over says which of its runs are in the next.
        for (int round = 0; round < Sweep.Rounds.Count; round++)
        {
            if (round > 0 && _runs.Any(run => !run.IsOver)) break;
            AddRound(round);
        }
        foreach (SweepRun run in _runs.Where(run => !File.Exists(run.File)))
            AtomicFile.WriteText(run.File, Sweep.ExperimentOf([.. run.Settings], Sweep.Rounds[run.Round].Epochs).ToJson(), toDisk: false);
        string index = Path.Combine(Folder, IndexFile), table = Index();
        if (!File.Exists(index) || File.ReadAllText(index) != table) AtomicFile.WriteText(index, table);
    }

    /// <summary>The run of a number.</summary>
    /// <param name="number">Which run of the sweep, from 0.</param>
    /// <exception cref="GliaException">There is none, or not yet.</exception>
    public SweepRun Run(int number)
    {
        if (number >= 0 && number < _runs.Count) return _runs[number];
        throw new GliaException(number >= 0 && number < Sweep.Runs
            ? $"Run {number} of {Folder} is of a later round; it is known when the {_runs.Count:N0} runs before it are over."
            : $"{Folder} has the runs 0 to {Sweep.Runs - 1:N0}; there is no run {number}.");
    }

    /// <summary>What came out so far, by number, and writes it as <c>results.csv</c>.</summary>
    /// <exception cref="GliaException">It cannot be written.</exception>
    public IReadOnlyList<SweepResult> Collect()
    {
        SweepResult[] results = [.. _runs.Select(run => SweepResult.Of(run, Sweep))];
        AtomicFile.WriteText(Path.Combine(Folder, ResultsFile), SweepResult.Table(results, Sweep));
        return results;
    }

    /// <summary>Those of the last round that has begun which have a value, the best first.</summary>
    /// <param name="results">What came out.</param>
    public IReadOnlyList<SweepResult> Best(IReadOnlyList<SweepResult> results)
    {
        int last = results.Max(result => result.Run.Round);
        return [.. SweepResult.Best(results.Where(result => result.Run.Round == last && result.Epoch > 0), Sweep)];
    }

    /// <summary>What came out so far as one JSON object, in the order of the numbers.</summary>
    /// <param name="results">What came out.</param>
    public string ToJson(IReadOnlyList<SweepResult> results) => JsonLayout.Write(new JsonObject
    {
        ["sweep"] = Folder,
        ["runs"] = Sweep.Runs,
        ["over"] = results.Count(result => result.IsOver),
        ["errors"] = results.Count(result => result.Error is not null),
        ["metric"] = Sweep.Metric,
        ["best"] = Numbers(Best(results)),
        ["left"] = Numbers(results.Where(result => !result.IsOver)),
        ["results"] = new JsonArray([.. results.Select(result => (JsonNode)result.ToJson(Sweep))]),
        ["table"] = Path.Combine(Folder, ResultsFile),
    });

    private static JsonArray Numbers(IEnumerable<SweepResult> results) => new([.. results.Select(result => (JsonNode)result.Run.Number)]);

    private void AddRound(int round)
    {
        int first = _runs.Count;
        // Those that went best, in the order of their numbers, so that equal ones keep their order.
        JsonNode?[][] settings = round == 0
            ? [.. Enumerable.Range(0, Sweep.Rounds[0].Runs).Select(Sweep.Settings)]
            : [.. SweepResult.Best(_runs.Where(run => run.Round == round - 1).Select(run => SweepResult.Of(run, Sweep)), Sweep)
                .Take(Sweep.Rounds[round].Runs).OrderBy(result => result.Run.Number).Select(result => result.Run.Settings.ToArray())];
        int width = Math.Max(4, (Sweep.Runs - 1).ToString(CultureInfo.InvariantCulture).Length);
        for (int i = 0; i < settings.Length; i++)
        {
            string name = (first + i).ToString($"D{width}", CultureInfo.InvariantCulture);
            _runs.Add(new SweepRun(first + i, round, settings[i],
                Path.Combine(Folder, Experiments, $"{name}.json"), Path.Combine(Folder, RunFolders, name)));
        }
    }

    private string Index()
    {
        var text = new StringBuilder($"number,round,experiment,{string.Join(',', Sweep.Places.Select(SweepResult.Cell))}\n");
        foreach (SweepRun run in _runs)
            text.Append(CultureInfo.InvariantCulture, $"{run.Number},{run.Round},{Experiments}/{Path.GetFileName(run.File)},")
                .AppendJoin(',', run.Settings.Select(SweepResult.Cell)).Append('\n');
        return text.ToString();
    }

    // With the experiment in it, so that the folder alone says all: a base that is changed later changes nothing here.
    private static string Kept(string file)
    {
        JsonObject json = JsonText.Parse(Path.GetFileName(file), File.ReadAllText(file));
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        json["experiment"] = JsonNode.Parse(Sweep.BaseOf(file, json, folder).WithAbsoluteSource().ToJson());
        json["name"] ??= Path.GetFileNameWithoutExtension(file);
        return JsonLayout.Write(json);
    }
}
