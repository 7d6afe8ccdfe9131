using System.Numerics;
using System.Runtime.CompilerServices;
using static Glia.Kernels.Lanes;

namespace Glia.Kernels;

/// <summary>What is done with a vector of neighbouring columns of a block of rows.</summary>
internal interface IColumnsJob
{
    /// <summary>Does it.</summary>
    /// <typeparam name="TColumns">Whether the vector is full.</typeparam>
    /// <param name="block">The block's number.</param>
    /// <param name="column">The first column.</param>
    void Run<TColumns>(int block, int column)
        where TColumns : struct, IColumns;
}

/// <summary>All columns of a block, vector by vector.</summary>
internal readonly struct AllColumns<TJob>(TJob job, int columns) : IJob
    where TJob : struct, IColumnsJob
{
    public void Run(int block)
    {
        int column = 0;
        for (; column <= columns - Width; column += Width) job.Run<WholeVector>(block, column);
        if (column < columns) job.Run<PartOfVector>(block, column);
    }
}

/// <summary>Mean and summed squared deviation of each column of a block.</summary>
internal readonly unsafe struct MomentsOfBlock(RowBlocks blocks, float* x, BlockSums sums) : IColumnsJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TColumns>(int block, int column)
        where TColumns : struct, IColumns
    {
        int step = blocks.Columns, rows = blocks.RowsOf(block), left = step - column;
        float* first = x + blocks.Start(block) + column, from = first;
        Vector<double> m0 = Vector<double>.Zero, m1 = m0, v0 = m0, v1 = m0;
        for (int row = 0; row < rows; row++, from += step)
        {
            Vector<float> numbers = TColumns.Load(from, left);
            m0 += Vector.WidenLower(numbers);
            m1 += Vector.WidenUpper(numbers);
        }
        var share = new Vector<double>(1.0 / rows);
        m0 *= share;
        m1 *= share;
        from = first;
        for (int row = 0; row < rows; row++, from += step)
        {
            Vector<float> numbers = TColumns.Load(from, left);
            Vector<double> d0 = Vector.WidenLower(numbers) - m0, d1 = Vector.WidenUpper(numbers) - m1;
            v0 += d0 * d0;
            v1 += d1 * d1;
        }
        sums.Set(block, column, m0, m1, v0, v1);
    }
}

/// <summary>y = gamma (x - mean) inverse + beta for the rows of a block; a mean, gamma or beta that is null is left out.</summary>
internal readonly unsafe struct NormalizeBlock(
    RowBlocks blocks, float* x, float* y, float* mean, float* inverse, float* gamma, float* beta) : IColumnsJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TColumns>(int block, int column)
        where TColumns : struct, IColumns
    {
        int step = blocks.Columns, rows = blocks.RowsOf(block), left = step - column;
        Vector<float> means = mean == null ? Vector<float>.Zero : TColumns.Load(mean + column, left);
        Vector<float> inverses = TColumns.Load(inverse + column, left);
        Vector<float> factors = gamma == null ? Vector<float>.One : TColumns.Load(gamma + column, left);
        Vector<float> offsets = beta == null ? Vector<float>.Zero : TColumns.Load(beta + column, left);
        nint start = blocks.Start(block) + column;
        float* from = x + start, to = y + start;
        for (int row = 0; row < rows; row++, from += step, to += step)
            TColumns.Store((TColumns.Load(from, left) - means) * inverses * factors + offsets, to, left);
    }
}

/// <summary>The sums of dy and of dy n over each column of a block, with n the normalised input.</summary>
internal readonly unsafe struct GradientsOfBlock(
    RowBlocks blocks, float* x, float* dy, float* mean, float* inverse, BlockSums sums) : IColumnsJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TColumns>(int block, int column)
        where TColumns : struct, IColumns
    {
        int step = blocks.Columns, rows = blocks.RowsOf(block), left = step - column;
        Vector<float> means = TColumns.Load(mean + column, left), inverses = TColumns.Load(inverse + column, left);
        nint start = blocks.Start(block) + column;
        float* from = x + start, above = dy + start;
        Vector<double> b0 = Vector<double>.Zero, b1 = b0, g0 = b0, g1 = b0;
        for (int row = 0; row < rows; row++, from += step, above += step)
        {
            Vector<float> d = TColumns.Load(above, left), product = d * ((TColumns.Load(from, left) - means) * inverses);
            b0 += Vector.WidenLower(d);
            b1 += Vector.WidenUpper(d);
            g0 += Vector.WidenLower(product);
            g1 += Vector.WidenUpper(product);
        }
        sums.Set(block, column, b0, b1, g0, g1);
    }
}

/// <summary>dx = gamma inverse (dy - dbeta / rows - n dgamma / rows) for the rows of a block.</summary>
internal readonly unsafe struct InputGradientOfBlock(
    RowBlocks blocks, float* x, float* dy, float* dx, float* mean, float* inverse, float* gamma, float* dgamma, float* dbeta)
    : IColumnsJob
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TColumns>(int block, int column)
        where TColumns : struct, IColumns
    {
        int step = blocks.Columns, rows = blocks.RowsOf(block), left = step - column;
        Vector<float> share = All(1f / blocks.Rows);
        Vector<float> means = TColumns.Load(mean + column, left), inverses = TColumns.Load(inverse + column, left);
        Vector<float> shift = TColumns.Load(dbeta + column, left) * share, slope = TColumns.Load(dgamma + column, left) * share;
        Vector<float> factors = gamma == null ? inverses : inverses * TColumns.Load(gamma + column, left);
        nint start = blocks.Start(block) + column;
        float* from = x + start, above = dy + start, to = dx + start;
        for (int row = 0; row < rows; row++, from += step, above += step, to += step)
        {
            Vector<float> n = (TColumns.Load(from, left) - means) * inverses;
            TColumns.Store((TColumns.Load(above, left) - shift - n * slope) * factors, to, left);
        }
    }
}
