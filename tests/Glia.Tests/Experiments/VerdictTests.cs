using Glia.Data;
using Glia.Experiments;
using Glia.Layers;
using Glia.Losses;
using Glia.Metrics;

namespace Glia.Tests.Experiments;

public class VerdictTests
{
    private static readonly string[] Names = ["cat", "dog", "owl"];

    [Theory]
    [InlineData(new[] { 95, 3, 2, 4, 96, 0, 1, 1, 98 }, true,
        "It learned: 96.33 % of the 300 test rows are right; always saying cat would give 33.33 %.")]
    [InlineData(new[] { 50, 30, 20, 25, 50, 25, 25, 25, 50 }, true,
        "It learned a little: 50.00 % of the 300 test rows are right; always saying cat would give 33.33 %.")]
    [InlineData(new[] { 34, 33, 33, 33, 34, 33, 33, 33, 34 }, true,
        "It did not learn: 34.00 % of the 300 test rows are right; always saying cat would give 33.33 %.")]
    [InlineData(new[] { 0, 100, 0, 0, 100, 0, 0, 100, 0 }, true,
        "It did not learn: every prediction is class dog, so 33.33 % of the 300 test rows are right.")]
    [InlineData(new[] { 100, 0, 0, 0, 100, 0, 5, 5, 0 }, true,
        "It learned: 95.24 % of the 210 test rows are right, and class owl is never predicted; always saying cat would give 47.62 %.")]
    [InlineData(new[] { 0, 1, 0, 0, 0, 0, 0, 0, 0 }, true, "It cannot be told from 1 row whether it learned: 0.00 % of the 1 test row is " +
        "right; always saying cat would give 100.00 %.")]
    [InlineData(new[] { 2, 0, 0, 0, 2, 0, 0, 0, 0 }, true,
        "It cannot be told from 4 rows whether it learned: 100.00 % of the 4 test rows are right; always saying cat would give 50.00 %.")]
    [InlineData(new[] { 0, 2, 0, 0, 2, 0, 0, 0, 0 }, true, "It cannot be told from 4 rows whether it learned: 50.00 % of the 4 test rows " +
        "are right; always saying cat would give 50.00 %.")]
    [InlineData(new[] { 180, 0, 0, 0, 18, 0, 0, 0, 0 }, true,
        "It learned: 100.00 % of the 198 test rows are right; always saying cat would give 90.91 %.")]
    [InlineData(new[] { 10, 0, 0, 0, 0, 0, 0, 0, 0 }, true,
        "It cannot be told whether it learned: all 10 test rows are of class cat; 100.00 % of the 10 test rows are right.")]
    [InlineData(new[] { 30, 35, 35, 0, 100, 0, 0, 0, 100 }, false,
        "It was never trained: 76.67 % of the 300 test rows are right; always saying cat would give 33.33 %.")]
    public void Of_classes(int[] confusion, bool trained, string sentence)
    {
        var matrix = new int[3, 3];
        for (int i = 0; i < 9; i++) matrix[i / 3, i % 3] = confusion[i];
        var evaluation = new Evaluation(confusion.Sum(), 1, matrix[0, 0] + matrix[1, 1] + matrix[2, 2], matrix, double.NaN);
        Assert.Equal(sentence, LearningVerdict.Classes(evaluation, Names, "test rows", trained).Sentence);
    }

    [Theory]
    [InlineData(0.1, true, "It learned: its loss on the 50 rows is 0.1; always predicting the mean gives 1.")]
    [InlineData(0.9, true, "It learned a little: its loss on the 50 rows is 0.9; always predicting the mean gives 1.")]
    [InlineData(0.999, true, "It did not learn: its loss on the 50 rows is 0.999; always predicting the mean gives 1.")]
    [InlineData(double.NaN, true, "It did not learn: its loss on the 50 rows is NaN; always predicting the mean gives 1.")]
    [InlineData(0.1, false, "It was never trained: its loss on the 50 rows is 0.1; always predicting the mean gives 1.")]
    [InlineData(2.873e14, true, "It did not learn: its loss on the 50 rows is 2.873e14; always predicting the mean gives 1.")]
    [InlineData(1.2e-12, true, "It learned: its loss on the 50 rows is 1.2e-12; always predicting the mean gives 1.")]
    public void Of_values(double loss, bool trained, string sentence) =>
        Assert.Equal(sentence, LearningVerdict.Values(new Evaluation(50, loss, 0, new int[2, 2], 0.3), 1, "rows", trained).Sentence);

