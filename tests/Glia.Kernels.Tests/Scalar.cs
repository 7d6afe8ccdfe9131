namespace Glia.Kernels.Tests;

/// <summary>Textbook formulas in double, one number at a time: what the kernels are compared with.</summary>
internal static class Scalar
{
    internal static double ExpM1(double x) => Math.Abs(x) > 0.3 ? Math.Exp(x) - 1 : Series(x);

    internal static double Log1P(double x)
    {
        // Kahan's: the error of 1 + x is taken back by the quotient.
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    internal static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    internal static double Bell(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The normal distribution function: the series near zero, Laplace's continued fraction in the tails.</summary>
    internal static double Phi(double x)
    {
        if (double.IsNaN(x)) return x;
        double size = Math.Abs(x);
        if (size < 3)
        {
            double term = x, sum = x;
            for (int k = 3; k < 200; k += 2) sum += term *= x * x / k;
            return 0.5 + Bell(x) * sum;
        }
        double fraction = size;
        for (int k = 200; k > 0; k--) fraction = size + k / fraction;
        double tail = Bell(x) / fraction;
        return x < 0 ? tail : 1 - tail;
    }

    internal static double GeluTanh(double x) => x * Sigmoid(2 * Inner(x));

    internal static double GeluTanhDerivative(double x)
    {
        double s = Sigmoid(2 * Inner(x));
        return s + x * s * Sigmoid(-2 * Inner(x)) * 2 * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
    }

    private static double Inner(double x) => Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);

    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int k = 2; k < 20; k++) sum += term *= x / k;
        return sum;
    }
}
