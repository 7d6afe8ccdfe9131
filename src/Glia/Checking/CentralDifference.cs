namespace Glia.Checking;

/// <summary>The derivative of a function of one float32 number, with what is not known about it.</summary>
/// <param name="Value">The extrapolated difference quotient.</param>
/// <param name="Doubt">
/// How far quotients of different widths, and those of the two sides, contradict each other, and what rounding can make of them: by chance
/// two rounded quotients agree.
/// </param>
internal readonly record struct CentralDifference(double Value, double Doubt)
{
    // 1/128: truncation of the extrapolated quotient is of the order h^4, 4e-9, and rounding of float32 over the width 4e-6. A function
    // that bends within that width gets a quarter of it, three times at most; below that rounding is all that is left.
    private const float Widest = 1f / 128;
    private const int Widths = 4;

    /// <summary>The derivative at a number, which is changed and put back.</summary>
    /// <param name="function">The function, without what does not depend on the number, and how far it may be rounded.</param>
    /// <param name="numbers">Where the number stands.</param>
    /// <param name="index">Which it is.</param>
    /// <param name="enough">A doubt, relative to the quotient, below which no other width is tried.</param>
    public static CentralDifference Of(Func<Rounded> function, Memory<float> numbers, int index, double enough)
    {
        float at = numbers.Span[index], width = Widest * Math.Max(1, Math.Abs(at));
        Rounded here = function();
        var best = new CentralDifference(double.NaN, double.PositiveInfinity);
        for (int i = 0; i < Widths; i++, width /= 4)
        {
            CentralDifference one = Over(function, numbers, index, at, here, width);
            if (one.Doubt < best.Doubt) best = one;
            if (best.Doubt <= enough * Math.Abs(best.Value)) break;
        }
        numbers.Span[index] = at;
        return best;
    }

    private static CentralDifference Over(Func<Rounded> function, Memory<float> numbers, int index, float at, Rounded here, float width)
    {
        (double wide, double wideBend, _) = Quotient(width);
        (double narrow, double narrowBend, double rounding) = Quotient(width / 2);
        // Of a smooth function the difference between the sides halves with the width; at a kink it stays.
        double doubt = Math.Abs(wide - narrow) + Math.Abs(narrowBend - wideBend / 2) + rounding;
        return new CentralDifference((4 * narrow - wide) / 3, doubt);

        (double Slope, double Bend, double Rounding) Quotient(float h)
        {
            float above = at + h, below = at - h;
            numbers.Span[index] = above;
            Rounded upper = function();
            numbers.Span[index] = below;
            Rounded lower = function();
            // The widths that float32 made of it, not the ones asked for.
            double right = (upper.Value - here.Value) / ((double)above - at), left = (here.Value - lower.Value) / ((double)at - below);
            double width = (double)above - below;
            return ((upper.Value - lower.Value) / width, right - left, (upper.Rounding + lower.Rounding) / width);
        }
    }
}

/// <summary>A value of a function and how far it may be from the exact one because float32 rounds.</summary>
/// <param name="Value">The value, summed in float64.</param>
/// <param name="Rounding">The typical size of the error.</param>
internal readonly record struct Rounded(double Value, double Rounding);
