using Glia.Data;
using Glia.Data.Columns;
using Glia.Experiments;
using Glia.Files;
using Glia.Layers;
using Glia.Mnist;

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
    public static ExperimentRun DigitsRun(int? epochs = null, int? threads = null)
    {
        MnistData digits = MnistData.Load(factor: 1);
        LoadedData data = LoadedData.OfClasses(digits.All.Inputs, digits.All.Targets.ToClasses(), digits.All.ClassNames!) with
        {
            StandardTestRows = MnistData.TestRows,
        };
        Experiment recipe = Recipe.Mnist();
        if (epochs is { } count) recipe = recipe with { Training = recipe.Training with { Epochs = count } };
        return ExperimentRun.Prepare(recipe, data, threads);
    }
}
