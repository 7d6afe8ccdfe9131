using Glia.Data;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class RecipeTests
{
    private static readonly FloatFeatures Four = new([1, 2, 3, 4], 1);

    [Fact]
    public void The_sample_says_what_train_mnist_does() =>
        Assert.Equal(Recipe.Mnist().ToJson(), Experiment.Read(Path.Combine(RepositoryFiles.Root, "samples/experiments/mnist.json"))
            .ToJson());

    [Theory]
    [InlineData(784, "images")]
    [InlineData(3072, "images")]
    [InlineData(1000, "rows")]
    [InlineData(25, "rows")]
    public void Bytes_are_pictures_where_they_can_be_a_square(int width, string are) =>
        Assert.Equal(are, LoadedData.OfNumbers(new ByteFeatures(new byte[2 * width], width), new Targets([0, 1])).RowsAre);

    [Theory]
    [InlineData(new float[] { 0, 2, 1, 2 }, 3, "softmax", "auto", "categorical_crossentropy")]
    [InlineData(new float[] { 0, 1, 1, 0 }, 2, "softmax", "auto", "categorical_crossentropy")]
    [InlineData(new float[] { 3, 7, 7, 3 }, 2, "softmax", "auto", "categorical_crossentropy")]
    [InlineData(new float[] { 0.5f, 1, 1, 0 }, 1, "linear", "none", "mean_squared_error")]
    [InlineData(new float[] { -1, 1, 1, 0.5f }, 1, "linear", "none", "mean_squared_error")]
    [InlineData(new float[] { 0, 0, 0, 0 }, 1, "linear", "none", "mean_squared_error")]
    public void A_few_whole_numbers_are_classes_and_others_are_values(float[] targets, int units, string activation, string encoding,
        string loss)
    {
        float[] often = [.. Enumerable.Repeat(targets, 5).SelectMany(numbers => numbers)];
        Check(LoadedData.OfNumbers(new FloatFeatures(often, 1), new Targets(often)), units, activation, encoding, loss);
    }

    [Fact]
    public void Zero_one_rows_are_classes_or_labels_and_other_rows_are_values()
    {
        Check(LoadedData.OfNumbers(Four, new Targets([1, 0, 0, 1, 1, 0, 0, 1], 2)), 2, "softmax", "none", "categorical_crossentropy");
        Check(LoadedData.OfNumbers(Four, new Targets([1, 1, 0, 1, 1, 0, 0, 1], 2)), 2, "sigmoid", "none", "binary_crossentropy");
        Check(LoadedData.OfNumbers(Four, new Targets([1, 2, 0, 1, 1, 0, 0, 1], 2)), 2, "linear", "none", "mean_squared_error");
    }

    [Fact]
    public void Texts_are_classes() =>
        Check(LoadedData.OfTexts(Four, ["b", "a", "c", "a"]), 3, "softmax", "auto", "categorical_crossentropy");

    [Fact]
    public void The_task_decides_otherwise()
    {
        LoadedData numbers = LoadedData.OfNumbers(Four, new Targets([0, 1, 1, 0.5f]));
        Check(numbers, 3, "softmax", "auto", "categorical_crossentropy", "classify");
        Check(LoadedData.OfNumbers(Four, new Targets([0, 1, 1, 0])), 1, "linear", "none", "mean_squared_error", "regress");
        Check(LoadedData.OfNumbers(Four, new Targets([0, 1, 1, 0])), 1, "sigmoid", "none", "binary_crossentropy", "multilabel");
    }

    [Fact]
    public void Inputs_of_more_axes_are_laid_flat_first()
    {
        Experiment recipe = Recipe.For(new ExperimentData { Source = "x.npz" },
            LoadedData.OfTexts(new FloatFeatures(new float[24], new Shape(2, 3)), ["b", "a", "c", "a"]));
        Assert.Equal("Flatten", recipe.Network[0].ClassName);
        Assert.Equal(3, recipe.BuildNetwork(new Shape(2, 3)).OutputShape.Size);
    }

    [Fact]
    public void The_test_part_is_the_one_the_data_come_with_or_a_fifth()
    {
        LoadedData loaded = LoadedData.OfTexts(Four, ["b", "a", "c", "a"]);
        var data = new ExperimentData { Source = "some/flowers.csv" };
        Assert.Equal(new ExperimentSplit { TestSize = 0.2 }, Recipe.For(data, loaded).Data.Split);
        Assert.True(Recipe.For(data, loaded with { StandardTestRows = 1 }).Data.Split!.IsStandard);
        Assert.Equal("flowers", Recipe.For(data, loaded).Name);
    }

    private static void Check(LoadedData loaded, int units, string activation, string encoding, string loss, string task = "auto")
    {
        Experiment recipe = Recipe.For(new ExperimentData { Source = "x.csv", Task = task }, loaded);
        ExperimentLayer output = recipe.Network[^1];
        Assert.Equal((units, activation, encoding, loss), ((int)output.Config["units"]!, (string)output.Config["activation"]!,
            recipe.Data.TargetEncoding, (string)recipe.Training.Loss["class_name"]!));
    }
}
