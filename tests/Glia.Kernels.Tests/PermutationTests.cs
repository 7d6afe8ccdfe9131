namespace Glia.Kernels.Tests;

public class PermutationTests
{
    [Theory]
    [InlineData(new[] { 5 }, new[] { 0 })]
    [InlineData(new[] { 7, 3 }, new[] { 1, 0 })]
    [InlineData(new[] { 7, 3 }, new[] { 0, 1 })]
    [InlineData(new[] { 4, 5, 19 }, new[] { 1, 0, 2 })]
    [InlineData(new[] { 4, 5, 19 }, new[] { 2, 0, 1 })]
    [InlineData(new[] { 2, 3, 4, 5 }, new[] { 3, 1, 0, 2 })]
    public void Every_number_stands_where_its_indices_say(int[] sizes, int[] order)
    {
        const int Rows = 6;
        int sample = sizes.Aggregate(1, (product, size) => product * size);
        float[] x = Numbers.Uniform(Rows * sample, 1), y = new float[x.Length], three = new float[x.Length], back = new float[x.Length];
        Permutation.Apply(Workers.Single, x, y, sizes, order);
        Permutation.Apply(new Workers(3), x, three, sizes, order);
        Assert.Equal(y, three);
        int[] turned = [.. order.Select(axis => sizes[axis])];
        for (int i = 0; i < y.Length; i++)
        {
            int rest = i % sample;
            var at = new int[sizes.Length];
            for (int axis = turned.Length - 1; axis >= 0; axis--)
            {
                at[order[axis]] = rest % turned[axis];
                rest /= turned[axis];
            }
            int from = i / sample;
            for (int axis = 0; axis < sizes.Length; axis++) from = from * sizes[axis] + at[axis];
            Assert.Equal(x[from], y[i]);
        }
        int[] inverse = [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))];
        Permutation.Apply(Workers.Single, y, back, turned, inverse);
        Assert.Equal(x, back);
    }

    [Theory]
    [InlineData(new[] { 0, 0 })]
    [InlineData(new[] { 1 })]
    [InlineData(new[] { 1, 2 })]
    public void An_order_names_each_dimension_once(int[] order) =>
        Assert.Throws<ArgumentException>(() => Permutation.Apply(Workers.Single, new float[6], new float[6], [2, 3], order));
}
