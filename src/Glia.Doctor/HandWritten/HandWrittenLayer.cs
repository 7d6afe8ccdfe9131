using System.Numerics;
using Glia.Doctor.Reference;

namespace Glia.Doctor.HandWritten;

/// <summary>The weights of one layer of a hand-written network, and its gradients if they are kept; copied at this moment.</summary>
public sealed class HandWrittenLayer
{
    private HandWrittenLayer(Matrix kernel, Matrix? bias, Matrix? kernelGradient, Matrix? biasGradient) =>
        (Kernel, Bias, KernelGradient, BiasGradient) = (kernel, bias, kernelGradient, biasGradient);

    /// <summary>[in, out].</summary>
    internal Matrix Kernel { get; }

    /// <summary>One row, or null.</summary>
    internal Matrix? Bias { get; }

    /// <summary>The gradient of the kernel, or null if it is not kept.</summary>
    internal Matrix? KernelGradient { get; }

    /// <summary>The gradient of the bias, or null.</summary>
    internal Matrix? BiasGradient { get; }

    /// <summary>A layer of rectangular arrays, [in, out].</summary>
    /// <param name="kernel">Weights, inputs in rows and units in columns.</param>
    /// <param name="bias">One number a unit.</param>
    /// <param name="kernelGradient">The gradient that was computed for the weights, of the same shape.</param>
    /// <param name="biasGradient">The gradient that was computed for the biases.</param>
    public static HandWrittenLayer Of<T>(T[,] kernel, T[]? bias = null, T[,]? kernelGradient = null, T[]? biasGradient = null)
        where T : struct, IFloatingPointIeee754<T> =>
        new(Copy(kernel), Row(bias), kernelGradient is null ? null : Copy(kernelGradient), Row(biasGradient));

    /// <summary>A layer of arrays of arrays; <paramref name="kernel"/>[i] holds the weights from input i.</summary>
    /// <param name="kernel">Weights, inputs in rows and units in columns.</param>
    /// <param name="bias">One number a unit.</param>
    /// <param name="kernelGradient">The gradient that was computed for the weights, of the same shape.</param>
    /// <param name="biasGradient">The gradient that was computed for the biases.</param>
    public static HandWrittenLayer Of<T>(T[][] kernel, T[]? bias = null, T[][]? kernelGradient = null, T[]? biasGradient = null)
        where T : struct, IFloatingPointIeee754<T> =>
        new(Rows(kernel), Row(bias), kernelGradient is null ? null : Rows(kernelGradient), Row(biasGradient));

    /// <summary>The same layer with kernel and gradient turned: for networks that keep [out, in].</summary>
    public HandWrittenLayer Transposed() => new(Kernel.Transposed(), Bias, KernelGradient?.Transposed(), BiasGradient);

    internal static Matrix Rows<T>(T[][] rows) where T : struct, IFloatingPointIeee754<T>
    {
        var matrix = new Matrix(rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
        for (int i = 0; i < matrix.Rows; i++)
        {
            if (rows[i].Length != matrix.Columns)
                throw new GliaException($"Row {i} of an array of a hand-written network has {rows[i].Length} numbers and row 0 has " +
                    $"{matrix.Columns}; give all rows one length.");
            for (int j = 0; j < matrix.Columns; j++) matrix[i, j] = double.CreateTruncating(rows[i][j]);
        }
        return matrix;
    }

    private static Matrix Copy<T>(T[,] values) where T : struct, IFloatingPointIeee754<T>
    {
        var matrix = new Matrix(values.GetLength(0), values.GetLength(1));
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++) matrix[i, j] = double.CreateTruncating(values[i, j]);
        return matrix;
    }

    private static Matrix? Row<T>(T[]? values) where T : struct, IFloatingPointIeee754<T> => values is null ? null : Rows([values]);
}
