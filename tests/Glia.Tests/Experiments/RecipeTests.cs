using Glia.Data;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class RecipeTests
{
    private static readonly FloatFeatures Four = new([1, 2, 3, 4], 1);

    [Fact]
    public void The_sample_says_what_train_mnist_does() =>
        Assert.Equal(Recipe.Mnist().ToJson(), Experiment.Read(Path.Combine(RepositoryFiles.Root, "samples/experiments/mnist.json")).ToJson());

    [Theory]
    [InlineData(new float[] { 0, 2, 1, 2 }, 3, "softmax", "one-hot", "categorical_crossentropy")]
    [InlineData(new float[] { 0, 1, 1, 0 }, 2, "softmax", "one-hot", "categorical_crossentropy")]
    [InlineData(new float[] { 0.5f, 1, 1, 0 }, 1, "linear", "none", "mean_squared_error")]
    [InlineData(new float[] { -1, 1, 1, 0 }, 1, "linear", "none", "mean_squared_error")]
    [InlineData(new float[] { 1000, 1, 1, 0 }, 1, "linear", "none", "mean_squared_error")]
    [InlineData(new float[] { 0, 0, 0, 0 }, 1, "linear", "none", "mean_squared_error")]
    public void A_few_whole_numbers_are_classes_and_others_are_values(float[] targets, int units, string activation, string encoding, string loss) =>
        Check(LoadedData.OfNumbers(Four, new Targets(targets)), units, activation, encoding, loss);

    [Fact]
    public void Zero_one_rows_are_classes_and_other_rows_are_values()
    {
        Check(LoadedData.OfNumbers(Four, new Targets([1, 0, 0, 1, 1, 0, 0, 1], 2)), 2, "softmax", "none", "categorical_crossentropy");
        Check(LoadedData.OfNumbers(Four, new Targets([1, 1, 0, 1, 1, 0, 0, 1], 2)), 2, "linear", "none", "mean_squared_error");
    }

    [Fact]
    public void Texts_are_classes() => Check(LoadedData.OfTexts(Four, ["b", "a", "c", "a"]), 3, "softmax", "one-hot", "categorical_crossentropy");

    [Fact]
    public void The_test_part_is_the_one_the_data_come_with_or_a_fifth()
    {
        LoadedData loaded = LoadedData.OfTexts(Four, ["b", "a", "c", "a"]);
        var data = new ExperimentData { Source = "some/flowers.csv" };
        Assert.Equal(new ExperimentSplit { TestSize = 0.2 }, Recipe.For(data, loaded).Data.Split);
        Assert.True(Recipe.For(data, loaded with { StandardTestRows = 1 }).Data.Split!.IsStandard);
        Assert.Equal("flowers", Recipe.For(data, loaded).Name);
    }

    private static void Check(LoadedData loaded, int units, string activation, string encoding, string loss)
    {
        Experiment recipe = Recipe.For(new ExperimentData { Source = "x.csv" }, loaded);
        ExperimentLayer output = recipe.Network[^1];
        Assert.Equal((units, activation, encoding, loss), ((int)output.Config["units"]!, (string)output.Config["activation"]!, recipe.Data.TargetEncoding, (string)recipe.Training.Loss["class_name"]!));
    }
}
