using Glia.Data;
using Glia.Experiments;
using Glia.Serve.Lab.Breaks;

namespace Glia.Serve.Tests;

/// <summary>The list of faults that can be put into an experiment.</summary>
public class BreakTests
{
    private static readonly Experiment s_digits = Recipe.Mnist() with
    {
        Training = Recipe.Mnist().Training with { Optimizer = new() { ["class_name"] = "SGD", ["learning_rate"] = 0.1 }, Schedule = null },
    };

    private static readonly Experiment s_values = Experiment.Parse("values", """
        { "data": { "source": "houses.csv", "scale": "standardize" },
          "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" }, { "class_name": "Dense", "units": 1 } ],
          "training": { "loss": "mse", "optimizer": { "class_name": "Adam", "learning_rate": 0.01 } } }
        """);

    [Fact]
    public void Every_break_has_a_name_of_its_own_and_makes_sense_for_classes_or_for_values()
    {
        Assert.Equal(Break.All.Count, Break.All.Select(one => one.Name).Distinct().Count());
        Assert.All(Break.All, one => Assert.True(one.In(s_digits, 10) is not null || one.In(s_values, 0) is not null, one.Name));
    }

    [Fact]
    public void A_broken_experiment_builds_its_network_and_runs()
    {
        var random = new System.Random(1);
        float[] inputs = [.. Enumerable.Range(0, 64 * 4).Select(_ => random.NextSingle())];
        LoadedData classes = LoadedData.OfClasses(new FloatFeatures(inputs, 4), [.. Enumerable.Range(0, 64).Select(row => row % 10)],
            [.. Enumerable.Range(0, 10).Select(label => $"{label}")]);
        foreach (Break one in Break.All)
        {
            if (one.In(s_digits, 10) is not { } broken) continue;
            ExperimentTraining once = broken.Training with { BatchSize = Math.Min(64, broken.Training.BatchSize), Epochs = 1 };
            broken = broken with { Data = broken.Data with { Split = null }, Training = once };
            Assert.True(ExperimentRun.Prepare(broken, classes, threads: 1).Fit().Steps > 0, one.Name);
        }
    }

    [Theory]
    [InlineData("rate 100 times too high", "\"learning_rate\": 10")]
    [InlineData("sum over the batch", "\"reduction\": \"sum\"")]
    [InlineData("inputs as measured", "\"scale\": \"none\"")]
    public void An_edit_is_made_where_it_says(string name, string text) =>
        Assert.Contains(text, Break.Of(name).In(s_digits, 10)!.ToJson(), StringComparison.Ordinal);

    [Theory]
    [InlineData("rate 1e-6", 1e-6)]
    [InlineData("rate 1000 times too low", 1e-4)]
    public void A_rate_is_set_or_multiplied(string name, double rate) =>
        Assert.Equal(rate, (double)Break.Of(name).In(s_digits, 10)!.Training.Optimizer["learning_rate"]!, 1e-12);

    [Fact]
    public void Layers_are_set_put_in_and_replaced()
    {
        Assert.Equal(["linear", "linear", "softmax"], Of("no hidden activation").Select(layer => layer.Config["activation"]!.ToString()));
        Assert.Equal(["Dense", "Dropout", "Dense", "Dropout", "Dense"], Of("dropout 0.9").Select(layer => layer.ClassName));
        Assert.Equal(["Dense", "Dense", "Dense", "Dropout"], Of("dropout on the output").Select(layer => layer.ClassName));
        IReadOnlyList<ExperimentLayer> deep = Of("ten sigmoid layers");
        Assert.Equal(11, deep.Count);
        Assert.All(deep.SkipLast(1), layer => Assert.Equal(200, (int)layer.Config["units"]!));

        static IReadOnlyList<ExperimentLayer> Of(string name) => Break.Of(name).In(s_digits, 10)!.Network;
    }

    [Fact]
    public void What_makes_no_sense_is_not_offered()
    {
        Assert.Null(Break.Of("binary loss for classes").In(s_values, 0));
        Assert.Null(Break.Of("sigmoid for values").In(s_digits, 10));
        Assert.Null(Break.Of("softmax layer after softmax").In(s_values, 2));
        // What is in it already is no break.
        Experiment broken = Break.Of("no hidden activation").In(s_digits, 10)!;
        Assert.Null(Break.Of("no hidden activation").In(broken, 10));
        Assert.Contains("There is no break 'x'", Assert.Throws<GliaException>(() => Break.Of("x")).Message, StringComparison.Ordinal);
    }
}
