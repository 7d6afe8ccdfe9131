using Glia.Doctor.Reference;

namespace Glia.Programs.Reading;

/// <summary>The row of a kernel that holds biases: what it is multiplied with is the same in every sample.</summary>
/// <param name="IsLast">Whether it is the last row, and not the first.</param>
/// <param name="IsNegative">Whether it is multiplied with -1, as thresholds are, and not with 1.</param>
internal sealed record BiasRow(bool IsLast, bool IsNegative)
{
    /// <summary>
    /// A kernel, or something of its shape, as it is where its biases are multiplied with 1: -1 times a weight is 1 times its opposite, and
    /// so are its gradient and its steps.
    /// </summary>
    public Matrix Upright(Matrix kernel)
    {
        if (!IsNegative) return kernel;
        Matrix upright = kernel.Copy();
        foreach (ref double value in upright.Row(IsLast ? kernel.Rows - 1 : 0)) value = -value;
        return upright;
    }
}
