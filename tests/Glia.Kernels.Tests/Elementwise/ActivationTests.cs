namespace Glia.Kernels.Tests;

public class ActivationTests
{
    // Where z multiplies a tail that is itself denormal, the few digits of the tail are all there are.
    private const double Denormal = 1e-42;

    /// <summary>From 2^-149 to 100, both signs, closely spaced; and what is special.</summary>
    private static float[] Inputs()
    {
        var inputs = new List<float> { 0, -0f, float.NaN, float.Epsilon, -float.Epsilon, 1e-39f, -1e-39f, 3, -3 };
        for (float size = 1e-38f; size < 100; size *= 1.0113f)
        {
            inputs.Add(size);
            inputs.Add(-size);
        }
        for (float z = -20; z < 20; z += 0.00917f) inputs.Add(z);
        return [.. inputs];
    }

    // The last two numbers are the bounds: units in the last place of y, and the relative error of the derivative.
    [Fact]
    public void Relu_is_exact() => Check(new Relu(), z => z > 0 ? z : double.IsNaN(z) ? z : 0, z => z > 0 ? 1 : 0, 0, 0);

    [Fact]
    public void Leaky_relu_is_exact() => Check(new LeakyRelu(0.25f), z => z > 0 ? z : 0.25 * z, z => z > 0 ? 1 : 0.25, 0, 0);

    [Fact]
    public void Elu_is_close() => Check(new Elu(1.5f), z => z > 0 ? z : 1.5 * Scalar.ExpM1(z), z => z > 0 ? 1 : 1.5 * Math.Exp(z), 3, 1e-6);

    [Fact]
    public void Selu_is_close() => Check(
        new Selu(),
        z => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Scalar.ExpM1(z)),
        z => 1.0507009873554805 * (z > 0 ? 1 : 1.6732632423543772 * Math.Exp(z)), 4, 1e-6);

    [Fact]
    public void Sigmoid_is_close() => Check(new Sigmoid(), Scalar.Sigmoid, z => Scalar.Sigmoid(z) * Scalar.Sigmoid(-z), 3, 1e-6);

    [Fact]
    public void Hard_sigmoid_is_close() =>
        Check(new HardSigmoid(1f / 6, 0.5f), z => Math.Clamp(z / 6 + 0.5, 0, 1), z => Math.Abs(z) < 3 ? 1 / 6.0 : 0, 2, 1e-7, 2e-8);

    [Fact]
    public void Tanh_is_close() => Check(new Tanh(), Math.Tanh, z => 1 / (Math.Cosh(z) * Math.Cosh(z)), 4, 1e-6);

    [Fact]
    public void Softplus_is_close() => Check(new Softplus(), z => z > 30 ? z : Scalar.Log1P(Math.Exp(z)), Scalar.Sigmoid, 4, 1e-6);

    [Fact]
    public void Softsign_is_close() =>
        Check(new Softsign(), z => z / (1 + Math.Abs(z)), z => 1 / ((1 + Math.Abs(z)) * (1 + Math.Abs(z))), 2, 1e-6);

    [Fact]
    public void Exponential_is_close() => Check(new Exponential(), Math.Exp, Math.Exp, 2, 1e-6);

    [Fact]
    public void Silu_is_close() =>
        Check(new Silu(), z => z * Scalar.Sigmoid(z), z => Scalar.Sigmoid(z) * (1 + z * Scalar.Sigmoid(-z)), 4, 1e-6, Denormal);

    [Fact]
    public void Bounded_relu_is_exact() => Check(new BoundedRelu(0.25f, 1, 3), z => z < 1 ? 0.25 * (z - 1) : z > 3 ? 3 : z, z =>
        z < 1 ? 0.25 : z > 3 ? 0 : 1, 1, 0);

    [Fact]
    public void Mish_is_close() =>
        Check(new Mish(), z => z * Math.Tanh(z > 30 ? z : Scalar.Log1P(Math.Exp(z))), MishDerivative, 6, 1e-5, 1e-6);

    [Fact]
    public void Hard_silu_is_close() =>
        Check(new HardSilu(), z => z * Math.Clamp(z / 6 + 0.5, 0, 1), z => Math.Clamp(z / 6 + 0.5, 0, 1) + (Math.Abs(z) < 3 ? z / 6 : 0), 4,
            1e-6, 1e-6);

    [Fact]
    public void Gelu_is_close() => Check(new Gelu(), z => z * Scalar.Phi(z), z => Scalar.Phi(z) + z * Scalar.Bell(z), 6, 1e-6, Denormal);

    // Its exponent grows to 100 in the left tail, where its three roundings cost 190 units: nothing to gain on numbers below 1e-20.
    [Fact]
    public void Gelu_tanh_is_close() => Check(new GeluTanh(), Scalar.GeluTanh, Scalar.GeluTanhDerivative, 256, 1e-6, Denormal);

    private static double MishDerivative(double z)
    {
        double t = Math.Tanh(z > 30 ? z : Scalar.Log1P(Math.Exp(z)));
        return t + z * Scalar.Sigmoid(z) * (1 - t * t);
    }

    /// <summary>
    /// y within so many units in the last place of the double reference, the derivative within an absolute bound (derivatives cross zero),
    /// and both the same bits wherever in the array an element stands.
    /// </summary>
    private static void Check<TOp>(TOp op, Func<double, double> f, Func<double, double> derivative, double ulps, double slack,
        double absolute = 0)
        where TOp : struct, IActivation
    {
        float[] z = Inputs();
        var y = new float[z.Length];
        var dz = new float[z.Length];
        float[] dy = [.. z.Select(_ => 1f)];
        Glia.Kernels.Elementwise.Activate(op, z, y);
        Glia.Kernels.Elementwise.ActivateBackward(op, TOp.NeedsInput ? z : [], TOp.NeedsInput ? [] : y, dy, dz);
        for (int i = 0; i < z.Length; i++)
        {
            double expected = f(z[i]);
            Assert.True(Numbers.Ulps(expected, y[i]) <= ulps || Math.Abs(expected - y[i]) <= absolute,
                $"f({z[i]:R}) = {y[i]:R} instead of {expected:R}");
            double slope = derivative(z[i]);
            if (float.IsNaN(z[i])) continue;
            Assert.True((float)slope == dz[i] || Math.Abs(slope - dz[i]) <= slack * Math.Max(1, Math.Abs(slope)),
                $"f'({z[i]:R}) = {dz[i]:R} instead of {slope:R}");
        }

        foreach (int length in Numbers.Lengths)
        {
            float[] part = z[100..(100 + length)], gradient = dy[..length];
            Glia.Kernels.Elementwise.Activate(op, part, part); // in place
            Assert.Equal(y[100..(100 + length)], part);
            Glia.Kernels.Elementwise.ActivateBackward(op, TOp.NeedsInput ? z.AsSpan(100, length) : [], TOp.NeedsInput ? [] : part,
                gradient, gradient);
            Assert.Equal(dz[100..(100 + length)], gradient);
        }
    }
}
