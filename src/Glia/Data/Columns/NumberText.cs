using System.Globalization;

namespace Glia.Data.Columns;

/// <summary>Reads digits with a decimal sign, parted thousands and an exponent.</summary>
internal static class NumberText
{
    // Ten to these powers is exact in float64, and so is a whole number below 2^53: one rounding is left (Clinger 1990, "How to read
    // floating point numbers accurately").
    private static readonly double[] s_powers =
        [.. Enumerable.Range(0, 23).Select(p => double.Parse($"1e{p}", CultureInfo.InvariantCulture))];

    private const int MostDigits = 18;

    public static bool TryRead(ReadOnlySpan<char> text, char point, out double value)
    {
        value = 0;
        long mantissa = 0;
        int power = 0, digits = 0, at = 0;
        var thousands = new Thousands();
        bool fraction = false;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                thousands.Digits++;
                // More digits than float64 tells apart change only the power.
                if (mantissa < 100_000_000_000_000_000) mantissa = 10 * mantissa + (c - '0');
                else power++;
                if (fraction) power--;
            }
            else if (c == point && !fraction)
            {
                if (!thousands.CanEnd) return false;
                fraction = true;
            }
            else if (c is 'e' or 'E' && digits > 0)
            {
                break;
            }
            else if (fraction || !thousands.Part(c, point, leadingZero: text[0] == '0'))
            {
                return false;
            }
        }
        if (digits == 0 || (!fraction && !thousands.CanEnd)) return false;
        if (at < text.Length)
        {
            if (!int.TryParse(text[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int exponent))
                return false;
            power = Math.Clamp(exponent, -10_000, 10_000) + power;
        }
        value = Scaled(mantissa, power, digits);
        return true;
    }

    private static double Scaled(long mantissa, int power, int digits)
    {
        if (digits <= MostDigits && mantissa < 1L << 53 && Math.Abs(power) < s_powers.Length)
            return power < 0 ? mantissa / s_powers[-power] : mantissa * s_powers[power];
        return double.Parse($"{mantissa}e{power}", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Whether the signs between digits part thousands: one kind of sign, up to three digits before the first, three after the last.
    /// </summary>
    private ref struct Thousands
    {
        private char _sign;
        private int _parts;

        /// <summary>The digits since the last sign.</summary>
        public int Digits;

        /// <summary>Whether the number may end, or its fraction begin, here.</summary>
        public readonly bool CanEnd => _parts == 0 || Digits == 3;

        public bool Part(char sign, char point, bool leadingZero)
        {
            bool known = sign is ',' or '.' or ' ' or '\u00a0' or '\u202f' or '\u2009' or '\'' or '’' or '_';
            bool first = _parts == 0;
            if (!known || sign == point || leadingZero || (!first && sign != _sign)
                || (first ? Digits is 0 or > 3 : Digits is not (2 or 3)))
                return false;
            (_sign, Digits) = (sign, 0);
            _parts++;
            return true;
        }
    }
}
