namespace Glia.Kernels.Tests;

public class ColumnBlockTests
{
    [Fact]
    public void Columns_go_where_they_belong_and_come_back()
    {
        float[] wide = [1, 2, 3, 4, 5, 6, 7, 8], block = new float[4];
        ColumnBlock.Take(wide, 4, 1, block, 2);
        Assert.Equal([2, 3, 6, 7], block);
        ColumnBlock.Put([-2, -3, -6, -7], 2, wide, 4, 2);
        Assert.Equal([1, 2, -2, -3, 5, 6, -6, -7], wide);
    }
}