    [Fact]
    public void Of_values_that_are_few_or_all_the_same()
    {
        var few = new Evaluation(7, 0.1, 0, new int[2, 2], 0.3) { R2 = 0.875 };
        Assert.Equal("It cannot be told from 7 rows whether it learned: its loss on the 7 rows is 0.1, R² 0.88; always predicting the " +
            "mean gives 1.", LearningVerdict.Values(few, 1, "rows", trained: true).Sentence);
        var same = new Evaluation(50, 0.1, 0, new int[2, 2], 0.3) { TargetsAreConstant = true };
        Assert.Equal("It cannot be told whether it learned: all 50 rows have the same target; its loss on the 50 rows is 0.1, always " +
            "predicting the mean gives 0.", LearningVerdict.Values(same, 0, "rows", trained: true).Sentence);
    }

    [Theory]
    [InlineData(-310.8, double.NaN, "It cannot be told from a loss below 0 whether it learned: its loss on the 50 rows is -310.8; always " +
        "predicting the mean gives -0.3856.")]
    [InlineData(-310.8, -0.01, "It did not learn: its loss on the 50 rows is -310.8, R² -0.01; always predicting the mean gives -0.3856.")]
    [InlineData(-0.9, 0.9, "It learned: its loss on the 50 rows is -0.9, R² 0.90; always predicting the mean gives -0.3856.")]
    public void A_loss_below_zero_says_nothing_by_itself(double loss, double r2, string sentence) =>
        Assert.Equal(sentence, LearningVerdict.Values(new Evaluation(50, loss, 0, new int[2, 2], 0.3) { R2 = r2 }, -0.3856, "rows",
            trained: true).Sentence);

    [Fact]
    public void What_is_explained_of_a_run_that_left_all_bounds_fits_a_line() =>
        Assert.EndsWith("is 5.9e80, R² -5.216e67; always predicting the mean gives 1.", LearningVerdict.Values(
            new Evaluation(50, 5.9e80, 0, new int[2, 2], 0.3) { R2 = -5.216158e67 }, 1, "rows", trained: true).Sentence,
            StringComparison.Ordinal);

    // 21 of 200 labels are 0; the others were divided by 255.
    [Fact]
    public void Labels_that_name_no_class_are_counted()
    {
        var confusion = new int[3, 3];
        (confusion[0, 0], confusion[0, 1]) = (19, 2);
        Assert.Equal("It cannot be told whether it learned: 179 of the 200 test rows have a label that is no whole number and names no " +
            "class; 9.50 % of the 200 test rows are right.",
            LearningVerdict.Classes(new Evaluation(200, 1, 19, confusion, double.NaN), Names, "test rows", trained: true).Sentence);
    }

    // Of 0 and 4 in each row, at two steps: the mean over both is 2, as R² takes it.
    [Fact]
    public void The_mean_of_a_sequence_is_that_of_all_its_steps()
    {
        var network = new Network(new Shape(2, 1), new Dense(1));
        var data = new Dataset(new FloatFeatures([1, 2, 3, 4], new Shape(2, 1)), new Targets([0, 4, 0, 4], new Shape(2, 1)));
        Assert.Equal(4, MeanLoss.Of(new MeanSquaredError(), network, data, data));
    }

    // An evaluation says the loss of a row, so what it is compared with does as well.
    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void Guessing_is_judged_a_row_whatever_a_step_adds_up(Reduction reduction)
    {
        Loss loss = new MeanSquaredError { Reduction = reduction };
        var network = new Network(1, new Dense(1));
        var data = new Dataset(new FloatFeatures([1, 2, 3, 4], 1), new Targets([0, 2, 4, 6]));
        Assert.Equal(5, MeanLoss.Of(loss, network, data, data));
    }

    // Two labels; the second is always no.
    [Theory]
    [InlineData(100, 50, 50, "It learned: 100.00 % of the answers to 2 labels of the 100 rows are right, F1 0.50; always giving each " +
        "label its more frequent answer would give 75.00 %.")]
    [InlineData(100, 50, 0, "It did not learn: 75.00 % of the answers to 2 labels of the 100 rows are right, F1 0.00; always giving each " +
        "label its more frequent answer would give 75.00 %.")]
    [InlineData(2, 1, 1, "It cannot be told from 2 rows whether it learned: 100.00 % of the answers to 2 labels of the 2 rows are right, " +
        "F1 0.50; always giving each label its more frequent answer would give 75.00 %.")]
    public void Of_labels(int rows, int yes, int found, string sentence)
    {
        var labels = new LabelCounts(2);
        for (int row = 0; row < rows; row++)
        {
            labels.Add(0, row < yes, row < found);
            labels.Add(1, yes: false, said: false);
        }
        labels.AddRows(rows);
        var evaluation = new Evaluation(rows, 2 * rows, 0.1, 2 * rows - (yes - found), new ConfusionMatrix(2),
            double.NaN)
        { Labels = labels };
        Assert.Equal(sentence, LearningVerdict.Labels(evaluation, "rows", trained: true).Sentence);
    }
}
