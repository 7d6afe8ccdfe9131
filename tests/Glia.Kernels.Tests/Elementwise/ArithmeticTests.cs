using Array = Glia.Kernels.Elementwise;

namespace Glia.Kernels.Tests;

public class ArithmeticTests
{
    [Fact]
    public void Every_operation_equals_its_scalar_loop_at_every_length()
    {
        foreach (int length in Numbers.Lengths)
        {
            float[] a = Numbers.Uniform(length, 1), b = Numbers.Uniform(length, 2), y = new float[length];
            Array.Add(a, b, y);
            for (int i = 0; i < length; i++) Assert.Equal(a[i] + b[i], y[i]);
            Array.Multiply(a, b, y);
            for (int i = 0; i < length; i++) Assert.Equal(a[i] * b[i], y[i]);
            Array.Scale(0.3f, a, y);
            for (int i = 0; i < length; i++) Assert.Equal(0.3f * a[i], y[i]);
            b.CopyTo(y, 0);
            Array.Axpy(0.3f, a, y);
            for (int i = 0; i < length; i++) Assert.Equal(b[i] + 0.3f * a[i], y[i]);
        }
    }

    [Fact]
    public void A_row_is_added_to_every_row()
    {
        float[] y = [1, 2, 3, 4, 5, 6];
        Array.AddRow([10, 20, 30], y);
        Assert.Equal([11, 22, 33, 14, 25, 36], y);
    }

    [Fact]
    public void Different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Array.Add([1], [1, 2], new float[1]));
        Assert.Throws<ArgumentException>(() => Array.Activate(new Relu(), [1], new float[2]));
        Assert.Throws<ArgumentException>(() => Array.ActivateBackward(new Gelu(), [], [1], [1], new float[1]));
    }
}
