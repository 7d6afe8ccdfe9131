using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>The factor that all recorded gradients have beside the derivative of the summed loss, and where it comes from.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Stated">The gradients as a multiple of the derivative of the recorded loss, where that is not 1; else null.</param>
/// <param name="Rows">The power of the batch size in it; null where no usual product makes it.</param>
/// <param name="Outs">The power of the number of outputs in it.</param>
/// <param name="LossRows">The power of the batch size in the recorded loss; null where it is not known.</param>
/// <param name="LossOuts">The power of the number of outputs in it.</param>
internal sealed record SharedFactor(double Factor, double? Stated, int? Rows, int Outs, int? LossRows, int LossOuts)
{
    // Two factors within so much of each other are one; a norm is a round number to so much. Conventions.
    private const double Same = 2e-3, Exact = 1e-5;

    /// <summary>The factor without its sign.</summary>
    public double Size => Math.Abs(Factor);

    /// <summary>Whether the gradients are divided by the batch size twice.</summary>
    public bool IsDividedTwice => Rows == -2;

    /// <summary>Whether they are divided by the number of outputs as well, and the loss is not.</summary>
    public bool IsDividedByOutputs => Rows == -1 && Outs == -1 && LossRows == -1 && LossOuts == 0;

    /// <summary>Whether they are sums, and the loss is a mean.</summary>
    public bool IsSumOfMean(int rows) => Rows == 0 && LossRows == -1 && Stated is not null && rows > 1;

    /// <summary>Whether the gradients are clipped to one norm, so that their factor says nothing.</summary>
    public bool IsClipped { get; private init; }

    /// <summary>Reads the factor; null where the gradients show none that they share.</summary>
    public static SharedFactor? Of(Reading reading)
    {
        if (reading is not { HaveOneFactor: true, GradientFactor: { } factor }) return null;
        var (rows, outs) = (reading.Trace.Rows, reading.Trace.Outs);
        double size = Math.Abs(factor);
        double? stated = reading.Factor is { } of && !IsNear(size, of) ? size / of : null;
        var (own, loss) = (Powers(size, rows, outs), reading.Factor is { } known ? Powers(known, rows, outs) : null);
        return new(factor, stated, own?.Rows, own?.Outs ?? 0, loss?.Rows, loss?.Outs ?? 0) { IsClipped = AreClipped(reading.Trace) };
    }

    private static bool IsNear(double a, double b) => Math.Abs(a / b - 1) < Same;

    // A factor of the summed loss as rows^r * outs^o * 2^t: the usual readings first, a batch size too many last.
    private static (int Rows, int Outs)? Powers(double factor, int rows, int outs)
    {
        foreach (int r in new[] { -1, 0, -2 })
            foreach (int o in new[] { 0, -1 })
                foreach (int twos in new[] { 0, -1, 1 })
                    if ((r == 0 || rows > 1) && (o == 0 || outs > 1)
                        && IsNear(factor, Math.Pow(rows, r) * Math.Pow(outs, o) * Math.Pow(2, twos)))
                        return (r, o);
        return rows == 1 && IsNear(factor, 1) ? (-1, 0) : null;
    }

    private static bool AreClipped(Trace trace)
    {
        var gradients = trace.Layers.SelectMany(layer => new[] { layer.WeightsGradient, layer.BiasGradient }).OfType<Matrix>();
        double norm = Math.Sqrt(gradients.Sum(one => one.Dot(one)));
        if (trace.ClipNorm is { } clip) return IsNear(norm, clip);
        // Nobody's gradient has a norm of one digit, or of quarters, to five digits by itself.
        return new[] { Words.Rounded(norm, 1), Words.Rounded(4 * norm, 1) / 4 }.Any(round => Math.Abs((norm / round) - 1) < Exact);
    }
}
