namespace Glia.Doctor.Tests.Reference;

/// <summary>Derivatives by central differences.</summary>
internal static class NumericGradient
{
    /// <summary>
    /// The derivative of a function with respect to every number of <paramref name="at"/>, which is changed and put back.
    /// With step h the error is about h² plus 1e-16 / h.
    /// </summary>
    public static double[] Of(Func<double> function, double[] at, double step = 1e-5)
    {
        var gradient = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            double kept = at[i], h = step * Math.Max(1, Math.Abs(kept));
            at[i] = kept + h;
            double above = function();
            at[i] = kept - h;
            double below = function();
            at[i] = kept;
            gradient[i] = (above - below) / (2 * h);
        }
        return gradient;
    }
}
