using Glia.Doctor.Findings;
using Glia.Doctor.Reference;

namespace Glia.Doctor.Mistakes;

/// <summary>What a fit may adapt beyond what a hypothesis predicts. Rounding is always allowed, as the tolerance.</summary>
[Flags]
internal enum Freedoms
{
    /// <summary>The numbers as they are predicted, at a known scale.</summary>
    None = 0,

    /// <summary>Any multiple of them.</summary>
    Scale = 1,

    /// <summary>A positive multiple of the weights is added.</summary>
    Penalty = 2,

    /// <summary>Large numbers are cut to one size.</summary>
    Clip = 4,
}

/// <summary>How a prediction reproduces recorded numbers: recorded = scale · predicted + decay · weights, perhaps cut.</summary>
/// <param name="Error">The distance that is left, relative to the recorded numbers.</param>
/// <param name="Scale">The multiple.</param>
/// <param name="Decay">The multiple of the weights; 0 without a penalty.</param>
/// <param name="Clipped">Whether large numbers were cut.</param>
internal readonly record struct Fit(double Error, double Scale, double Decay = 0, bool Clipped = false);

/// <summary>
/// Recorded numbers, held against what hypotheses predict by least squares. The one place where a mistake is said to explain a record.
/// </summary>
/// <param name="numbers">What was recorded.</param>
/// <param name="tolerance">The relative distance that rounding alone may leave.</param>
internal sealed class Explain(double[] numbers, double tolerance)
{
    // A penalty that nobody stated is a second free number, and would fit much in a small record. Convention.
    private const int FewestForPenalty = 8, FewestForClip = 8;

    // Numbers that were cut are equal up to rounding, and not nearly all of them are. Convention.
    private const double MostCut = 0.9;

    // A chance match of less than these odds is no chance match. Convention.
    private const double NeverByChance = 1e-9, HardlyByChance = 0.05;

    /// <summary>What a penalty pulls at, number by number; null where there is none.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Penalties that were stated, or seen elsewhere in the same record.</summary>
    public Func<IEnumerable<double>> KnownDecays { get; init; } = () => [];

    /// <summary>How equal numbers must be to have been cut to one size.</summary>
    public double CutTolerance { get; init; } = 1e-6;

    /// <summary>The multiple of the predicted numbers that comes nearest.</summary>
    public double Multiple(Matrix predicted) => Slope(predicted.Values, numbers);

    /// <summary>The relative distance of the record from a multiple of the prediction, the nearest one if none is given.</summary>
    /// <returns>Infinity where it is no number.</returns>
    public double Error(Matrix predicted, double? scale = null) => Rest(predicted.Values, scale ?? Multiple(predicted), 0);

    /// <summary>The fit within rounding, with as little as possible adapted; null where there is none.</summary>
    /// <param name="predicted">What a hypothesis gives.</param>
    /// <param name="allowed">What may be adapted.</param>
    /// <param name="scale">The multiple, where it is known; needed unless <see cref="Freedoms.Scale"/> is allowed.</param>
    /// <param name="fewest">How many numbers an unknown penalty needs.</param>
    public Fit? By(Matrix predicted, Freedoms allowed, double? scale = null, int fewest = FewestForPenalty)
    {
        double multiple = scale ?? Multiple(predicted), error = Rest(predicted.Values, multiple, 0);
        if (error <= tolerance) return new(error, multiple);
        if (allowed.HasFlag(Freedoms.Penalty) && WithPenalty(predicted.Values, scale, fewest) is { } penalised) return penalised;
        return allowed.HasFlag(Freedoms.Clip) ? Cut(predicted.Values, scale) : null;
    }

    /// <summary>The first hypothesis that fits.</summary>
    public (Hypothesis<T> Hypothesis, Fit Fit)? First<T>(IEnumerable<Hypothesis<T>> hypotheses, T of)
    {
        foreach (var hypothesis in hypotheses)
        {
            double? scale = hypothesis.Allowed.HasFlag(Freedoms.Scale) ? null : 1;
            if (hypothesis.Predict(of) is { } predicted && By(predicted, hypothesis.Allowed, scale) is { } fit) return (hypothesis, fit);
        }
        return null;
    }

