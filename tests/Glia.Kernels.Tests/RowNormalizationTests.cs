namespace Glia.Kernels.Tests;

public class RowNormalizationTests
{
    public static TheoryData<int, int, bool> Sizes =>
        new() { { 1, 1, true }, { 3, 2, true }, { 5, 7, false }, { 8, 16, true }, { 17, 33, true }, { 40, 64, false } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Forward_and_backward_match_the_double_reference(int rows, int columns, bool affine)
    {
        const float epsilon = 1e-3f;
        float[] x = Numbers.Uniform(rows * columns, 1, 4, 7), dy = Numbers.Uniform(rows * columns, 2);
        float[] gamma = affine ? Numbers.Uniform(columns, 3, 0.5f, 2) : [], beta = affine ? Numbers.Uniform(columns, 4) : [];
        float[] y = new float[x.Length], dx = new float[x.Length], mean = new float[rows], inverse = new float[rows],
            dgamma = new float[columns], dbeta = new float[columns];
        RowNormalization.Forward(x, y, columns, gamma, beta, epsilon, mean, inverse);
        RowNormalization.Backward(x, dy, dx, columns, gamma, mean, inverse, dgamma, dbeta);

        double[] ey = new double[x.Length], edx = new double[x.Length], eg = new double[columns], eb = new double[columns];
        for (int r = 0; r < rows; r++)
        {
            double[] row = [.. Enumerable.Range(0, columns).Select(c => (double)x[r * columns + c])];
            double m = row.Average(), s = Math.Sqrt(row.Average(a => (a - m) * (a - m)) + epsilon), through = 0, along = 0;
            for (int c = 0; c < columns; c++)
            {
                double n = (row[c] - m) / s, d = dy[r * columns + c], h = d * (affine ? gamma[c] : 1);
                ey[r * columns + c] = (affine ? gamma[c] : 1) * n + (affine ? beta[c] : 0);
                eb[c] += d;
                eg[c] += d * n;
                through += h / columns;
                along += h * n / columns;
            }
            for (int c = 0; c < columns; c++)
                edx[r * columns + c] = (dy[r * columns + c] * (affine ? gamma[c] : 1) - through - (row[c] - m) / s * along) / s;
        }
        Numbers.Close(ey, y, 2e-6, 3e-6);
        Numbers.Close(eb, dbeta, 1e-6, 1e-6);
        Numbers.Close(eg, dgamma, 1e-5, 1e-5);
        Numbers.Close(edx, dx, 1e-5, 2e-5);

        RowNormalization.Backward(x, dy, dy, columns, gamma, mean, inverse, default, default); // in place, nothing trained
        Assert.Equal(dx, dy);
    }

    [Fact]
    public void A_constant_row_becomes_its_offset_and_nan_stays_in_its_row()
    {
        float[] x = Numbers.Uniform(30, 1), y = new float[30], mean = new float[3], inverse = new float[3];
        x.AsSpan(0, 10).Fill(1000.1f);
        x[14] = float.NaN;
        RowNormalization.Forward(x, y, 10, [], [], 1e-3f, mean, inverse);
        for (int i = 0; i < 30; i++) Assert.Equal(i is >= 10 and < 20, float.IsNaN(y[i]));
        Assert.All(y[..10], v => Assert.Equal(0, v, 1e-3));
    }
}
