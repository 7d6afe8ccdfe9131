namespace Glia.Kernels.Tests;

public class MatrixTests
{
    [Fact]
    public void Transposing_exchanges_rows_and_columns()
    {
        Matrix turned = new Matrix(new float[6], 2, 3).Transpose();
        Assert.Equal((3, 2, 1, 3), (turned.Rows, turned.Columns, turned.RowStride, turned.ColumnStride));
    }

    [Theory]
    [InlineData(2, 3, 3, 1, 5)]
    [InlineData(2, 3, 4, 1, 6)]
    [InlineData(65536, 65536, 65536, 1, 10)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, 10)]
    public void A_matrix_that_does_not_fit_its_data_is_refused(int rows, int columns, int rowStride, int columnStride, int length) =>
        Assert.Throws<ArgumentException>(() => _ = new Matrix(new float[length], rows, columns, rowStride, columnStride));

    [Theory]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(1, -1, 1, 1)]
    [InlineData(1, 1, -1, 1)]
    [InlineData(1, 1, 1, -1)]
    public void Negative_sizes_and_strides_are_refused(int rows, int columns, int rowStride, int columnStride) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Matrix(new float[10], rows, columns, rowStride, columnStride));

    [Fact]
    public void Gaps_after_the_last_element_need_no_data() =>
        Assert.Equal(2, new Matrix(new float[7], 2, 3, 4, 1).Rows);
}