    /// <summary>
    /// How sure a reading is that came out first of so many. Random numbers come within a relative tolerance t of a prediction with
    /// the odds t for each number that is not spent on what was adapted, and every hypothesis tried is another chance.
    /// </summary>
    public Grade GradeOf(int tried, Freedoms adapted)
    {
        int free = (adapted.HasFlag(Freedoms.Scale) ? 1 : 0) + (adapted.HasFlag(Freedoms.Penalty) ? 1 : 0);
        return GradeOf(tried * Math.Pow(tolerance, Math.Max(1, numbers.Count(number => number != 0) - free)));
    }

    /// <summary>The grade of a reading that is a matter of chance with these odds.</summary>
    public static Grade GradeOf(double byChance)
    {
        if (byChance < NeverByChance) return Grade.Strong;
        return byChance < HardlyByChance ? Grade.Likely : Grade.Weak;
    }

    private Fit? WithPenalty(double[] predicted, double? scale, int fewest)
    {
        if (Weights is not { } w) return null;
        double pp = Dot(predicted, predicted), pw = Dot(predicted, w), ww = Dot(w, w), rp = Dot(numbers, predicted), rw = Dot(numbers, w);
        foreach (double known in KnownDecays())
        {
            double multiple = scale ?? ((rp - (known * pw)) / Math.Max(pp, double.Epsilon));
            if (Rest(predicted, multiple, known) is var rest && rest <= tolerance) return new(rest, multiple, known);
        }
        double determinant = (pp * ww) - (pw * pw);
        if (numbers.Length < fewest || determinant <= 1e-12 * pp * ww) return null;
        double factor = scale ?? (((rp * ww) - (rw * pw)) / determinant), decay = (rw - (factor * pw)) / ww;
        double error = Rest(predicted, factor, decay);
        return decay > 0 && error <= tolerance ? new(error, factor, decay) : null;
    }

    private Fit? Cut(double[] predicted, double? scale)
    {
        double largest = numbers.Max(Math.Abs), edge = largest * (1 - CutTolerance);
        int cut = numbers.Count(number => Math.Abs(number) >= edge);
        if (cut < 2 || cut > numbers.Length * MostCut || numbers.Length < FewestForClip) return null;
        int[] inner = [.. Enumerable.Range(0, numbers.Length).Where(i => Math.Abs(numbers[i]) < edge)];
        double multiple = scale ?? Slope([.. inner.Select(i => predicted[i])], [.. inner.Select(i => numbers[i])]);
        double error = Rest([.. predicted.Select(value => Math.Clamp(value * multiple, -largest, largest))], 1, 0);
        return multiple != 0 && error <= tolerance ? new(error, multiple, Clipped: true) : null;
    }

    private double Rest(double[] predicted, double scale, double decay)
    {
        double rest = 0, norm = 0, unit = Largest(numbers);
        for (int i = 0; i < numbers.Length; i++)
        {
            double number = numbers[i] / unit, penalty = decay == 0 ? 0 : decay * Weights![i];
            double difference = (numbers[i] - (scale * predicted[i]) - penalty) / unit;
            (rest, norm) = (rest + (difference * difference), norm + (number * number));
        }
        double error = Math.Sqrt(rest / Math.Max(norm, double.Epsilon));
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    private static double Slope(double[] of, double[] to)
    {
        double unit = Largest(of);
        double[] scaled = Array.ConvertAll(of, value => value / unit);
        return Dot(scaled, scaled) is > 0 and var square ? Dot(scaled, to) / square / unit : 0;
    }

    // What is measured in it can be squared: a network that was thrown far away has gradients whose squares are no numbers. 1 for zeros.
    private static double Largest(double[] of) => of.Select(Math.Abs).DefaultIfEmpty(0).Max() is > 0 and var largest ? largest : 1;

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
