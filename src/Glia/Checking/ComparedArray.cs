using System.Globalization;

namespace Glia.Checking;

/// <summary>One array of gradients, the input's or a parameter's, held against differences number by number.</summary>
/// <param name="name">What it belongs to: <c>input</c>, <c>kernel</c>.</param>
/// <param name="dimensions">Its dimensions, for the place of a number.</param>
internal sealed class ComparedArray(string name, int[] dimensions)
{
    /// <summary>Compares gradients with differences.</summary>
    /// <param name="function">The function they are the gradient of.</param>
    /// <param name="at">The numbers it depends on, changed for a moment each.</param>
    /// <param name="found">The gradients that the backward pass gave.</param>
    /// <param name="tolerance">The part by which they may differ.</param>
    /// <param name="most">The most numbers to compare.</param>
    /// <param name="seed">Decides which ones, where there are more.</param>
    public GradientArray Compare(Func<Rounded> function, Memory<float> at, float[] found, double tolerance, int most, ulong seed)
    {
        int[] places = Places(found.Length, most, seed);
        CentralDifference[] expected = [.. places.Select(place => CentralDifference.Of(function, at, place, tolerance / 8))];
        double[] sure = [.. expected.Select(e => Math.Abs(e.Value)).Where(double.IsFinite)];
        double typical = sure.Length == 0 ? 0 : Math.Sqrt(sure.Average(v => v * v));
        int undecided = 0, wrong = 0;
        double worst = 0;
        GradientMismatch? first = null;
        double product = 0, square = 0, size = 0;
        for (int i = 0; i < places.Length; i++)
        {
            double allowed = tolerance * Math.Max(Math.Abs(expected[i].Value), typical), got = found[places[i]];
            // What a difference itself does not know is no evidence against the backward pass; a gradient that is no number needs none.
            if (double.IsFinite(got) && !(expected[i].Doubt <= allowed / 2))
            {
                undecided++;
                continue;
            }
            double off = double.IsFinite(got) ? Math.Abs(got - expected[i].Value) : double.PositiveInfinity;
            product += got * expected[i].Value;
            square += expected[i].Value * expected[i].Value;
            size += got * got;
            if (!(off > allowed + double.Epsilon)) continue;
            wrong++;
            if (first is not null && !(off > worst)) continue;
            (worst, first) = (off, new GradientMismatch(name, Place(places[i]), expected[i].Value, got));
        }
        first = first is null ? null : first with
        {
            Wrong = wrong,
            Compared = places.Length - undecided,
            Agreement = product / Math.Sqrt(square * size),
            Factor = Factor(product / square, expected, places, found, tolerance),
        };
        return new GradientArray(name, places.Length - undecided, undecided, first);
    }

    // One number that turns all differences into what was found: the sign, a count of rows, a forgotten factor.
    private static double? Factor(double factor, CentralDifference[] expected, int[] places, float[] found, double tolerance)
    {
        if (!double.IsFinite(factor)) return null;
        double rest = 0, size = 0;
        for (int i = 0; i < places.Length; i++)
        {
            double value = found[places[i]] - factor * expected[i].Value;
            (rest, size) = (rest + value * value, size + (double)found[places[i]] * found[places[i]]);
        }
        return Math.Sqrt(rest) <= 2 * tolerance * Math.Sqrt(size) ? factor : null;
    }

    private static int[] Places(int count, int most, ulong seed)
    {
        if (count <= most) return [.. Enumerable.Range(0, count)];
        int[] drawn = new Random.RandomState((uint)seed).Permutation(count)[..most];
        Array.Sort(drawn);
        return drawn;
    }

    private string Place(int index)
    {
        var place = new string[dimensions.Length];
        for (int axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            place[axis] = (index % dimensions[axis]).ToString(CultureInfo.InvariantCulture);
            index /= dimensions[axis];
        }
        return string.Join(", ", place);
    }
}
