using CsCheck;
using Glia.Data;

namespace Glia.Tests.Data;

public class DatasetFromTests
{
    private sealed record Flower(double Length, double Width, string Species, int Kind, bool Tall, float Price);

    private static readonly Flower[] Flowers =
        [new(1.5, 2, "rose", 1, true, 3), new(0.5, -1, "iris", 0, false, 4.5f), new(7, 8, "rose", 1, true, 9)];

    private static readonly float[,] Two = { { 1 }, { 2 } };

    private static float[] All(Features features)
    {
        var values = new float[features.Rows * features.Shape.Size];
        features.Gather([.. Enumerable.Range(0, features.Rows)], values);
        return values;
    }

    [Fact]
    public void Every_form_of_rows_gives_the_same_inputs()
    {
        float[] expected = [1, 2, 3, 4, 5, 6];
        foreach (Dataset data in (Dataset[])
        [
            Dataset.From(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, [1f, 2, 3]),
            Dataset.From(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, new double[] { 1, 2, 3 }),
            Dataset.From((float[][])[[1, 2], [3, 4], [5, 6]], new float[,] { { 1 }, { 2 }, { 3 } }),
            Dataset.From((double[][])[[1, 2], [3, 4], [5, 6]], (double[][])[[1], [2], [3]]),
            Dataset.From(Features.From(new int[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), Targets.From<decimal>([1, 2, 3])),
            Dataset.From([1, 3, 5], x => new[] { x, x + 1 }, x => (x + 1) / 2.0),
        ])
        {
            Assert.Equal(expected, All(data.Inputs));
            Assert.Equal([1f, 2, 3], data.Targets.Values);
            Assert.Equal((2, 1), (data.Inputs.Shape.Size, data.Targets.Width));
        }
    }

    [Fact]
    public void Several_values_a_row_stay_several()
    {
        Dataset data = Dataset.From(Flowers, f => new[] { f.Length }, f => new[] { f.Width, f.Price });
        Assert.Equal([2f, 3, -1, 4.5f, 8, 9], data.Targets.Values);
        Assert.Equal((2, 2), (data.Targets.Width, data.Targets.Rank));
    }

    [Fact]
    public void Labels_become_classes_with_names()
    {
        Dataset named = Dataset.From(Flowers, f => new[] { f.Length, f.Width }, f => f.Species);
        Assert.Equal(["iris", "rose"], named.ClassNames!);
        Assert.Equal([1, 0, 1], named.Targets.ToClasses());
        Assert.Equal(2, named.Targets.Width);

        Dataset indexed = Dataset.From(Flowers, f => new[] { f.Length }, f => f.Species, encoding: TargetEncoding.Index);
        Assert.Equal([1f, 0, 1], indexed.Targets.Values);

        Dataset numbered = Dataset.From(Flowers, f => new[] { f.Length }, f => f.Kind, classCount: 4);
        Assert.Equal((4, null), (numbered.Targets.Width, numbered.ClassNames));

        Dataset asked = Dataset.From(Flowers, f => new[] { f.Length }, f => f.Tall);
        Assert.Equal([1f, 0, 1], asked.Targets.Values);
        Assert.Equal(["false", "true"], asked.ClassNames!);
    }

    [Fact]
    public void Another_part_takes_over_the_classes_of_the_training_part()
    {
        Dataset train = Dataset.From(new float[,] { { 1 }, { 2 }, { 3 } }, ["a", "b", "c"]);
        Dataset test = Dataset.From(new float[,] { { 2 }, { 3 } }, ["b", "c"], train.ClassNames);
        Assert.Equal([1, 2], test.Targets.ToClasses());
        Assert.Equal("Row 1 has the class 'd', which the training data do not have; known are a, b, c.",
            Assert.Throws<GliaException>(() => Dataset.From(new float[,] { { 2 }, { 3 } }, ["b", "d"], train.ClassNames)).Message);
    }

    public static TheoryData<string, Func<object>> WrongData => new()
    {
        { "inputs[1] has 1 numbers and inputs[0] has 2; make them equally long.", () => Dataset.From((float[][])[[1, 2], [3]], [1f, 2]) },
        { "inputs[1] is null; every row needs 2 numbers.", () => Dataset.From((float[][])[[1, 2], null!], [1f, 2]) },
        { "inputs[0] has no numbers; give at least one a row.", () => Dataset.From((float[][])[[], []], [1f, 2]) },
        { "The inputs have no columns; give at least one number a row.", () => Dataset.From(new float[2, 0], [1f, 2]) },
        { "targets[1] has 2 numbers and targets[0] has 1; make them equally long.", () => Dataset.From(Two, (float[][])[[1], [2, 3]]) },
        { "inputs[1, 0] is 1E+300, more than float32 can hold", () => Dataset.From(new double[,] { { 1 }, { 1e300 } }, [1f, 2]) },
        { "Row 1 of the data holds no number (NaN) in feature 0", () => Dataset.From(new float[,] { { 1 }, { float.NaN } }, [1f, 2]) },
        { "Row 0 of the data has infinity as target", () => Dataset.From(new float[,] { { 1 } }, [float.PositiveInfinity]) },
        { "The data have 2 samples but 1 targets; each sample needs one target.", () => Dataset.From(Two, ["a"]) },
        { "The data have no rows; give at least one.", () => Dataset.From(Array.Empty<float[]>(), Array.Empty<string>()) },
        { "labels[1] is null; every row needs a label.", () => Dataset.From(Two, ["a", null!]) },
        { "Row 1 has class -1, but classes go from 0", () => Dataset.From(Two, [0, -1]) },
        { "Row 1 has class 3, but classes go from 0 to 1.", () => Dataset.From(Two, [0, 3], null, ["a", "b"], TargetEncoding.Index) },
        { "The class name 'a' is given twice", () => Dataset.From(new float[,] { { 1 } }, ["a"], ["a", "a"]) },
        { "There are 1 feature names for 2 features", () => Dataset.From(new float[,] { { 1, 2 } }, ["a"]).WithFeatureNames("x") },
    };

    [Theory]
    [MemberData(nameof(WrongData), DisableDiscoveryEnumeration = true)]
    public void Wrong_data_are_refused_with_their_place(string words, Func<object> make) =>
        Assert.Contains(words, Assert.Throws<GliaException>(make).Message, StringComparison.Ordinal);

    [Fact]
    public void A_split_is_that_of_scikit_learn_and_loses_no_row() =>
        Gen.Select(Gen.Int[4, 60], Gen.UInt, Gen.Bool).Sample(Split, iter: 50);

    private static void Split(int rows, uint seed, bool stratify)
    {
        Dataset data = Dataset.From(Enumerable.Range(0, rows), i => new[] { i }, i => i % 2);
        (Dataset train, Dataset test) = data.WithFeatureNames("i").Split(0.5, seed, stratify);
        TrainTestSplit expected = TrainTestSplit.Random(rows, seed, 0.5, stratify: stratify ? data.Targets.ToClasses() : null);
        Assert.Equal(expected.Test.Select(row => (float)row), All(test.Inputs));
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (float)i), [.. All(train.Inputs).Concat(All(test.Inputs)).Order()]);
        Assert.Equal(["i"], test.FeatureNames!);
    }
}
