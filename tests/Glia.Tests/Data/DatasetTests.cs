using Glia.Data;

namespace Glia.Tests.Data;

public class DatasetTests
{
    private static float[] Row(Features features, int row)
    {
        var values = new float[features.Shape.Size];
        features.Gather([row], values);
        return values;
    }

    [Fact]
    public void Bytes_and_floats_gather_alike_through_selections_of_selections()
    {
        byte[] bytes = [.. Enumerable.Range(0, 70 * 9).Select(i => (byte)(i * 31))];
        foreach (Features all in (Features[])[new ByteFeatures(bytes, new Shape(7, 10)),
            new FloatFeatures([.. bytes.Select(b => (float)b)], new Shape(7, 10))])
        {
            Features twice = all.Select([8, 3, 3, 5]).Select([3, 0]);
            Assert.Equal((2, new Shape(7, 10)), (twice.Rows, twice.Shape));
            Assert.Equal(bytes[350..420].Select(b => (float)b), Row(twice, 0));
            Assert.Equal(bytes[560..630].Select(b => (float)b), Row(twice, 1));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteFeatures(bytes, 70).Select([9]));
        Assert.Throws<ArgumentException>(() => new ByteFeatures(bytes, 71));
    }

    [Fact]
    public void A_batch_is_gathered_without_allocating()
    {
        Dataset data = Dataset.Classes(new float[100 * 8], 8, new int[100], 3);
        Features bytes = new ByteFeatures(new byte[100 * 8], 8).Select([.. Enumerable.Range(0, 100).Reverse()]);
        int[] rows = [5, 1, 99];
        float[] inputs = new float[24], targets = new float[9];
        Gather();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Gather();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Gather()
        {
            data.Inputs.Gather(rows, inputs);
            data.Targets.Gather(rows, targets);
            bytes.Gather(rows, inputs);
        }
    }

    [Fact]
    public void Selecting_rows_keeps_inputs_and_targets_together()
    {
        Dataset data = Dataset.Values([1, 2, 3, 4], 1, [10, 20, 30, 40]).Select([3, 1]).Slice(1, 1);
        Assert.Equal((1, 2f, 20f), (data.Rows, Row(data.Inputs, 0)[0], data.Targets[0][0]));
    }

    [Fact]
    public void Data_that_are_no_data_get_their_sentence()
    {
        Says("2 samples but 3 targets", () => Dataset.Values([1, 2], 1, [1, 2, 3]));
        Says("no rows", () => Dataset.Values([], 1, []));
        Says("Row 1 of the training data holds no number (NaN) in feature 0", () => Dataset.Values([1, float.NaN], 1, [1, 2])
            .RequireFinite("the training data"));
        Says("Row 1 of the data has infinity as target;", () => Dataset.Values([1, 2], 1, [1, float.PositiveInfinity]).RequireFinite());
        Says("feature 1 ('age')", () => new Dataset(new FloatFeatures([1, float.NaN], 2), new Targets([1f]), featureNames: ["size", "age"])
            .RequireFinite());
        Dataset.Values([1, 2], 1, [1, 2]).RequireFinite();

        static void Says(string words, Action act) =>
            Assert.Contains(words, Assert.Throws<GliaException>(act).Message, StringComparison.Ordinal);
    }
}
