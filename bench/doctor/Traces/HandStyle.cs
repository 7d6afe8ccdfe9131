namespace Glia.DoctorBench.Traces;

/// <summary>How the first weights are drawn.</summary>
internal enum Start
{
    /// <summary>Normal, with He's or Glorot's deviation or the one that is named.</summary>
    Normal,

    /// <summary>From -1 to 1, as <c>2 * np.random.random(...) - 1</c>.</summary>
    PlusMinusOne,

    /// <summary>From -0.5 to 0.5.</summary>
    PlusMinusHalf,
}

/// <summary>
/// How an author writes a network: none of it is a fault. What is trained differs only in <see cref="Squared"/>, <see cref="Sums"/>,
/// <see cref="Average"/>, <see cref="First"/> and the targets; the rest is how the same numbers are kept and shown.
/// </summary>
internal sealed record HandStyle
{
    /// <summary>What it is called in the names of cases.</summary>
    public string Name { get; init; } = "";

    /// <summary>Samples lie in columns: x is [inputs, rows], kernels are [out, in].</summary>
    public bool Columns { get; init; }

    /// <summary>The bias is the last row of its kernel.</summary>
    public bool BiasInKernel { get; init; }

    /// <summary>The error is target minus output, and the update is added.</summary>
    public bool TargetMinusOutput { get; init; }

    /// <summary>The gradients are recorded with the learning rate multiplied in.</summary>
    public bool RateInGradient { get; init; }

    /// <summary>Half of the squared error behind a sigmoid or softmax.</summary>
    public bool Squared { get; init; }

    /// <summary>The gradients are sums over the batch.</summary>
    public bool Sums { get; init; }

    /// <summary>Which share of the running average of the gradients is kept in a step; 0 for none.</summary>
    public double Average { get; init; }

    /// <summary>The targets of no and yes.</summary>
    public (double No, double Yes) Targets { get; init; } = (0, 1);

    /// <summary>How the first weights are drawn.</summary>
    public Start First { get; init; }

    /// <summary>Neither loss nor activations are named.</summary>
    public bool Wordless { get; init; }

    /// <summary>Layers are counted from 0 and gradients called dW0.</summary>
    public bool CountsFromZero { get; init; }

    /// <summary>The trace says how many steps came before, and keeps the first weights.</summary>
    public bool TellsStep { get; init; }

    /// <summary>How many times the usual rate it takes.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>Rows of a step; 0 for the network's own number.</summary>
    public int Batch { get; init; }

    /// <summary>How many times the usual number of steps it trains.</summary>
    public double StepsFactor { get; init; } = 1;

    /// <summary>The ways the bench knows.</summary>
    public static IReadOnlyList<HandStyle> All { get; } =
    [
        new() { Name = "samples in columns", Columns = true },
        new() { Name = "bias in the kernel", BiasInKernel = true },
        new() { Name = "target minus output", TargetMinusOutput = true },
        new() { Name = "rate in the gradient", RateInGradient = true },
        new() { Name = "halved squares", Squared = true, RateFactor = 4, StepsFactor = 3 },
        new() { Name = "halved squares, target minus output, from -1 to 1", Squared = true, TargetMinusOutput = true,
            First = Start.PlusMinusOne, RateFactor = 4, StepsFactor = 4 },
        new() { Name = "sums at a small rate", Sums = true, RateFactor = 0.05, StepsFactor = 1.5 },
        new() { Name = "running average of the gradients", Average = 0.9 },
        new() { Name = "targets .01 and .99", Targets = (0.01, 0.99), Squared = true, RateFactor = 4, StepsFactor = 3 },
        new() { Name = "weights from -0.5 to 0.5", First = Start.PlusMinusHalf },
        new() { Name = "without words", Wordless = true },
        new() { Name = "counted from zero, in columns", CountsFromZero = true, Columns = true },
        new() { Name = "a late step with the first weights", TellsStep = true },
        new() { Name = "a small rate and many steps", RateFactor = 0.2, StepsFactor = 5 },
        new() { Name = "one row a step", Batch = 1, RateFactor = 0.1, StepsFactor = 6 },
        new() { Name = "one row a step, in columns, target minus output", Batch = 1, RateFactor = 0.1, StepsFactor = 6, Columns = true,
            TargetMinusOutput = true },
    ];
}
