using System.Text.Json.Nodes;
using Glia.Kernels;

namespace Glia.Initializers;

/// <summary>
/// A matrix with orthonormal rows or columns, whichever are fewer (Saxe, McClelland and Ganguli, ICLR 2014): the Q of a random normal
/// matrix, with the signs of R's diagonal so that all orthogonal matrices are equally likely.
/// </summary>
/// <param name="gain">What the orthogonal matrix is multiplied with.</param>
public sealed class Orthogonal(float gain = 1) : Initializer
{
    /// <inheritdoc/>
    public override string Name => "orthogonal";

    /// <inheritdoc/>
    public override JsonObject Config() => new() { ["gain"] = gain };

    /// <inheritdoc/>
    public override void Fill(Span<float> values, Shape shape, InitializerDraw draw)
    {
        if (shape.Rank < 2) throw new GliaException("The initializer 'orthogonal' needs a matrix; give a bias another one.");
        int columns = shape.Last, rows = shape.Size / columns;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        var normal = new float[values.Length];
        RandomFill.Normal(normal, 0, 1, draw.Seed, (ulong)draw.Parameter);

        // Modified Gram-Schmidt in double, each vector cleaned twice ("twice is enough", Giraud et al. 2005),
        // over vectors of the longer side.
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = vectors[i] = new double[length];
            for (int j = 0; j < length; j++) vector[j] = normal[i * length + j];
            for (int pass = 0; pass < 2; pass++)
                for (int k = 0; k < i; k++) Subtract(vector, vectors[k], Dot(vector, vectors[k]));
            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++) vector[j] /= norm;
        }
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                values[r * columns + c] = (float)(gain * (rows <= columns ? vectors[r][c] : vectors[c][r]));
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] a, double[] b, double factor)
    {
        for (int i = 0; i < a.Length; i++) a[i] -= factor * b[i];
    }
}
