using System.Runtime.CompilerServices;
using System.Text;
using Glia.Experiments;
using Glia.Models;

namespace Glia.Tables.Tests;

/// <summary>Tables as the tests use them: from text in memory, from files, and through a model and back.</summary>
internal static class Tables
{
    /// <summary>The sources of these tests.</summary>
    public static DataSource Source { get; } = new(TableOpener.Open);

    /// <summary>Where tables lie that others wrote; beside the repository, and not everywhere.</summary>
    public static string Field { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../shared/data/field/tables"));

    /// <summary>Where the tables of <c>make.py</c> lie.</summary>
    public static string Made { get; } = Path.Combine(Here(), "Made");

    /// <summary>A table to learn from.</summary>
    public static LoadedData Read(string text, ExperimentData? data = null) => Read(Encoding.UTF8.GetBytes(text), data);

    /// <summary>A table to learn from.</summary>
    public static LoadedData Read(byte[] text, ExperimentData? data = null) =>
        TableOpener.Open(text, new DataRequest(data ?? Data(), "t.csv"));

    /// <summary>A table for a model.</summary>
    public static LoadedData Read(string text, Model model, bool needsTargets = true, IReadOnlyList<string>? targets = null) =>
        TableOpener.Open(Encoding.UTF8.GetBytes(text),
            new DataRequest(Data() with { Targets = targets }, "t.csv") { Model = model, NeedsTargets = needsTargets });

    /// <summary>What an experiment says of data of which it says nothing.</summary>
    public static ExperimentData Data() => new() { Source = "t.csv" };

    /// <summary>The sentence with which a table is refused.</summary>
    public static string Refused(string text, ExperimentData? data = null) => Assert.Throws<GliaException>(() => Read(text, data)).Message;

    /// <summary>The default run on data, trained.</summary>
    public static (ExperimentRun Run, RunSummary Summary) Trained(LoadedData loaded, int epochs = 1, ExperimentData? data = null)
    {
        Experiment experiment = Recipe.For(data ?? Data(), loaded);
        ExperimentRun run = ExperimentRun.Prepare(experiment with { Training = experiment.Training with { Epochs = epochs } }, loaded,
            threads: 1);
        return (run, run.Train());
    }

    /// <summary>A model as it is after it was saved and loaded.</summary>
    public static Model Reloaded(Model model)
    {
        string folder = Directory.CreateTempSubdirectory("glia-tables-").FullName;
        try
        {
            model.Save(Path.Combine(folder, "m.safetensors"));
            return Model.Load(Path.Combine(folder, "m.safetensors"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The numbers of all rows.</summary>
    public static float[] Values(LoadedData data)
    {
        var values = new float[data.Rows * data.Inputs.Shape.Size];
        data.Inputs.Gather([.. Enumerable.Range(0, data.Rows)], values);
        return values;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
