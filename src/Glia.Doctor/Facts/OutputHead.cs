using Glia.Losses;

namespace Glia.Doctor.Facts;

/// <summary>The end of a network: what is applied to its last sums, and the loss that takes what comes out.</summary>
/// <param name="Block">The last block.</param>
/// <param name="Units">How many numbers an answer has.</param>
/// <param name="Loss">What they are compared with the targets by.</param>
internal sealed record OutputHead(Block Block, int Units, Loss Loss)
{
    /// <summary>The end of some layers; null where no layer has sums.</summary>
    public static OutputHead? Of(Architecture architecture, int units, Loss loss) =>
        architecture.Output is { } output ? new OutputHead(output, units, loss) : null;

    /// <summary>Whether it is a softmax over one unit, be it at each of several positions, which is 1 whatever goes in.</summary>
    public bool IsConstant => Block.HasSoftmax && (Units == 1 || Block is { Units: 1, Layer.Function.SumsToOne: true });

    /// <summary>How many times sums become probabilities, by a function or by a loss that takes logits.</summary>
    public int TimesSquashed => Block.Functions.Count(function => function.GivesProbabilities) + (Loss.FromLogits ? 1 : 0);

    /// <summary>Whether the loss is a cross-entropy or its like, on probabilities or on logits.</summary>
    public bool IsEntropy => Loss.ProbabilitiesBy is not null;

    /// <summary>Whether the loss compares number with number.</summary>
    public bool IsDistance => Loss.Takes is LossInput.Values or LossInput.Counts or LossInput.Ratios;

    /// <summary>Whether each output answers by itself where the loss compares classes that exclude each other.</summary>
    public bool IsSigmoidsForOneClass => Loss is { Takes: LossInput.Probabilities, IsExclusive: true } && Units > 1
        && !Block.HasSoftmax && Block.Function is { GivesProbabilities: true };

    /// <summary>Whether the loss is an entropy that takes for granted that one of the outputs is right.</summary>
    public bool IsForOneClass => IsEntropy && Loss.IsExclusive;

    /// <summary>Whether the loss asks each output by itself.</summary>
    public bool IsBinary => IsEntropy && !Loss.IsExclusive;

    /// <summary>The bounds of the answers; null where they are not known.</summary>
    public (double Low, double High)? Range => Block.Range;
}

/// <summary>Targets of numbers beside what the last activation can give and the loss can tell apart.</summary>
/// <param name="Low">The lower bound of the answers.</param>
/// <param name="High">The upper bound of the answers.</param>
/// <param name="Share">The share of the targets that lie outside.</param>
internal sealed record Reach(double Low, double High, double Share)
{
    // convention: so few targets out of reach are outliers, not a misunderstanding; and a hundredth of their span is rounding.
    private const double Harmful = 0.02, Slack = 0.01;

    /// <summary>Compares; null where the loss takes probabilities, every answer is the same, or the bounds are not known.</summary>
    public static Reach? Of(OutputHead head, TargetView targets, ReadOnlySpan<float> values)
    {
        if (head.IsEntropy || head.IsConstant || head.Range is not var (low, high)) return null;
        low = Math.Max(low, head.Loss.LeastTarget);
        double slack = Slack * Math.Max(1e-12, targets.Maximum - targets.Minimum);
        long outside = 0;
        foreach (float value in values)
            if (value < low - slack || value > high + slack) outside++;
        return new Reach(low, high, (double)outside / values.Length);
    }

    /// <summary>Whether more than a few outliers are out of reach.</summary>
    public bool IsShort => Share > Harmful;

    /// <summary>Whether the answers have an upper and a lower bound.</summary>
    public bool IsBounded => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>The bounds in words.</summary>
    public string Words
    {
        get
        {
            if (double.IsInfinity(Low)) return "any number";
            return double.IsInfinity(High) ? $"{Low:0.##} and more" : $"{Low:0.##} to {High:0.##}";
        }
    }

    /// <summary>What lies outside, in a sentence.</summary>
    public string Evidence(string activation, TargetView targets) =>
        $"{Share:0 %} of the targets lie where {activation} cannot go: they range from {targets.Minimum:0.###} to " +
        $"{targets.Maximum:0.###}, the output gives {Words}.";
}
