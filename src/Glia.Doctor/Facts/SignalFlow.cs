namespace Glia.Doctor.Facts;

/// <summary>What takes the differences between samples on their way through the hidden layers.</summary>
internal enum SignalThief
{
    /// <summary>Nothing: they arrive, or weights that are all zero keep them, which their symmetry tells.</summary>
    None,

    /// <summary>A softmax, which leaves each unit one share of 1.</summary>
    Softmax,

    /// <summary>Biases below which every relu unit is dead.</summary>
    Bias,

    /// <summary>Weights far smaller than usual.</summary>
    SmallWeights,

    /// <summary>Many layers that saturate.</summary>
    SaturatingStack,

    /// <summary>Layers of a few relu units.</summary>
    NarrowRelu,

    /// <summary>No single layer stands out.</summary>
    Unknown,
}

/// <summary>
/// Whether the differences between samples reach the last layer before the first step, or grow on the way until nothing is left of them.
/// </summary>
internal sealed class SignalFlow
{
    /// <summary>Convention: of a thousandth nothing can be learned; five times as much may be enough.</summary>
    public const double Gone = 1e-3;
    private const double Weak = 5e-3;

    // convention: values so many times those of the inputs are on their way to overflow.
    private const double Overgrown = 1e4;

    /// <summary>Convention: as many layers as a saturating network still learns with.</summary>
    public const int ManySaturating = 4;

    // convention: the width of relu layers that die as a whole.
    private const int FewUnits = 8;

    private SignalFlow(FirstPass pass, FeatureStatistics inputs, bool tiny)
    {
        All = pass.Signals;
        Hidden = [.. pass.Signals.SkipLast(1)];
        Loss = pass.Start.Loss;
        Burst = Hidden.FirstOrDefault(signal => signal.Largest > Overgrown * Math.Max(1, Math.Abs(inputs.Highest)));
        // What layers without weights left of the differences is no matter of weights.
        IsJudged = Burst is null && !tiny && pass.Arriving > Gone * Math.Min(1, inputs.Spread);
        Left = Hidden[^1].After / Math.Max(1e-30, Math.Min(1, inputs.Spread));
        Dead = Hidden.FirstOrDefault(signal =>
            signal.Units > 0 && signal.Dead == signal.Units && signal.Block.Function is { CanDie: true });
        Smallest = Hidden.FirstOrDefault(signal => Gain.ShareOfGlorot(signal) < Gain.SmallShare) ?? Hidden.MinBy(signal => signal.Gain)!;
        Softmax = Hidden.Select(signal => signal.Block).FirstOrDefault(block => block.HasSoftmax);
        Narrow = Hidden.FirstOrDefault(signal => signal.Block is { Function.CanDie: true, Units: > 0 and <= FewUnits });
        Saturating = Hidden.Count(signal => signal.Block.Function is { Saturates: true });
        Thief = IsJudged && Left < Weak ? Find() : SignalThief.None;
    }

    /// <summary>Reads a first pass; null where there is no hidden layer.</summary>
    /// <param name="pass">The first pass.</param>
    /// <param name="inputs">The inputs it was made on.</param>
    /// <param name="normalized">Whether the network itself brings its inputs to a usual size.</param>
    public static SignalFlow? Of(FirstPass pass, FeatureStatistics inputs, bool normalized) =>
        pass.Signals.Count < 2 ? null : new SignalFlow(pass, inputs, inputs.AreTiny && !normalized);

    /// <summary>All blocks in order.</summary>
    public IReadOnlyList<BlockSignal> All { get; }

    /// <summary>All but the last.</summary>
    public IReadOnlyList<BlockSignal> Hidden { get; }

    /// <summary>The loss before the first step.</summary>
    public double Loss { get; }

    /// <summary>The first block whose values outgrow those of the inputs by far; null if there is none.</summary>
    public BlockSignal? Burst { get; }

    /// <summary>Whether what arrives says something of the network: not where values burst, nor where the inputs hardly differ.</summary>
    public bool IsJudged { get; }

    /// <summary>The share of the differences between the inputs of samples that reaches the last layer.</summary>
    public double Left { get; }

    /// <summary>Whether nothing can be learned of what is left; else it is little, if <see cref="Thief"/> is something.</summary>
    public bool IsGone => Left < Gone;

    /// <summary>What takes the differences.</summary>
    public SignalThief Thief { get; }

    /// <summary>The first block all relu units of which are dead; null if there is none.</summary>
    public BlockSignal? Dead { get; }

    /// <summary>The first block with weights that are too small, or that with the smallest.</summary>
    public BlockSignal Smallest { get; }

    /// <summary>The first hidden block with a softmax; null if there is none.</summary>
    public Block? Softmax { get; }

    /// <summary>The first block of few relu units; null if there is none.</summary>
    public BlockSignal? Narrow { get; }

    /// <summary>How many hidden blocks end in an activation that saturates.</summary>
    public int Saturating { get; }

    /// <summary>The largest value that a hidden block gives.</summary>
    public double Largest => Hidden.Max(signal => signal.Largest);

    /// <summary>What arrives, as the beginning of a sentence.</summary>
    public string Lost => $"Of the differences between samples {Left:0.#e0} of their size reach the last layer before the first step";

    /// <summary>The figures behind that sentence.</summary>
    public (string Name, double Value)[] Numbers => [("left", Left), ("loss", Loss)];

    private SignalThief Find()
    {
        if (Hidden.Any(signal => signal.Gain == 0)) return SignalThief.None;
        if (Softmax is not null) return SignalThief.Softmax;
        if (Dead is { Bias: < -1 }) return SignalThief.Bias;
        if (Gain.ShareOfGlorot(Smallest) < Gain.SmallShare) return SignalThief.SmallWeights;
        if (Saturating >= ManySaturating) return SignalThief.SaturatingStack;
        if (Narrow is not null) return SignalThief.NarrowRelu;
        // Layers with gates pass little on at first and open while they learn.
        return Hidden.Any(signal => double.IsNaN(signal.Gain)) ? SignalThief.None : SignalThief.Unknown;
    }
}
