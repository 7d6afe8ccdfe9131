using Glia.Data;
using Glia.Data.Columns;
using Glia.Experiments;
using Glia.Layers;
using Glia.Mnist;
using Glia.Models;

namespace Glia.Serve.Tests;

/// <summary>Models that several tests ask, made once.</summary>
internal static class MadeModels
{
    private static readonly Lazy<Model> s_digits = new(() =>
    {
        ExperimentRun run = DigitsRun();
        run.Train();
        return run.ToModel();
    });

    private static readonly Lazy<Model> s_flats = new(() =>
    {
        using var folder = new Folder();
        var random = new System.Random(5);
        string[] towns = ["Bern", "Oslo", "Rome"], kinds = ["cheap", "dear", "fair"];
        IEnumerable<string> rows = Enumerable.Range(0, 600).Select(_ =>
        {
            (int size, int floor, int town) = (random.Next(30, 160), random.Next(0, 6), random.Next(3));
            double rent = 12 * size + 60 * floor + 700 * (1 - town % 2);
            return $"{size},{towns[town]},{floor},{(rent < 1200 ? kinds[0] : rent > 1900 ? kinds[1] : kinds[2])}";
        });
        string file = folder.Write("flats.csv", string.Join('\n', ["size,town,floor,rent", .. rows]));
        var data = new ExperimentData { Source = file, Targets = ["rent"] };
        LoadedData loaded = new DataSource([Tables.TableOpener.Open]).Open(data, folder: null);
        ExperimentRun run = ExperimentRun.Prepare(Recipe.For(data, loaded), loaded);
        run.Train();
        return run.ToModel();
    });

    /// <summary>What <c>glia train flats.csv</c> makes of size, town and floor of flats: whether the rent is cheap, fair or dear.</summary>
    public static Model Flats => s_flats.Value;

    /// <summary>What <c>glia train mnist</c> makes.</summary>
    public static Model Digits => s_digits.Value;

    /// <summary>A table: an age with a decimal comma, a town and a price to be told.</summary>
    public static Model Table { get; } = new(new Network(4, [new Dense(2, "softmax")], seed: 3))
    {
        Preprocessing = new Preprocessing
        {
            Columns = new TableColumns
            {
                Inputs =
                [
                    new NumberColumn("age", NumberFormat.Comma), new CategoryColumn("<b>town</b>", ["Rome", "Oslo", "Bern"]),
                ],
                Targets = [],
                Ignored = ["id"],
                Fill = [40, 0, 0, 0],
            },
        },
        ClassNames = ["cheap", "<i>dear</i>"],
    };

    /// <summary>The run that makes <see cref="Digits"/>.</summary>
    /// <param name="epochs">Its epochs; those of the recipe if null.</param>
    /// <param name="threads">Its threads; all if null.</param>
    /// <param name="rows">How many rows train, and a thousand test; all if null.</param>
    /// <param name="rate">The learning rate of plain descent in place of the recipe's optimizer and schedule; null for those.</param>
    public static ExperimentRun DigitsRun(int? epochs = null, int? threads = null, int? rows = null, double? rate = null)
    {
        MnistData digits = MnistData.Load(factor: 1);
        LoadedData data = LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!) with
        {
            StandardTestRows = MnistData.TestRows,
        };
        if (rows is { } some)
            data = data.Select([.. Enumerable.Range(0, some), .. Enumerable.Range(MnistData.TrainRows, 1000)])
                with
            { StandardTestRows = 1000 };
        Experiment recipe = Recipe.Mnist();
        if (rate is { } given)
        {
            var optimizer = new System.Text.Json.Nodes.JsonObject { ["class_name"] = "SGD", ["learning_rate"] = given };
            recipe = recipe with { Training = recipe.Training with { Optimizer = optimizer, Schedule = null } };
        }
        if (epochs is { } count) recipe = recipe with { Training = recipe.Training with { Epochs = count } };
        return ExperimentRun.Prepare(recipe, data, threads);
    }
}
